"""Everything that changes agreements, charges, requests and policies."""

from lantai.core.openness.taken import ListError, OlderList, Taken, TooManyGone

from .files import take_file
from .keeping import drop, keep
from .listing import take_lists
from .policies import drop_policy, drop_version, keep_policy, keep_version, watch
from .reminding import remind
from .requesting import change_request, decide, make_request, move_own
from .sending import read_file, send_file
from .taking import take_agreements, take_charges, take_contracts, take_institutions, take_numbers
from .telling import touch_closed

__all__ = [
    "ListError",
    "OlderList",
    "Taken",
    "TooManyGone",
    "change_request",
    "decide",
    "drop",
    "drop_policy",
    "drop_version",
    "keep",
    "keep_policy",
    "keep_version",
    "make_request",
    "move_own",
    "read_file",
    "remind",
    "send_file",
    "take_agreements",
    "take_charges",
    "take_contracts",
    "take_file",
    "take_institutions",
    "take_lists",
    "take_numbers",
    "touch_closed",
    "watch",
]
