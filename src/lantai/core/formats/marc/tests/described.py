"""From a few fields in short form to the BibRecord that a dialect makes of them."""

from lantai.core.bib.record import BibRecord
from lantai.core.formats.marc.dialect import to_bib
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.tests.made import field

LEADERS = {"marc21": "00000nam a2200000 a 4500", "unimarc": "00000nam0 2200000   450 ", "cnmarc": "00000nam0 2200000   450 "}
TITLES = {"marc21": "245 10 $aTitle", "unimarc": "200 1  $aTitle", "cnmarc": "200 1  $a题名"}


def fields(*lines: str) -> tuple[Field, ...]:
    """Return fields of lines like "245 10 $aTitle$cBy" (tag, indicators, subfields) or "001 number"; 008s in full."""
    return tuple(field(line[:3], line[7:], line[4:6]) if "$" in line[6:8] else field(line[:3], line[4:]) for line in lines)


def described(*lines: str, dialect: str = "marc21", leader: str = "") -> BibRecord:
    """Return what the dialect makes of the lines; a title is added where they have none."""
    tag = TITLES[dialect][:3]
    title = () if any(line.startswith(tag) for line in lines) else (TITLES[dialect],)
    return to_bib(MarcRecord(leader or LEADERS[dialect], fields(*lines, *title)), dialect)


def coded(*, dates: str = "s1994    ", country: str = "cc ", books: str = " " * 17, language: str = "chi") -> str:
    """Return an 008 line."""
    return f"008 940101{dates}{country}{books}{language} d"
