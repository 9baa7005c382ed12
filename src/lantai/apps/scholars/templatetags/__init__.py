"""Template tags of scholars."""
