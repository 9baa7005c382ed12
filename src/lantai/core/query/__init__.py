"""A reader's question: parsed into an engine-neutral tree, identifiers recognised before words."""
