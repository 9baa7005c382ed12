"""Everything that changes what packages hold and when readers have it."""

from .activating import activate, deactivate, follow_the_day
from .shelving import change_database, change_package, change_platform, make_database, make_package, make_platform

__all__ = [
    "activate",
    "change_database",
    "change_package",
    "change_platform",
    "deactivate",
    "follow_the_day",
    "make_database",
    "make_package",
    "make_platform",
]
