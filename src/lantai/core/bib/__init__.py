"""Bibliographic descriptions: the record, its values checked and normalised, and the merging of several into one."""
