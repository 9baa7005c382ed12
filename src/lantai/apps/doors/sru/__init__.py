"""SRU 1.1, 1.2 and 2.0: other libraries' searches, asked in CQL."""
