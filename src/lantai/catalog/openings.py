"""Works that became free to read on a day because an embargo ended, as areas know it: what is new about them is not that they came in.

An area writes in its facts.py ``@opened("openaccess")`` on a function (first day, last day, both included) -> {work: day}. Enter at ``between``.
"""

from collections.abc import Callable, Mapping
from datetime import date

Opened = Callable[[date, date], Mapping[int, date]]
_opened: dict[str, Opened] = {}


def opened(area: str) -> Callable[[Opened], Opened]:
    """Decorate a function that tells which works became free to read."""

    def register(tell: Opened) -> Opened:
        _opened[area] = tell
        return tell

    return register


def between(first: date, last: date) -> dict[int, date]:
    """Return the works that became free to read in a time, each with the first day on which it did, the latest first."""
    found: dict[int, date] = {}
    for tell in _opened.values():
        for work, day in tell(first, last).items():
            found[work] = min(day, found.get(work, day))
    return dict(sorted(found.items(), key=lambda each: (-each[1].toordinal(), each[0])))
