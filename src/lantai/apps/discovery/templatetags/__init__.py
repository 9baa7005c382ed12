"""Template tags of discovery's own sentences."""
