"""Template tags of holdings."""
