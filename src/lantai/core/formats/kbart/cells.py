"""One cell at a time: dates, identifiers, words of a fixed list, text. What is mended is said; what cannot stand raises ``Wrong``."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from lantai.core.bib.digits import ascii_digits
from lantai.core.bib.identifiers import identify, isbn13, issn, issn_checks
from lantai.core.bib.record import Scheme, Standing
from lantai.core.formats.markup import collapse, marked, plain

LIMIT = 4_000
"""Characters of a cell that are kept; beyond is cut, and said."""


class Wrong(Exception):
    """A cell says what cannot be; ``rule`` is a stable word."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


Read = tuple[str, str]
"""What a cell means, and by which rule it was mended, "" not at all."""


def text(cell: str) -> Read:
    """Return words without mark-up, entities, control signs and doubled spaces."""
    if cell.isascii() and cell.isprintable() and "<" not in cell and "&" not in cell and "  " not in cell and len(cell) < LIMIT:
        return cell.strip(), ""
    shown = "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in cell)
    rule = "control_signs" if any(not s.isprintable() and s not in "\t\r\n\u200b\u200e\u200f\ufeff" for s in cell) else ""
    if marked(shown):
        shown, rule = plain(shown), "markup"
    shown = collapse(shown)
    return (shown[:LIMIT], "cut_short") if len(shown) > LIMIT else (shown, rule)


# ---------------------------------------------------------------- dates

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_OPEN = frozenset(
    {
        "present",
        "current",
        "now",
        "today",
        "todate",
        "topresent",
        "ongoing",
        "open",
        "9999",
        "99991231",
        "至今",
        "现在",
        "今",
        "-",
        "–",
        "حتى الآن",
    }
)
_MONTHS = {
    name: n
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's dates."""

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./年-](\d{1,2})(?:[./月-](\d{1,2})日?)?月?")
_WITH_TIME = re.compile(r"(.*?\d)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?(?: ?[AP]M)?", re.IGNORECASE)
_WORDED = re.compile(r"(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?,?[ -](?:(\d{1,2}),? )?(\d{4})")
_ONE_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_TWO_DIGITS = re.compile(r"'?\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|[A-Za-z]{3,9}[- ]'?\d{2}")


@lru_cache(maxsize=20_000)
def day(cell: str, *, last: bool = False) -> Read:
    """Return a date as yyyy, yyyy-mm or yyyy-mm-dd, "" for none; raise Wrong.

    ``last``: of a last issue, where words for "to the present" mean none. A day before month that may be a month before day is kept
    as its year.
    """
    said = ascii_digits(cell).strip()
    if not said:
        return "", ""
    if found := _ISO.fullmatch(said):
        if int(found[1]) == 0:
            return "", "date_zero"
        if found[1] == "9999":
            return "", "date_open"
        if (found[2] or "01") == "00" or found[3] == "00":
            return _checked(found[1], *[part for part in found.groups()[1:2] if part and part != "00"]), "date_zero"
        return _checked(*(part for part in found.groups() if part)), ""
    if said.casefold().replace(" ", "") in _OPEN:
        return ("", "date_open") if last else _wrong("not_a_date")
    if not said.strip("0-/. :T"):
        return "", "date_zero"
    return _mended(said)


def last_day(cell: str) -> Read:
    """Return the date of a last issue."""
    return day(cell, last=True)


def _mended(said: str) -> Read:
    for pattern, rule, make in _SHAPES:
        if found := pattern.fullmatch(said):
            return make(found), rule
    if _TWO_DIGITS.fullmatch(said):
        raise Wrong("two_digit_year")
    years = set(_ONE_YEAR.findall(said))
    if len(years) == 1:
        return years.pop(), "year_among_words"
    raise Wrong("not_a_date")


def _wrong(rule: str) -> Read:
    raise Wrong(rule)


def _checked(year: str, month: str = "", day_: str = "") -> str:
    """Return the date where there is such a day; a title list says nothing of before printing."""
    try:
        date(int(year), int(month or 1), int(day_ or 1))
    except ValueError:
        raise Wrong("impossible_date") from None
    if not 1400 <= int(year) <= 2200:
        raise Wrong("impossible_date")
    return "-".join([year, *(part.zfill(2) for part in (month, day_) if part)])


def _day_first(found: re.Match[str]) -> str:
    one, two, year = found.groups()
    if int(one) > 12 or one == two:
        return _checked(year, two, one)
    return _checked(year, one, two) if int(two) > 12 else _checked(year)


def _worded(found: re.Match[str]) -> str:
    before, word, after, year = found.groups()
    month = _MONTHS.get(word[:3].casefold())
    return _checked(year, str(month), before or after or "") if month else _checked(year)


def _serial(found: re.Match[str]) -> str:
    return (_EPOCH + timedelta(days=int(found[1]))).isoformat()


_SHAPES: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = (
    (_WITH_TIME, "date_with_time", lambda found: day(found[1])[0]),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), "date_shape", lambda found: _checked(*found.groups())),
    (re.compile(r"(\d{4})\.0"), "date_shape", lambda found: _checked(found[1])),
    (re.compile(r"([1-6]\d{4})(?:\.0)?"), "date_of_spreadsheet", _serial),
    (_YEAR_FIRST, "date_shape", lambda found: _checked(*(part for part in found.groups() if part))),
    (re.compile(r"(\d{4})年?"), "date_shape", lambda found: _checked(found[1])),
    (_DAY_FIRST, "date_shape", _day_first),
    (_WORDED, "date_in_words", _worded),
)


def in_future(value: str, today: date) -> bool:
    """Say whether a date lies after a day, as far as it is known."""
    return bool(value) and value > today.isoformat()[: len(value)]


def dated(value: datetime | date) -> str:
    """Return a day in KBART's form."""
    return value.strftime("%Y-%m-%d")


# ---------------------------------------------------------------- identifiers


class Numbers(NamedTuple):
    """The identifiers of a cell: ISSN (NNNN-NNNX) and ISBN (13 digits), in order; ``rules`` by which they were mended; ``left``: what is none."""

    issns: tuple[str, ...]
    isbns: tuple[str, ...]
    rules: tuple[str, ...]
    left: str


_PLAIN_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9X]")
_APART = re.compile(r"\s*(?:[;,|/]|\band\b)\s*|\s{2,}|(?<=[\dXx]) (?=\d{4}-\d{3}|97[89])")
_LOST = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")


@lru_cache(maxsize=50_000)
def numbers(cell: str) -> Numbers:
    """Return the ISSNs and ISBNs in a cell: several, without hyphens, with the zeros that a spreadsheet ate, with words beside them."""
    if _PLAIN_ISSN.fullmatch(cell) and issn_checks(cell):
        return Numbers((cell,), (), (), "")
    said = ascii_digits(cell).strip().strip("'\"=")
    if not said:
        return Numbers((), (), (), "")
    if _LOST.fullmatch(said):
        return Numbers((), (), ("digits_lost",), said)
    issns: dict[str, None] = {}
    isbns: dict[str, None] = {}
    rules: dict[str, None] = {}
    left = []
    parts = [part for part in _APART.split(said) if part and part.strip()]
    for part in parts:
        value, rule = _number(part.strip())
        if value:
            (issns if len(value) == 9 else isbns)[value] = None
        else:
            left.append(part)
        if rule:
            rules[rule] = None
    if len(parts) > 1:
        rules["several_identifiers"] = None
    return Numbers(tuple(issns), tuple(isbns), tuple(rules), "; ".join(left))


def _number(said: str) -> Read:
    said = re.sub(r"\.0$", "", said)
    bare = re.sub(r"[\W_]+", "", re.sub(r"\([^)]*\)", "", said)).upper()
    if bare.isdigit() and len(bare) == 9 and isbn13("0" + bare):
        return str(isbn13("0" + bare)), "zeros_lost"
    if len(bare) > 9 and (found := isbn13(said)):
        return found, "" if said.replace("-", "") == found else "identifier_shape"
    if found := issn(said):
        rule = "" if said == found else "zeros_lost" if len(bare) < 8 else "identifier_shape"
        return found, rule
    book = len(bare) in (10, 13)
    read = identify(Scheme.ISBN if book else Scheme.ISSN, said)
    wrong = read.standing is Standing.INVALID and read.repair == "check digit"
    return "", "check_digit" if wrong else "not_an_identifier"


# ---------------------------------------------------------------- words of fixed lists

_DEPTHS = {
    "fulltext": "fulltext", "full": "fulltext", "ft": "fulltext", "ebook": "fulltext", "全文": "fulltext", "selectedarticles": "selected articles",
    "selected": "selected articles", "selectivefulltext": "selected articles", "selectedarticle": "selected articles", "部分全文": "selected articles",
    "abstracts": "abstracts", "abstract": "abstracts", "abstractsonly": "abstracts", "文摘": "abstracts", "摘要": "abstracts",
}  # fmt: skip
_KINDS = {
    "serial": "serial", "journal": "serial", "journals": "serial", "serials": "serial", "periodical": "serial", "ejournal": "serial", "magazine": "serial",
    "newspaper": "serial", "期刊": "serial", "连续出版物": "serial", "报纸": "serial", "monograph": "monograph", "book": "monograph",
    "ebook": "monograph", "books": "monograph", "monographs": "monograph", "monographic": "monograph", "图书": "monograph", "专著": "monograph",
    "电子书": "monograph",
}  # fmt: skip
_ACCESS = {
    "f": "F", "free": "F", "oa": "F", "openaccess": "F", "open": "F", "yes": "F", "免费": "F", "开放获取": "F", "p": "P", "paid": "P",
    "subscription": "P", "licensed": "P", "toll": "P", "no": "P", "付费": "P", "订购": "P",
}  # fmt: skip


def _bare(cell: str) -> str:
    return re.sub(r"[\W_]+", "", cell.casefold())


@lru_cache(maxsize=1_000)
def depth(cell: str) -> Read:
    """Return fulltext, selected articles or abstracts; another word as it stands, said."""
    return _worded_as(cell, _DEPTHS, "depth_words")


@lru_cache(maxsize=1_000)
def kind(cell: str) -> Read:
    """Return serial or monograph; another word as it stands, said: KBART III adds some."""
    return _worded_as(cell, _KINDS, "type_words")


@lru_cache(maxsize=1_000)
def access(cell: str) -> Read:
    """Return F or P; another word as it stands, said: a code M (mixed) was announced."""
    return _worded_as(cell, _ACCESS, "access_words")


def _worded_as(cell: str, known: dict[str, str], rule: str) -> Read:
    if not cell.strip():
        return "", ""
    value = known.get(_bare(cell))
    if value is None:
        return collapse(cell), f"{rule}_unknown"
    return value, "" if value == cell.strip() else rule
