"""Everything that changes agreements. ``by`` is who does it (None: a job, or a command on the server); each checks that they may."""

from .allocating import allocate
from .calendars import end_calendar, make_calendar, note_calendar_use
from .costing import keep_cost
from .documents import add_document
from .keeping import drop, keep
from .living import move, open_reviews, test_link, vouch_for_link
from .remaining import tell_of_rights, work_out_rights
from .reminding import remind

__all__ = [
    "add_document",
    "allocate",
    "drop",
    "end_calendar",
    "keep",
    "keep_cost",
    "make_calendar",
    "move",
    "note_calendar_use",
    "open_reviews",
    "remind",
    "tell_of_rights",
    "test_link",
    "vouch_for_link",
    "work_out_rights",
]
