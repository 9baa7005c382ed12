"""ROR's registry of organizations, from its file: enter at ``read``."""
