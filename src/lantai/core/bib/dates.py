"""Dates as title pages and cataloguers write them: words kept, years, precision and certainty derived.

``parse_date`` is the way in. It tries, in this order: a plain year; a reign era or another calendar (a Gregorian year in
brackets beside it decides); a span; a decade or century; month and day; a year anywhere; Roman numerals.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .digits import ascii_digits, chinese_number
from .eras import EraYears, calendar_between, counted_years, era_years
from .record import Date, DateKind, Precision

LAST_YEAR = 2150
"""No Gregorian year after this one is believed; 9999 means "still running"."""


class Years(NamedTuple):
    """What a text says about when."""

    start: int | None
    end: int | None
    precision: Precision = Precision.YEAR
    certain: bool = True
    iso: str = ""
    calendar: str = ""
    copyright: bool = False


@lru_cache(maxsize=20_000)
def parse_date(text: str, *, kind: DateKind = DateKind.PUBLISHED, at: str = "") -> Date | None:
    """Return the date that the text gives, its words kept; None if it says nothing at all ("[n.d.]" gives an unknown date).

    A copyright sign makes a published date a date of copyright.
    """
    words = text.strip()
    if not words:
        return None
    years = _years(words)
    if years.copyright and kind is DateKind.PUBLISHED:
        kind = DateKind.COPYRIGHT
    return Date(
        text=words,
        start=years.start,
        end=years.end,
        iso=years.iso,
        precision=years.precision,
        certain=years.certain,
        kind=kind,
        calendar=years.calendar,
        at=at,
    )


_THEN_COPYRIGHT = re.compile(r"[,;]?\s+\[?(?=(?:c|©|℗|cop\.?|copyright)\s*\d{4})|,\s*(?=\[?(?:c|©|℗)\s*\d{4})", re.IGNORECASE)


def parse_dates(text: str, *, kind: DateKind = DateKind.PUBLISHED, at: str = "") -> tuple[Date, ...]:
    """Return the dates of a text that may give copyright beside publication: "1999, c1998" gives two."""
    if " " not in text and "," not in text:
        one = parse_date(text, kind=kind, at=at)
        return (one,) if one else ()
    parts = _THEN_COPYRIGHT.split(text, maxsplit=1)
    return tuple(d for part in parts if (d := parse_date(part.strip(" ,"), kind=kind, at=at)))


@lru_cache(maxsize=16384)
def _years(text: str) -> Years:
    bare = text.rstrip(".")
    if len(bare) == 4 and bare.isascii() and bare.isdigit() and int(bare) <= LAST_YEAR:
        return Years(int(bare), int(bare))
    plain = ascii_digits(text[:300])
    certain = not _DOUBT.search(plain)
    copyright_ = bool(_COPYRIGHT.search(plain))
    for read in _READERS:
        years = read(text[:300], plain)
        if years is not None:
            return years._replace(certain=certain and years.certain, copyright=copyright_ and years.start is not None)
    return Years(None, None, Precision.UNKNOWN, certain=False)


_DOUBT = re.compile(
    r"\?|~|(?<![a-z])(ca|circa|um|vers|approximately|probably|etwa|około|около|presumably)(?![a-z])|约|約|頃|\bor\b|~", re.I
)
_COPYRIGHT = re.compile(r"^\D*?(?:(?<![a-z])(?:c|p|cop\.?|copyright)\s*\[?|[©℗]\s*\[?)\d{4}", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.:])(\d{4})(?![\d])")


def _plausible(year: str) -> bool:
    return int(year) <= LAST_YEAR


# ---------------------------------------------------------------- readers: (as given, with ASCII digits) -> Years or None

_ID_EST = re.compile(r"(?:i\.\s?e\.?|that is|recte|d\.\s?i\.|т\.\s?е\.)\s*,?\s*(.*)", re.IGNORECASE)


def _corrected(text: str, plain: str) -> Years | None:
    """[i.e. 1890]: the correction counts."""
    match = _ID_EST.search(plain)
    return _years(match[1].strip("[]() ")) if match and _YEAR.search(match[1]) else None


_BRACKETED = re.compile(r"[\[(（［]([^\])）］]*\d{4}[^\])）］]*)[\])）］]?")


def _other_calendar(text: str, plain: str) -> Years | None:
    """民国二十年, 昭和5 [1930], 1427 [2006 or 2007], 5766, 2549: the Gregorian year in brackets decides where there is one."""
    found = era_years(plain) or counted_years(text)
    bracketed = _BRACKETED.search(plain)
    if bracketed and (outside := _YEAR_OR_LESS.search(plain[: bracketed.start()] + plain[bracketed.end() :])):
        inside = _YEAR.search(bracketed[1])
        if inside and _plausible(inside[1]) and inside[1] != outside[0]:
            calendar = found.calendar if found else calendar_between(int(outside[0]), int(inside[1]))
            if calendar:
                return _gregorian(plain, bracketed)._replace(calendar=calendar, certain=True)
    if bracketed and found and (inside := _YEAR.search(bracketed[1])) and _plausible(inside[1]):
        return _gregorian(plain, bracketed)._replace(calendar=found.calendar, certain=True)
    return _era(found) if found else None


def _gregorian(plain: str, bracketed: re.Match[str]) -> Years:
    """Read what the brackets say; a dash after them makes it a beginning: Shōwa 21 [1946]-."""
    still_running = plain[bracketed.end() :].strip().startswith(("-", "–"))
    return _years(bracketed[1].strip() + "-" if still_running and "-" not in bracketed[1] else bracketed[1])


_YEAR_OR_LESS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")


def _era(found: EraYears) -> Years:
    start, end, calendar = found
    if start == end:
        return Years(start, end, calendar=calendar)
    # A year of a lunar or autumn calendar touches two of ours: still one year, though not surely which.
    one_year = end is not None and end - start == 1
    return Years(start, end, Precision.YEAR if one_year else Precision.RANGE, certain=one_year, calendar=calendar)


_BCE = re.compile(
    r"(\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|v\.\s?Chr|av\. J)|(?:公元前|西元前|紀元前)\s*(\d{1,4})|"
    r"^\[?(?:[-−]0?(\d{3})|−(\d{4}))(?:-\d\d){0,2}[?~]?\]?$",
    re.IGNORECASE,
)
"""The last as ISO 8601 counts, from a year 0 on: -0499 is 500 B.C. A hyphen before other four digits is "until"; a minus sign is not."""


def _before_christ(text: str, plain: str) -> Years | None:
    match = _BCE.search(plain)
    if not match:
        return None
    signed = match[3] or match[4]
    year = -int(signed) if signed else 1 - int(match[1] or match[2])
    return Years(year, year)


_ALTERNATIVES = re.compile(r"(\d{4})\s*\]?\s*(?:or|oder|ou|of|o|или|または|或)\s*\[?(\d{4})", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|zwischen|entre|między|между)\s+\[?(?:ca\.?\s*)?(\d{4})\D{1,12}(\d{4})", re.IGNORECASE)
_DOUBTFUL_SPAN = re.compile(r"(\d{4}) or \d{4}\s*[-–]\s*(?:\d{4} or )?(\d{4})")
_NOT_BEFORE = re.compile(
    r"(?:not before|(?<!not )after|nach|après|после|не ранее|以[后後]|以降)\s*(\d{4})|(\d{4})\s*(?:以[后後]|以降)", re.IGNORECASE
)
_NOT_AFTER = re.compile(r"(?:not after|(?<!not )before|vor|avant|до|не позднее)\s*(\d{4})|(\d{4})\s*以前", re.IGNORECASE)


def _bounded(text: str, plain: str) -> Years | None:
    if match := _DOUBTFUL_SPAN.search(plain):
        return _span(int(match[1]), int(match[2]))._replace(certain=False)
    if match := _BETWEEN.search(plain) or _ALTERNATIVES.search(plain):
        return _span(int(match[1]), int(match[2]))._replace(certain=False)
    if match := _NOT_BEFORE.search(plain):
        return Years(int(match[1] or match[2]), None, Precision.RANGE, certain=False)
    if match := _NOT_AFTER.search(plain):
        return Years(None, int(match[1] or match[2]), Precision.RANGE, certain=False)
    return None


_DASH = r"\s*[?~\]）)]*\s*(?:[-‐‑–—−~～至]|--|\bto\b|\bbis\b)\s*[\[（(]?\s*(?:c|cop\.|©)?\s*"
_RANGE = re.compile(rf"(?<!\d)(\d{{4}}){_DASH}(\d{{4}}|\d{{2}}(?!\d|[-–./年]))(?!\d)")
_UP_TO = re.compile(r"^[\[<]*\s*[-–]\s*\[?(1\d{3}|20\d\d)(?!\d)")
_SLASH = re.compile(r"(?<!\d)(\d{4})\]?/\[?(\d{4}|\d{2}|\d)(?![\d/])")
_OPEN = re.compile(
    r"(?<!\d)(\d{4})\s*[?\]>）)]*\s*(?:[-‐‑–—−]\s*[>\]]*\s*(?:$|9999|present|heute|\[?\s*$)|/(?:\.\.|9999)|年?至今)", re.I
)


def _ranged(text: str, plain: str) -> Years | None:
    if (match := _RANGE.search(plain)) and not _is_month(match[2]):
        return _span(int(match[1]), _completed(match[1], match[2]))
    if (match := _UP_TO.match(plain)) and _plausible(match[1]):
        return Years(None, int(match[1]), Precision.RANGE)
    if (match := _OPEN.search(plain)) and _plausible(match[1]):
        return Years(int(match[1]), None, Precision.RANGE)
    if (match := _SLASH.search(plain)) and (len(match[2]) != 2 or not _is_month(match[2]) or _follows(match[1], match[2])):
        return _span(int(match[1]), _completed(match[1], match[2]))
    return None


def _is_month(two: str) -> bool:
    return len(two) == 2 and 1 <= int(two) <= 12


def _follows(year: str, two: str) -> bool:
    """1998/99 and 2001/02 are winters, not months."""
    return int(two) == (int(year) + 1) % 100


def _completed(first: str, second: str) -> int:
    """Return 1999 for 1998 and "99", 2001 for 1998 and "01"."""
    if len(second) == 4:
        return int(second)
    size = (0, 10, 100)[len(second)]
    year = int(first) // size * size + int(second)
    return year if year >= int(first) else year + size


def _span(start: int, end: int) -> Years:
    if end > LAST_YEAR:
        return Years(start, None, Precision.RANGE)
    if end < start:  # "1998-1989": one of them is wrong
        return Years(end, start, Precision.RANGE, certain=False)
    return Years(start, end, Precision.RANGE if end > start else Precision.YEAR)


_DECADE = re.compile(r"(?<!\d)(\d{3})[-_uUxX?‐–](?![\d-])|(?<!\d)(\d{3}0)s\b|(\d{3}0)年代")
_CENTURY = re.compile(r"(?<!\d)(\d{2})(?:--|__|uu|UU|xx|XX|\?\?|‐‐|––|-\?)(?!\d)")
_CENTURY_WORD = re.compile(
    r"(\d{1,2})\s*(?:st|nd|rd|th)\s+cent|(\d{1,2})\.\s*(?:Jh|Jahrh)|(\d{1,2})\s*(?:世[纪紀])"
    r"|(\d{1,2})\s*(?:e|ème)\s+si|(\d{1,2})-?й? в(?:\.|ек)",
    re.IGNORECASE,
)


def _coarse(text: str, plain: str) -> Years | None:
    if match := _CENTURY.search(plain):
        return Years(int(match[1]) * 100, int(match[1]) * 100 + 99, Precision.CENTURY, certain=False)
    if match := _DECADE.search(plain):
        start = int(match[1]) * 10 if match[1] else int(match[2] or match[3])
        return Years(start, start + 9, Precision.DECADE, certain=False) if start <= LAST_YEAR else None
    if match := _CENTURY_WORD.search(plain):
        number = int(next(g for g in match.groups() if g))
        return Years(number * 100 - 99, number * 100, Precision.CENTURY, certain=False)
    return None


_ISO = re.compile(
    r"(?<!\d)(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?(?![\d])|(\d{2})(\d{2})(?!\d)|年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({'|'.join(_MONTHS)})[a-z]*\.?\s*(?:(\d{{1,2}})(?!\d),?\s*)?(\d{{4}})", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")


def _exact(text: str, plain: str) -> Years | None:
    """2021-03-15, 2021年3月, March 2021, 15.3.2021."""
    if match := _ISO.search(plain):
        return _month_and_day(match[1], match[2] or match[4] or match[6], match[3] or match[5] or match[7])
    if match := _MONTH_WORD.search(plain):
        return _month_and_day(match[4], str(_MONTHS.index(match[2].lower()) + 1), match[1] or match[3])
    if match := _DAY_FIRST.search(plain):
        return _month_and_day(match[3], match[2], match[1])
    return None


def _month_and_day(year: str, month: str, day: str | None) -> Years | None:
    number = int(year)
    if number > LAST_YEAR or not 1 <= int(month) <= 12:
        return None
    if day and 1 <= int(day) <= 31:
        return Years(number, number, Precision.DAY, iso=f"{year}-{int(month):02}-{int(day):02}")
    return Years(number, number, Precision.MONTH, iso=f"{year}-{int(month):02}")


def _any_year(text: str, plain: str) -> Years | None:
    """Take the first believable year; a corrected or bracketed one was seen before."""
    for match in re.finditer(r"(?<!\d)(\d{4})(?!\d)", plain):
        if 1 <= int(match[1]) <= LAST_YEAR:
            return Years(int(match[1]), int(match[1]))
    return None


_ROMAN = re.compile(r"\b([MDCLXVI](?:[.\s]{0,2}[MDCLXVI])+)\b(?![a-z])")
_ROMAN_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def _roman(text: str, plain: str) -> Years | None:
    """MDCCXC, M. DCC. LXXXIX: only what adds up to a year of printing."""
    for match in _ROMAN.finditer(plain):
        values = [_ROMAN_VALUES[c] for c in match[1] if c in _ROMAN_VALUES]
        year = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
        if 1000 <= year <= LAST_YEAR:
            return Years(year, year)
    return None


def _chinese_year(text: str, plain: str) -> Years | None:
    """一九九四年, 二〇〇六."""
    match = re.search(r"([一二三四五六七八九〇○零]{4})年?", plain)
    year = chinese_number(match[1]) if match else None
    return Years(year, year) if year and 1000 <= year <= LAST_YEAR else None


_READERS = (
    _corrected,
    _other_calendar,
    _before_christ,
    _bounded,
    _ranged,
    _coarse,
    _exact,
    _any_year,
    _roman,
    _chinese_year,
)
