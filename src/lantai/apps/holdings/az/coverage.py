"""Years and conditions of access in numbers and codes, from the statements of a title list; pages put them in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_EMBARGO = re.compile(r"([PR])(\d{1,3})([YMD])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Years from ``first`` to ``last``; None: not said at the beginning, still going on at the end."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Embargo:
    """A moving wall. ``behind``: the last ``count`` units are not there (P); else only they are (R). ``unit``: "Y", "M" or "D"."""

    behind: bool
    count: int
    unit: str


def spans(statements: Iterable[Mapping[str, str]]) -> list[Span]:
    """Return the years that statements cover, in order, those that touch or overlap as one; a gap stays a gap."""
    found = sorted((_span(statement) for statement in statements), key=lambda s: (s.first or 0, s.last or 9_999))
    merged: list[Span] = []
    for span in found:
        if merged and (merged[-1].last is None or (span.first or 0) <= merged[-1].last + 1):
            last = merged[-1].last
            merged[-1] = Span(merged[-1].first, None if last is None or span.last is None else max(last, span.last))
        else:
            merged.append(span)
    return merged


def merged(offers: Sequence[Sequence[Mapping[str, str]]]) -> list[Span]:
    """Return the years that all offers of a title cover together; nothing where one of them says no years, for that may be all."""
    return spans(statement for offer in offers for statement in offer) if all(offers) else []


def embargo(code: str) -> list[Embargo]:
    """Return the moving walls that a KBART embargo means: "P1Y" one year is behind it, "R10Y;P30D" ten years but the last 30 days."""
    return [Embargo(kind.upper() == "P", int(count), unit.upper()) for kind, count, unit in _EMBARGO.findall(code)]


def _span(statement: Mapping[str, str]) -> Span:
    return Span(_year(statement.get("first", "")), _year(statement.get("last", "")))


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isascii() and text[:4].isdecimal() else None
