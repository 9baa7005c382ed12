"""Packages, platforms, titles and databases as staff lists: narrowed, changed many at once, and brought in from spreadsheets.

One module a list, registered as it is imported; ``cells`` reads what they have in common.
"""

from . import titles as titles
from .databases import change_database, make_database
from .packages import change_package, make_package
from .platforms import change_platform, make_platform

__all__ = ["change_database", "change_package", "change_platform", "make_database", "make_package", "make_platform"]
