"""Everything that changes what packages hold and when readers have it."""

from .activating import activate, deactivate, follow_the_day
from .counting import count_opening
from .deciding import set_apart, tie, undo_decision
from .families import take_families
from .listing import follow, list_package, list_titles
from .outliving import keep_years
from .remembering import remember_names
from .retying import tie_again
from .shelving import change_database, change_package, change_platform, make_database, make_package, make_platform
from .taking import apply, begin, carry_out, check, drop, held_by, is_guarded, lay_down, read_and_compared, receive

__all__ = [
    "activate",
    "apply",
    "begin",
    "carry_out",
    "change_database",
    "change_package",
    "change_platform",
    "check",
    "count_opening",
    "deactivate",
    "drop",
    "follow",
    "follow_the_day",
    "held_by",
    "is_guarded",
    "keep_years",
    "lay_down",
    "list_package",
    "list_titles",
    "make_database",
    "make_package",
    "make_platform",
    "read_and_compared",
    "receive",
    "remember_names",
    "set_apart",
    "take_families",
    "tie",
    "tie_again",
    "undo_decision",
]
