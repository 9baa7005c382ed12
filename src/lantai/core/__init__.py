"""The library itself in pure Python: no framework, no database, no network."""
