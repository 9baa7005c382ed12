"""The shell around the areas: settings, root addresses, base templates, design tokens and languages."""
