"""Template tags of the whole site: words of records, names of codes, parts of pages."""
