"""Coded positions: leader and 008 of MARC 21, leader and 100-110 of UNIMARC, read as kind, languages, country and dates."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from lantai.core.bib.record import Date, DateKind, Kind, Precision
from lantai.core.text.languages import bcp47

# ---------------------------------------------------------------- MARC 21: what sort of thing

_BY_TYPE = {
    "a": Kind.BOOK, "c": Kind.SCORE, "d": Kind.SCORE, "e": Kind.MAP, "f": Kind.MAP, "g": Kind.VIDEO, "i": Kind.SOUND, "j": Kind.SOUND,
    "k": Kind.IMAGE, "m": Kind.SOFTWARE, "o": Kind.OBJECT, "p": Kind.MANUSCRIPT, "r": Kind.OBJECT, "t": Kind.MANUSCRIPT,
}  # fmt: skip
_BY_LEVEL = {"b": Kind.ARTICLE, "s": Kind.JOURNAL, "i": Kind.WEBSITE}
_BY_SERIAL_TYPE = {"n": Kind.NEWSPAPER, "m": Kind.SERIES, "d": Kind.DATABASE, "w": Kind.WEBSITE, "p": Kind.JOURNAL, "h": Kind.WEBSITE,
                   "s": Kind.DATABASE, "r": Kind.DATABASE}  # fmt: skip
_BY_CONTENT = {"m": Kind.THESIS, "j": Kind.PATENT, "t": Kind.REPORT, "u": Kind.STANDARD}
_BY_FILE_TYPE = {"a": Kind.DATASET, "b": Kind.SOFTWARE, "c": Kind.IMAGE, "d": Kind.BOOK, "e": Kind.DATABASE, "f": Kind.SOFTWARE,
                 "g": Kind.SOFTWARE, "h": Kind.SOUND, "j": Kind.WEBSITE}  # fmt: skip


def marc21_kind(leader: str, data: str) -> Kind:
    """Return the kind by leader/06-07 and by the positions of 008 (``data``) that belong to it."""
    kind, level = leader[6:7], leader[7:8]
    if kind in ("a", "t") and level in _BY_LEVEL:
        return _BY_SERIAL_TYPE.get(data[21:22], _BY_LEVEL[level]) if level in "si" else Kind.ARTICLE
    if kind in ("a", "t", ""):
        return _of_book(data, level) if kind == "a" else _of_manuscript(data)
    if kind == "m":
        return Kind.JOURNAL if level == "s" else _BY_FILE_TYPE.get(data[26:27], Kind.SOFTWARE)
    if kind == "g" and data[33:34] in ("s", "t", "f", "i"):
        return Kind.IMAGE
    return _BY_TYPE.get(kind, Kind.OTHER)


def _of_book(data: str, level: str) -> Kind:
    if level == "a":
        return Kind.CHAPTER
    for code in data[24:28]:
        if code in _BY_CONTENT:
            return _BY_CONTENT[code]
    return Kind.CONFERENCE if data[29:30] == "1" else Kind.BOOK


def _of_manuscript(data: str) -> Kind:
    return Kind.THESIS if "m" in data[24:28] else Kind.MANUSCRIPT


# ---------------------------------------------------------------- dates

_UNKNOWN = ("", "    ", "||||", "uuuu", "####", "9999", "0000")


@lru_cache(maxsize=8192)
def marc21_dates(nine: str) -> tuple[Date, ...]:
    """Return the dates of 008/06-14: the letter of their type and two times four characters."""
    return tuple([msgspec.structs.replace(date, at="008") for date in _marc21_dates(nine[:1], nine[1:5], nine[5:9])])


def _marc21_dates(letter: str, first: str, second: str) -> Iterator[Date]:
    if letter in ("m", "i", "k", "q"):
        yield from _span(first, second, certain=letter != "q")
    elif letter in ("c", "d", "u"):
        yield from _running(first, second if letter == "d" else "9999")
    elif letter == "e":
        yield from _detailed(first, second)
    elif letter in ("s", "t", "r", "p") or letter in (" ", "|", "a"):
        yield from _one(first, DateKind.PUBLISHED)
        other = {"t": DateKind.COPYRIGHT, "r": DateKind.ORIGINAL, "p": DateKind.CREATED}.get(letter)
        if other and second != first:
            yield from _one(second, other)


@lru_cache(maxsize=8192)
def unimarc_dates(nine: str) -> tuple[Date, ...]:
    """Return the dates of UNIMARC 100 $a/8-16: the letter of their type and two times four characters."""
    return tuple([msgspec.structs.replace(date, at="100") for date in _unimarc_dates(nine[:1], nine[1:5], nine[5:9])])


def _unimarc_dates(letter: str, first: str, second: str) -> Iterator[Date]:
    if letter in ("f", "g"):
        yield from _span(first, second, certain=letter != "f")
    elif letter in ("a", "b", "c"):
        yield from _running(first, second if letter == "b" else "9999")
    elif letter == "j":
        yield from _detailed(first, second)
    elif letter in ("d", "e", "h", "i", "k", " ", "|"):
        yield from _one(first, DateKind.PUBLISHED)
        other = {"e": DateKind.ORIGINAL, "h": DateKind.COPYRIGHT, "i": DateKind.CREATED}.get(letter)
        if other and second != first:
            yield from _one(second, other)


def _years(four: str) -> tuple[int, int, Precision] | None:
    """Return the years that four characters say: 1994, 199u (a decade), 19uu (a century); None for anything else."""
    if len(four) == 4 and four.isascii() and four.isdigit() and 0 < int(four) < 2150:
        return int(four), int(four), Precision.YEAR
    digits = four.rstrip("u-?|x ")
    if len(digits) not in (2, 3) or not (digits.isascii() and digits.isdigit()) or len(four) != 4:
        return None
    size = 10 ** (4 - len(digits))
    start = int(digits) * size
    if start > 2090:
        return None
    return start, start + size - 1, Precision.DECADE if size == 10 else Precision.CENTURY


def _one(four: str, kind: DateKind) -> Iterator[Date]:
    years = _years(four)
    if years:
        start, end, precision = years
        yield Date(text=four, start=start, end=end, precision=precision, certain=precision is Precision.YEAR, kind=kind)


def _span(first: str, second: str, *, certain: bool) -> Iterator[Date]:
    start, end = _years(first), _years(second)
    if start and end and end[1] >= start[0] and first != second:
        yield Date(text=f"{first}-{second}", start=start[0], end=end[1], precision=Precision.RANGE, certain=certain)
    elif start:
        yield from (_one(first, DateKind.PUBLISHED) if end or second in _UNKNOWN[:5] else _open(first, DateKind.PUBLISHED))


def _open(first: str, kind: DateKind) -> Iterator[Date]:
    years = _years(first)
    if years:
        yield Date(text=f"{first}-", start=years[0], end=None, precision=Precision.RANGE, kind=kind)


def _running(first: str, second: str) -> Iterator[Date]:
    start, end = _years(first), _years(second)
    if start and end and end[1] >= start[0]:
        yield Date(text=f"{first}-{second}", start=start[0], end=end[1], precision=Precision.RANGE, kind=DateKind.RUNNING)
    else:
        yield from _open(first, DateKind.RUNNING)


def _detailed(first: str, second: str) -> Iterator[Date]:
    """A date with month and day in the second half."""
    years = _years(first)
    month, day = second[:2], second[2:]
    if years and month.isdecimal() and 1 <= int(month) <= 12:
        exact = day.isdecimal() and 1 <= int(day) <= 31
        iso = f"{first}-{month}-{day}" if exact else f"{first}-{month}"
        yield Date(text=iso, start=years[0], end=years[1], iso=iso, precision=Precision.DAY if exact else Precision.MONTH)
    else:
        yield from _one(first, DateKind.PUBLISHED)


# ---------------------------------------------------------------- languages

_NO_LANGUAGE = frozenset(("", "und", "mul", "zxx", "|||", "   ", "###", "n/a", "sgn", "mis", "xxx"))


@lru_cache(maxsize=4096)
def languages(value: str, *, coded: bool = True) -> tuple[str, ...]:
    """Return the BCP 47 tags of a subfield: one code, several run together in the old style ("engfre"), or a tag of another list."""
    return tuple(_languages(value, coded=coded))


def _languages(value: str, *, coded: bool) -> Iterator[str]:
    bare = value.strip().lower()
    if coded and len(bare) > 3 and len(bare) % 3 == 0 and bare.isascii() and bare.isalpha():
        for i in range(0, len(bare), 3):
            yield from _language(bare[i : i + 3])
    else:
        yield from _language(bare)


def _language(code: str) -> Iterator[str]:
    tag = "" if code in _NO_LANGUAGE else bcp47(code)
    if tag and not tag.startswith("und"):
        yield tag


# ---------------------------------------------------------------- UNIMARC: what sort of thing

_BY_UNIMARC_TYPE = {
    "a": Kind.BOOK, "b": Kind.MANUSCRIPT, "c": Kind.SCORE, "d": Kind.SCORE, "e": Kind.MAP, "f": Kind.MAP, "g": Kind.VIDEO, "i": Kind.SOUND,
    "j": Kind.SOUND, "k": Kind.IMAGE, "l": Kind.SOFTWARE, "m": Kind.OTHER, "r": Kind.OBJECT,
}  # fmt: skip
_UNIMARC_SERIALS = {
    "a": Kind.JOURNAL,
    "b": Kind.SERIES,
    "c": Kind.NEWSPAPER,
    "f": Kind.DATABASE,
    "g": Kind.DATABASE,
    "e": Kind.WEBSITE,
}
_UNIMARC_CONTENT = {"m": Kind.THESIS, "k": Kind.PATENT, "l": Kind.STANDARD, "p": Kind.REPORT}


def unimarc_kind(leader: str, monograph: str, serial: str) -> Kind:
    """Return the kind by leader/06-07, by 105 $a (``monograph``) and by 110 $a (``serial``)."""
    kind, level = leader[6:7], leader[7:8]
    if level == "s" or serial:
        return _UNIMARC_SERIALS.get(serial[:1], Kind.JOURNAL)
    if kind in ("a", "l") and level == "a":
        return Kind.ARTICLE
    if kind == "a":
        for code in monograph[4:8]:
            if code in _UNIMARC_CONTENT:
                return _UNIMARC_CONTENT[code]
        return Kind.CONFERENCE if monograph[8:9] == "1" else Kind.BOOK
    return _BY_UNIMARC_TYPE.get(kind, Kind.BOOK if kind in (" ", "") else Kind.OTHER)
