"""Dates of BibLaTeX and MODS in the Extended Date/Time Format: spans, open ends, seasons, sets; the rest goes to parse_date."""

import re

from lantai.core.bib.dates import parse_date
from lantai.core.bib.record import Date, DateKind, Precision

_SEASON = re.compile(r"(-?\d{4})-(2[1-9]|3\d|4[01])([?~%]?)")
_SET = re.compile(r"[\[{](.+)[\]}]")
_TIME = re.compile(r"T[\d:.,Z+-]+$")


def parse_edtf(text: str, *, kind: DateKind = DateKind.PUBLISHED, at: str = "") -> Date | None:
    """Return the date of an EDTF expression, or of any other words; None for an empty text."""
    words = text.strip()
    if season := _SEASON.fullmatch(words):
        year = int(season[1])
        return Date(text=words, start=year, end=year, certain=not season[3], kind=kind, at=at)
    if (several := _SET.fullmatch(words)) and re.search(r",|\.\.", several[1]):
        return _span(words, [p.strip() for p in re.split(r",|\.\.", several[1])], kind, at)
    first, slash, last = words.partition("/")
    if slash and "/" not in last and re.match(r"-?[\dyY]|\.\.|$", first) and len(first) not in (1, 2):
        return _span(words, [first, last], kind, at)
    return parse_date(words, kind=kind, at=at)


def _span(words: str, ends: list[str], kind: DateKind, at: str) -> Date | None:
    """Return the date from the first end to the last; "" and ".." are open."""
    dates = [parse_date(_TIME.sub("", end)) if end not in ("", "..", "open", "unknown") else None for end in (ends[0], ends[-1])]
    first, last = dates
    if first is None and last is None:
        return parse_date(words, kind=kind, at=at)
    start = first.start if first else None
    end = last.end if last else None
    same = start is not None and start == end
    return Date(
        text=words,
        start=start,
        end=end,
        iso=first.iso if first and same and "/" in words else "",
        precision=(first.precision if first and first.iso else Precision.YEAR) if same else Precision.RANGE,
        certain=all(d.certain for d in dates if d),
        kind=kind,
        at=at,
    )
