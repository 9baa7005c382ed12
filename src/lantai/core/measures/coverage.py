"""Which years of a title are there on a day: statements, gaps, moving walls, and the union of several packages.

A run is half-open, [first day, day after the last). A wall in years moves with the calendar year (KBART RP-9-2014: P1Y is all but the
current year), one in months or days moves every day.
"""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from lantai.core.bib.statements import Statement, Wall, Window, windows

EARLIEST = date(1, 1, 1)
"""Where a statement without a first date begins."""


class Run(NamedTuple):
    """Days without a gap: from ``first`` on, before ``end``."""

    first: date
    end: date


class Year(NamedTuple):
    """A year of which something is there. ``share``: how much of its days, 0..1; ``whole``: all of it up to the day asked about."""

    year: int
    share: float
    whole: bool


def first_day(text: str) -> date:
    """Return the first day that a date of KBART (yyyy, yyyy-mm or yyyy-mm-dd) may mean."""
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def day_after(text: str) -> date:
    """Return the day after the last that a date of KBART may mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(*parts) + timedelta(days=1)


def available(statements: Iterable[Statement], on: date) -> list[Run]:
    """Return the runs that are there on a day: every statement inside its walls, joined and in order."""
    return joined(run for statement in statements for run in _inside(statement, on))


def _inside(statement: Statement, on: date) -> Iterator[Run]:
    first = first_day(statement.first) if statement.first else EARLIEST
    end = min(day_after(statement.last) if statement.last else date.max, on + timedelta(days=1))
    for window in windows(statement.embargo):
        wall = _wall(window, on)
        if window.wall is Wall.PAST:
            end = min(end, wall)
        else:
            first = max(first, wall)
    if first < end:
        yield Run(first, end)


def _wall(window: Window, on: date) -> date:
    """Return the day at which a wall stands: what appeared from then on is recent."""
    if window.unit == "Y":
        return date(max(on.year - window.length + 1, 1), 1, 1)
    if window.unit == "M":
        return _months_before(on, window.length)
    return on - timedelta(days=min(window.length, on.toordinal() - 1))


def _months_before(on: date, count: int) -> date:
    months = on.year * 12 + on.month - 1 - count
    if months < 12:
        return EARLIEST
    year, month = divmod(months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def joined(runs: Iterable[Run]) -> list[Run]:
    """Return the union of runs, in order; runs that touch become one."""
    found: list[Run] = []
    for run in sorted(runs):
        if found and run.first <= found[-1].end:
            if run.end > found[-1].end:
                found[-1] = Run(found[-1].first, run.end)
        else:
            found.append(run)
    return found


def gaps(runs: Sequence[Run]) -> list[Run]:
    """Return what is missing between joined runs."""
    return [Run(a.end, b.first) for a, b in pairwise(runs)]


def overlaps(statements: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Return the pairs of statements of one title that claim the same days."""
    far = date.max
    spans = sorted(
        (
            (first_day(s.first) if s.first else EARLIEST, day_after(s.last) if s.last else far, n)
            for n, s in enumerate(statements)
        ),
    )
    found: list[tuple[Statement, Statement]] = []
    for (_, end, a), (first, _, b) in pairwise(spans):
        if first < end:
            found.append((statements[a], statements[b]))
    return found


def covers(runs: Iterable[Run], day: date) -> bool:
    """Say whether a day is inside."""
    return any(run.first <= day < run.end for run in runs)


def years(runs: Sequence[Run], on: date) -> list[Year]:
    """Return the years of which joined runs have something, in order. A run that begins at ``EARLIEST`` has no first year: none is made up."""
    held: dict[int, int] = {}
    for run in runs:
        if run.first == EARLIEST:
            continue
        last = (run.end - timedelta(days=1)).year
        for year in range(run.first.year, last + 1):
            begins, ends = max(run.first, date(year, 1, 1)), min(run.end, date(year + 1, 1, 1))
            held[year] = held.get(year, 0) + (ends - begins).days
    return [Year(year, days / _length(year), days >= _length_so_far(year, on)) for year, days in sorted(held.items())]


def _length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _length_so_far(year: int, on: date) -> int:
    return (on - date(year, 1, 1)).days + 1 if year == on.year else _length(year)


def spans(found: Sequence[Year]) -> list[tuple[int, int]]:
    """Return the years as unbroken stretches, first and last year of each."""
    stretches: list[tuple[int, int]] = []
    for each in found:
        if stretches and each.year == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], each.year)
        else:
            stretches.append((each.year, each.year))
    return stretches
