"""Reads of the store of papers, one module a page; frozen rows come out."""
