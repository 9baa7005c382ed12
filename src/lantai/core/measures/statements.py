"""Coverage as title lists write it ("2001-03", "P1Y"), in months of publication: what ``rights`` reckons with."""

import re
from dataclasses import dataclass

from lantai.core.bib.statements import Wall, windows_in

from .rights import Span

DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-\d{1,2})?$")
DAYS_OF_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Statement:
    """One stretch of publication. ``wall``: its last months that are not open; ``recent``: only its last months are, None: all."""

    span: Span
    wall: int = 0
    recent: int | None = None


def statement(first: str, last: str, embargo: str = "") -> Statement:
    """Read one statement: a year alone begins with its January and ends with its December; what cannot be read bounds nothing.

    ``embargo``: KBART II, "P" the last months are closed, "R" only the last ones are open, several parted by ";". Days are rounded up to
    months of thirty: what is open to readers is never said to be more than it is.
    """
    span = Span(_month(first, end=False), _month(last, end=True))
    wall, recent = 0, None
    for window in windows_in(embargo):
        months = _months(window.length, window.unit, up=window.wall is Wall.PAST)
        if window.wall is Wall.PAST:
            wall = max(wall, months)
        else:
            recent = months if recent is None else min(recent, months)
    return Statement(span, wall, recent)


def _month(words: str, *, end: bool) -> int | None:
    found = DATE.match(words.strip())
    if not found:
        return None
    month = int(found[2]) if found[2] else (12 if end else 1)
    if not 1 <= month <= 12:
        return None
    return int(found[1]) * 12 + month - 1 + end


def _months(count: int, unit: str, *, up: bool) -> int:
    if unit == "Y":
        return count * 12
    if unit == "M":
        return count
    return -(-count // DAYS_OF_A_MONTH) if up else count // DAYS_OF_A_MONTH
