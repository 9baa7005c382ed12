"""Crossref's works, by its interface: enter at ``harvest``. Its annual file is a folder of files, each imported as it is."""
