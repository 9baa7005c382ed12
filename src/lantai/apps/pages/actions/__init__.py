"""Everything that changes pages, hours and notices."""

from .notices import end_notice, put_up_notice
from .opening import add_place, add_special_day, remove_place, remove_special_day, set_hours
from .pages import note_in_audit, publish_due
from .starting import prepare

__all__ = [
    "add_place",
    "add_special_day",
    "end_notice",
    "note_in_audit",
    "prepare",
    "publish_due",
    "put_up_notice",
    "remove_place",
    "remove_special_day",
    "set_hours",
]
