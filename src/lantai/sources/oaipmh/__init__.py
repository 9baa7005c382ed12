"""Any repository that speaks OAI-PMH: enter at ``harvest``."""
