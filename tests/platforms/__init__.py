"""Vendors' platforms that are not there: a server on this machine that plays sound pages and twelve kinds of fault, for tests and measuring.

The pages are made up after the manner of publishers', vendors', proxies' and web servers' own; no page is a copy of anybody's.
"""
