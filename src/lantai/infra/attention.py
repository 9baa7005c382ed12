"""What needs attention this week: each area says what of its own does, and the desk shows it all on one page, the soonest first.

An area writes ``attention.py``, which start-up imports::

    @attention("agreements.deadlines", permission="agreements.view_agreement")
    def deadlines(now: datetime) -> Iterable[Attention]:
        yield Attention(count=1, label=agreement.name, reason=_("Last day to give notice"), url=…, due_date=…)

A deadline is an entry of its own with ``due_date``; a queue is one entry with its length, and ``since`` when its oldest waits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise
AHEAD = timedelta(days=7)


class Pressing(IntEnum):
    """How pressing it is, where no day says so."""

    TO_KNOW = 1
    SOON = 2
    NOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One thing to look at. ``label``: what it is; ``reason``: why it is shown, a sentence; ``lang``: of a label that is a record's word.

    ``due_date``: by when; later than a week ahead it is not shown yet.
    """

    count: int = 1
    label: Words
    reason: Words
    url: str
    due_date: date | None = None
    since: datetime | None = None
    pressing: Pressing = Pressing.SOON


Ask = Callable[[datetime], Iterable[Attention]]
_asked: dict[str, tuple[str, Ask]] = {}


def attention(name: str, *, permission: str) -> Callable[[Ask], Ask]:
    """Decorate a function of ``now`` that returns what needs attention; ``name``: "area.what"; ``permission``: who is shown it."""

    def register(ask: Ask) -> Ask:
        _asked[name] = (permission, ask)
        return ask

    return register


def needed(*, allowed: Callable[[str], bool], now: datetime, today: date) -> list[Attention]:
    """Return what needs the attention of someone with these permissions: what is due by the day, then the most pressing."""
    found = [each for _, (permission, ask) in sorted(_asked.items()) if allowed(permission) for each in ask(now)]
    shown = [each for each in found if each.count and (each.due_date is None or each.due_date <= today + AHEAD)]
    return sorted(shown, key=lambda each: (each.due_date or date.max, -each.pressing, -each.count))
