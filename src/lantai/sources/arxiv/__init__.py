"""arXiv's preprints, by its OAI-PMH: enter at ``harvest``."""
