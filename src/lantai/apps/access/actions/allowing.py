"""What every action of staff asks first, and the line that it leaves in a fault's history."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from lantai.people.models import Account

from ..models import Event, EventKind, Fault

WORK, SET_UP = "access.change_fault", "access.change_service"


class NotPossible(Exception):
    """The action does not fit how things stand; the message says why, for whoever asked."""


def allow(by: Account | None, permission: str = WORK) -> None:
    """Raise PermissionDenied unless ``by`` may; None is the server itself."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(permission)


def log(
    fault: Fault,
    kind: EventKind,
    *,
    now: datetime,
    by: Account | None = None,
    before: object = "",
    after: object = "",
    words: str = "",
) -> None:
    """Write a line of the fault's history."""
    Event.objects.create(fault=fault, kind=kind, before=str(before)[:40], after=str(after)[:40], words=words, by=by, at=now)
