"""Desk: what the library's staff work with: imports, doubts about duplicates, deletions."""
