"""DOAJ's articles, by its OAI-PMH and from its dump: enter at ``harvest``."""
