"""How long something was down: intervals laid together, so that two faults at once count once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Interval = tuple[datetime, datetime | None]


def union(intervals: Iterable[Interval], *, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Return the intervals cut to [start, end), those that touch joined, in order; one without an end lasts."""
    cut = sorted((max(a, start), min(b or end, end)) for a, b in intervals)
    joined: list[tuple[datetime, datetime]] = []
    for a, b in cut:
        if a >= b:
            continue
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], b))
        else:
            joined.append((a, b))
    return joined


def down(intervals: Iterable[Interval], *, start: datetime, end: datetime) -> timedelta:
    """Return for how long it was down within [start, end)."""
    return sum((b - a for a, b in union(intervals, start=start, end=end)), timedelta())


def share_up(intervals: Iterable[Interval], *, start: datetime, end: datetime) -> float:
    """Return the share of the time within [start, end) in which it was up, 0..1; 1 where no time has passed."""
    whole = (end - start).total_seconds()
    return 1.0 if whole <= 0 else 1.0 - down(intervals, start=start, end=end).total_seconds() / whole
