"""Translations learned from a library's own records and read from lexicons: pairs, cleaning, alignment, tables; pure."""
