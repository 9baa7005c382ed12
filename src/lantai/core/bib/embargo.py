"""The years of a statement of coverage that can be read on a day: KBART's dates and embargoes made into a ``Span``."""

from dataclasses import replace
from datetime import date, timedelta

from .spans import Span
from .statements import Wall, windows_in

_DAYS = {"D": 1, "M": 30.44, "Y": 365.25}


def span_on(
    first: str, last: str, *, volumes: tuple[int | None, int | None] = (None, None), embargo: str = "", today: date
) -> Span | None:
    """Return the years that can be read on a day, of coverage from ``first`` to ``last`` ("2001[-03[-15]]", "" for the present).

    ``embargo``: as KBART II writes it; "P1Y": the last year is closed, "R6M": only the last six months are open, several parted by ";".
    A year that an embargo cuts is only partly open: it stands in ``partly``. None: nothing of it is open on that day.
    """
    span = Span(_year(first), _year(last), *volumes)
    for window in windows_in(embargo):
        span = _cut(span, window.wall, today - timedelta(days=round(window.length * _DAYS[window.unit])))
    if span.start is not None and span.end is not None and span.start > span.end and not span.partly:
        return None
    return span


def _year(written: str) -> int | None:
    return int(written[:4]) if written[:4].isdecimal() and len(written) >= 4 else None


def _cut(span: Span, wall: Wall, at: date) -> Span:
    """Return what is left before a day, or after it."""
    whole, partly = ((at.year - 1), at.year) if wall is Wall.PAST else ((at.year + 1), at.year)
    inside = (span.start or 0) <= partly <= (span.end or 9_999)
    years = (*span.partly, partly) if inside else span.partly
    if wall is Wall.PAST:
        is_over = span.end is not None and span.end <= whole
        return span if is_over else replace(span, end=whole, end_volume=None, partly=years)
    is_later = span.start is not None and span.start >= whole
    return span if is_later else replace(span, start=whole, start_volume=None, partly=years)
