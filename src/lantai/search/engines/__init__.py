"""The engines, by name; see ``lantai.search.protocol``."""
