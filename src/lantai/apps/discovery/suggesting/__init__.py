"""Suggestions while somebody types: ``found`` reads them, ``views`` shows them as part of a page and as data."""
