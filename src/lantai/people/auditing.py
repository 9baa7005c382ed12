"""What pages show of the audit log: its lines with the names of those who acted, and what each action is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lantai.infra.audit import NOBODY, named
from lantai.infra.models import AuditEntry

from .models import Account

BATCH = 500


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line: ``who`` "" where no person acted, or where the account is gone; ``label`` what the action is called."""

    at: datetime
    actor: int
    who: str
    action: str
    label: str
    subject: str


def wanted(given: dict[str, Any]) -> dict[str, Any]:
    """Turn a form's values into what ``entries`` takes: days become instants in the library's time zone."""
    return {
        "who": given.get("who", ""),
        "kind": given.get("kind", ""),
        "subject": given.get("subject", ""),
        "since": _start(given.get("since")),
        "until": _start(given.get("until"), days=1),
    }


def entries(
    *, who: str = "", kind: str = "", subject: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[AuditEntry]:
    """Return lines, the latest first.

    ``who``: words of a name or mail address, or a number; ``kind`` and ``subject``: how the action and the object begin;
    from ``since`` to before ``until``.
    """
    found = AuditEntry.objects.order_by("-at", "-pk")
    if who:
        people = Account.objects.filter(Q(username__icontains=who) | Q(first_name__icontains=who) | Q(email__icontains=who))
        numbers = set(people.values_list("pk", flat=True)[:1_000]) | ({int(who)} if who.isdecimal() and len(who) < 19 else set())
        found = found.filter(actor_id__in=numbers)
    if kind:
        found = found.filter(action__startswith=kind)
    if subject:
        found = found.filter(subject__startswith=subject)
    if since:
        found = found.filter(at__gte=since)
    return found.filter(at__lt=until) if until else found


def rows(lines: list[AuditEntry]) -> list[AuditRow]:
    """Return lines with the names of those who acted (one SQL query)."""
    people = Account.objects.in_bulk({line.actor_id for line in lines} - {NOBODY})
    return [AuditRow(e.at, e.actor_id, str(people.get(e.actor_id, "")), e.action, str(named(e.action)), e.subject) for e in lines]


def all_rows(**chosen: Any) -> Iterator[AuditRow]:
    """Yield every line chosen, in batches, so that a long log fits any memory."""
    lines = entries(**chosen).iterator(chunk_size=BATCH)
    while batch := list(islice(lines, BATCH)):
        yield from rows(batch)


def kinds() -> list[tuple[str, str]]:
    """Return the actions that the log holds, with what they are called."""
    return [
        (action, str(named(action)))
        for action in AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    ]


def _start(day: date | None, *, days: int = 0) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None
