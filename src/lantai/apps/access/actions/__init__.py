"""Everything that is written about access; enter at ``report`` (a reader tells), ``move`` (staff work), ``check_links`` (the worker)."""

from .allowing import NotPossible
from .casework import assign, classify_as, join, move, note, part, publish, regrade
from .checking import ask_again, check_links, enroll, start_checks
from .downtimes import end_downtime, forget_downtime, plan_downtime
from .keeping import forget_closed, forget_senders
from .letters import send_letter, write_letter
from .opening import open_by_staff
from .reporting import About, TooMany, report, take_out
from .service import change_service, keep_template, remove_assignment, remove_template, set_assignment
from .ways import keep_access, keep_proxy, remove_proxy, test_proxy

__all__ = [
    "About",
    "NotPossible",
    "TooMany",
    "ask_again",
    "assign",
    "change_service",
    "check_links",
    "classify_as",
    "end_downtime",
    "enroll",
    "forget_closed",
    "forget_downtime",
    "forget_senders",
    "join",
    "keep_access",
    "keep_proxy",
    "keep_template",
    "move",
    "note",
    "open_by_staff",
    "part",
    "plan_downtime",
    "publish",
    "regrade",
    "remove_assignment",
    "remove_proxy",
    "remove_template",
    "report",
    "send_letter",
    "set_assignment",
    "start_checks",
    "take_out",
    "test_proxy",
    "write_letter",
]
