"""Which years and volumes a copy reaches over, and whether what somebody asks for is among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from .held_years import held_years


@dataclass(frozen=True, slots=True)
class Span:
    """From one year and volume to another, both among it; None: open on that side, or of volumes: not said.

    ``partly``: years beside it of which only a part is among it, nobody knows here which.
    """

    start: int | None = None
    end: int | None = None
    start_volume: int | None = None
    end_volume: int | None = None
    partly: tuple[int, ...] = ()

    def __str__(self) -> str:
        """Return the years as they are written everywhere: "1997–2004", "2008–"."""
        if self.start is not None and self.start == self.end:
            return str(self.start)
        return f"{self.start or ''}–{self.end or ''}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What part of a thing somebody asks for: an article's year and volume; None where that is not known."""

    year: int | None = None
    volume: int | None = None


NOTHING_SAID = Wish()


class Fit(IntEnum):
    """Whether a copy has the part that is asked for; the best first."""

    YES = 0
    UNKNOWN = 1
    NO = 2


def fit(spans: Sequence[Span], wish: Wish) -> Fit:
    """Say whether the part that is wished for is in one of the spans.

    A copy that says nothing of its years, or a wish without any, is not known. The year decides; where it is the first or the last one
    of a span, or is not given, the volume does.
    """
    if not spans or (wish.year is None and wish.volume is None):
        return Fit.UNKNOWN
    return min(_fits(span, wish) for span in spans)


def _fits(span: Span, wish: Wish) -> Fit:
    if wish.year is None:
        if span.start_volume is None and span.end_volume is None:
            return Fit.UNKNOWN
        return Fit.YES if _volume_within(span, wish.volume, first=True, last=True) else Fit.NO
    if wish.year in span.partly:
        return Fit.UNKNOWN
    if (span.start is not None and wish.year < span.start) or (span.end is not None and wish.year > span.end):
        return Fit.NO
    within = _volume_within(span, wish.volume, first=wish.year == span.start, last=wish.year == span.end)
    return Fit.YES if within else Fit.NO


def _volume_within(span: Span, volume: int | None, *, first: bool, last: bool) -> bool:
    if volume is None:
        return True
    before = first and span.start_volume is not None and volume < span.start_volume
    after = last and span.end_volume is not None and volume > span.end_volume
    return not (before or after)


def spans_said(lines: Iterable[str]) -> tuple[Span, ...]:
    """Return the years that statements of what is held give in words: "v.1(1990)-v.12(2001), 2004-"; parts without a year say nothing."""
    return tuple(Span(first, last) for line in lines for first, last in held_years(line))


def volume_number(text: str) -> int | None:
    """Return a volume as cited ("Vol. 12", "12a", "第12卷") as a number; None where it has none or several."""
    found = re.findall(r"\d{1,6}", text)
    return int(found[0]) if len(found) == 1 else None
