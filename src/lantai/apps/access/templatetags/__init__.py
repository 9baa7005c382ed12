"""Tags of the templates of access."""
