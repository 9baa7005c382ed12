"""Unpaywall's records, by its feed of changed ones: enter at ``harvest``. Its whole file is imported as it is."""
