"""Faults, links, platforms and proxies as staff lists: narrowed, changed many at once, and brought in from spreadsheets.

One module a list, registered as it is imported.
"""

from .faults import change_fault, make_fault
from .links import change_link
from .platforms import change_way
from .proxies import change_proxy, make_proxy

__all__ = ["change_fault", "change_link", "change_proxy", "change_way", "make_fault", "make_proxy"]
