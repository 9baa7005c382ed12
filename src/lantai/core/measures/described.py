"""Checks of what a description says: is the title there, the year possible, the subject given, the reading sound."""

import re
from datetime import date

from lantai.core.bib.record import BibRecord, DateKind, Forms, Kind

from .checks import record_check

BY_SOMEBODY = frozenset((Kind.BOOK, Kind.THESIS, Kind.ARTICLE, Kind.CHAPTER, Kind.PREPRINT, Kind.PATENT))
"""Kinds of things that somebody made; of the rest nobody need be named."""

PUBLISHED = frozenset((Kind.BOOK, Kind.JOURNAL, Kind.NEWSPAPER, Kind.SERIES, Kind.CONFERENCE))

PRINTED = frozenset(
    (Kind.BOOK, Kind.JOURNAL, Kind.NEWSPAPER, Kind.SERIES, Kind.CONFERENCE, Kind.THESIS, Kind.REPORT, Kind.STANDARD)
)
FIRST_PRINTED = 868
"""The Diamond Sutra; what is said to be printed before it is a slip of the pen."""
OLDEST = -3_400
"""Nobody wrote before."""

DAMAGE = frozenset(
    ("length", "leader", "directory", "base", "holes", "terminator", "truncated", "lines", "tag", "indicators", "subfields",
     "xml", "nul", "short row")
)  # fmt: skip
LETTERS = frozenset(("charset", "control"))
VALUES = frozenset(("008", "repeated", "repeated key", "date", "language", "lccn", "others"))

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>|&(?:[a-zA-Z]{2,8}|#\d{2,6});")
_DOUBTFUL_PLACE = re.compile(
    r"\?|^\W*s\.?\s?l\.?\W*$|出版地不[详詳明]|地点不[详詳]|د\.?\s?م|б\.\s?м\.|place of publication not", re.IGNORECASE
)


@record_check("title_missing")
def title_missing(record: BibRecord, today: date) -> str | None:
    """Say that there is no title with a letter or digit in it."""
    title = record.title
    shown = " / ".join(form.value for form in title.forms) if title else ""
    return None if any(map(str.isalnum, shown)) else shown


@record_check("title_shouting")
def title_shouting(record: BibRecord, today: date) -> str | None:
    """Find a title of several words all in capitals."""
    value = record.title.forms[0].value if record.title else ""
    return value if value.isupper() and len(value) > 12 and " " in value else None


@record_check("title_markup")
def title_markup(record: BibRecord, today: date) -> str | None:
    """Find tags and character names of a web page in a title."""
    return next((f.value for t in record.titles for f in t.forms if _MARKUP.search(f.value) or _MARKUP.search(f.rest)), None)


@record_check("kind_unknown")
def kind_unknown(record: BibRecord, today: date) -> str | None:
    """Say that nothing tells what sort of thing is described."""
    return "" if record.kind is Kind.OTHER else None


@record_check("control_missing")
def control_missing(record: BibRecord, today: date) -> str | None:
    """Say that the source gives the record no number."""
    return "" if not record.control and len(record.sources) <= 1 else None


@record_check("creator_missing")
def creator_missing(record: BibRecord, today: date) -> str | None:
    """Say that nobody is named, neither as a heading nor in the statement of responsibility."""
    if record.kind not in BY_SOMEBODY or record.contributions:
        return None
    return None if any(form.by for title in record.titles for form in title.forms) else ""


@record_check("year_missing")
def year_missing(record: BibRecord, today: date) -> str | None:
    """Say that no year is known, in the words of the date where there are some."""
    return "; ".join(d.text for d in record.dates if d.text) if record.year is None else None


@record_check("year_impossible")
def year_impossible(record: BibRecord, today: date) -> str | None:
    """Find a date after next year, a print before printing, a period that ends before it begins."""
    earliest = FIRST_PRINTED if record.kind in PRINTED else OLDEST
    for given in record.dates:
        if given.start is None:
            continue
        backwards = given.end is not None and given.end < given.start
        before = given.start < earliest and given.kind in (DateKind.PUBLISHED, DateKind.COPYRIGHT, DateKind.RUNNING)
        if backwards or before or given.start > today.year + 1:
            return given.text or f"{given.start}–{'' if given.end is None else given.end}"
    return None


@record_check("publisher_missing")
def publisher_missing(record: BibRecord, today: date) -> str | None:
    """Say that nobody is named who published it."""
    if record.kind not in PUBLISHED or any(imprint.publishers for imprint in record.imprints):
        return None
    return ""


@record_check("place_doubtful")
def place_doubtful(record: BibRecord, today: date) -> str | None:
    """Find a place with a question mark, or none under the name of one."""
    places: list[Forms] = [place for imprint in record.imprints for place in imprint.places]
    return next((p[0].value for p in places if _DOUBTFUL_PLACE.search(p[0].value)), None)


@record_check("subject_missing")
def subject_missing(record: BibRecord, today: date) -> str | None:
    """Say that neither a heading nor a class tells what it is about."""
    return None if record.subjects or record.classifications else ""


@record_check("record_damaged")
def record_damaged(record: BibRecord, today: date) -> str | None:
    """Name what was broken in the structure of the record as received."""
    return _repaired(record, DAMAGE)


@record_check("letters_repaired")
def letters_repaired(record: BibRecord, today: date) -> str | None:
    """Name what was mended in the characters of the record as received."""
    return _repaired(record, LETTERS)


@record_check("values_repaired")
def values_repaired(record: BibRecord, today: date) -> str | None:
    """Name what was mended in values of the record as received."""
    return _repaired(record, VALUES)


def _repaired(record: BibRecord, codes: frozenset[str]) -> str | None:
    found = dict.fromkeys(" ".join(filter(None, (r.code, r.at))) for r in record.repairs if r.code in codes)
    return ", ".join(found) if found else None
