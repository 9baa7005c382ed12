"""What a library may still read of a title after its agreement ended: which months of publication, and on which platform.

A title's content is counted by month of publication, months as whole numbers (``month_of``). A ``Grant`` is one stretch of time in which
one agreement gave one title on one platform; ``remaining`` answers from a title's grants in closed form. A slow model that walks every month
of every grant stands in the tests, and both must agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Months from ``start`` up to, not including, ``end``; None: without that bound."""

    start: int | None = None
    end: int | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether no month lies in it."""
        return self.start is not None and self.end is not None and self.start >= self.end


class Right(StrEnum):
    """What a licence leaves to the library for ever."""

    NONE = "none"
    SUBSCRIBED = "subscribed"
    """what was published while it subscribed"""
    ACCESSIBLE = "accessible"
    """all that it could read while it subscribed, back files too"""


@dataclass(frozen=True, slots=True)
class Grant:
    """One title on one platform, given from one month to another.

    ``active``: when; ``coverage``: which months of publication the platform had in the deal, several where there are gaps.
    ``wall``: the last so many months of publication were not open (KBART "P"). ``recent``: only the last so many were ("R"), None: all.
    ``since``: rights begin with what was published from this month on, where the licence says so. ``archive``: the platform on which the right
    is kept, where that is not the one it was read on.
    """

    platform: str
    active: Span
    coverage: tuple[Span, ...] = (Span(),)
    wall: int = 0
    recent: int | None = None
    right: Right = Right.NONE
    since: int | None = None
    archive: str = ""


def month_of(day: date) -> int:
    """Return the number of a day's month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def both(one: Span, other: Span) -> Span:
    """Return the months that lie in both."""
    starts = [bound for bound in (one.start, other.start) if bound is not None]
    ends = [bound for bound in (one.end, other.end) if bound is not None]
    return Span(max(starts, default=None), min(ends, default=None))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same months as few spans in order, those that touch joined, empty ones gone."""
    found: list[Span] = []
    for span in sorted((s for s in spans if not s.is_empty), key=lambda s: (s.start is not None, s.start or 0)):
        last = found[-1] if found else None
        if last is None or (last.end is not None and span.start is not None and span.start > last.end):
            found.append(span)
        else:
            end = None if last.end is None or span.end is None else max(last.end, span.end)
            found[-1] = Span(last.start, end)
    return tuple(found)


def readable(grant: Grant, *, now: int) -> tuple[Span, ...]:
    """Return the months of publication that could be read in at least one month of the grant up to and with ``now``.

    In month t those up to t - wall are open, and of these the last ``recent`` counted from t; both bounds move by one a month, so that the
    union over the grant's months is one window.
    """
    active = both(grant.active, Span(None, now + 1))
    if active.is_empty or active.end is None:
        return ()
    if grant.recent is not None and grant.recent <= grant.wall:
        return ()
    start = None if grant.recent is None or active.start is None else active.start - grant.recent + 1
    window = Span(start, active.end - grant.wall)
    return joined(both(part, window) for part in grant.coverage)


def kept(grant: Grant, *, now: int) -> tuple[Span, ...]:
    """Return the months of publication that one grant leaves for ever, as far as it ran up to and with ``now``."""
    if grant.right is Right.NONE:
        return ()
    floor = Span(grant.since, None)
    if grant.right is Right.ACCESSIBLE:
        return joined(both(part, floor) for part in readable(grant, now=now))
    active = both(both(grant.active, Span(None, now + 1)), floor)
    return joined(both(part, active) for part in grant.coverage)


def remaining(grants: Sequence[Grant], *, now: int) -> dict[str, tuple[Span, ...]]:
    """Return what all grants of a title leave together, by the platform on which it may be read; platforms with nothing are left out."""
    found: dict[str, list[Span]] = {}
    for grant in grants:
        found.setdefault(grant.archive or grant.platform, []).extend(kept(grant, now=now))
    return {platform: spans for platform, parts in found.items() if (spans := joined(parts))}
