"""Every write of open access: a service's list of journals or of notices taken in; where classes lead by the library's own word."""

from lantai.core.openness.taken import ListError, OlderList, Taken, TooManyGone

from .journals import take_journals, touch_works
from .mapping import map_class, unmap_class
from .notices import take_notices
from .shelving import shelve_journals

__all__ = [
    "ListError",
    "OlderList",
    "Taken",
    "TooManyGone",
    "map_class",
    "shelve_journals",
    "take_journals",
    "take_notices",
    "touch_works",
    "unmap_class",
]
