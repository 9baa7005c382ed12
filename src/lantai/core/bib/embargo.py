"""The years of a statement of coverage that can be read on a day: KBART's dates and embargoes made into a ``Span``."""

import re
from dataclasses import replace
from datetime import date, timedelta

from .spans import Span

_EMBARGO = re.compile(r"\s*([RP])\s*(\d{1,4})\s*([DMY])\s*$", re.I)
_DAYS = {"D": 1, "M": 30.44, "Y": 365.25}


def span_on(
    first: str, last: str, *, volumes: tuple[int | None, int | None] = (None, None), embargo: str = "", today: date
) -> Span | None:
    """Return the years that can be read on a day, of coverage from ``first`` to ``last`` ("2001[-03[-15]]", "" for the present).

    ``embargo``: as KBART II writes it; "P1Y": the last year is closed, "R6M": only the last six months are open, several parted by ";".
    A year that an embargo cuts is only partly open: it stands in ``partly``. None: nothing of it is open on that day.
    """
    span = Span(_year(first), _year(last), *volumes)
    for part in embargo.split(";"):
        if found := _EMBARGO.match(part):
            span = _cut(span, found[1].upper(), today - timedelta(days=round(int(found[2]) * _DAYS[found[3].upper()])))
    if span.start is not None and span.end is not None and span.start > span.end and not span.partly:
        return None
    return span


def _year(written: str) -> int | None:
    return int(written[:4]) if written[:4].isdecimal() and len(written) >= 4 else None


def _cut(span: Span, kind: str, at: date) -> Span:
    """Return what is left before ("P") or after ("R") a day."""
    whole, partly = ((at.year - 1), at.year) if kind == "P" else ((at.year + 1), at.year)
    inside = (span.start or 0) <= partly <= (span.end or 9_999)
    years = (*span.partly, partly) if inside else span.partly
    if kind == "P":
        is_over = span.end is not None and span.end <= whole
        return span if is_over else replace(span, end=whole, end_volume=None, partly=years)
    is_later = span.start is not None and span.start >= whole
    return span if is_later else replace(span, start=whole, start_volume=None, partly=years)
