"""Words and amounts of publishing in templates."""
