"""Checks of numbers and addresses: ISBN and ISSN, class numbers, web addresses."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from lantai.core.bib.classes import fits
from lantai.core.bib.identifiers import isbn13, issn
from lantai.core.bib.record import BibRecord, Identifier, Kind, Scheme, Standing

from .checks import record_check

SERIALS = frozenset((Kind.JOURNAL, Kind.NEWSPAPER))


@record_check("isbn_wrong")
def isbn_wrong(record: BibRecord, today: date) -> str | None:
    """Name ISBNs whose check digit or shape is wrong."""
    return _listed(i for i in _wrong(record, Scheme.ISBN) if not issn(i.value))


@record_check("issn_wrong")
def issn_wrong(record: BibRecord, today: date) -> str | None:
    """Name ISSNs whose check digit or shape is wrong."""
    return _listed(i for i in _wrong(record, Scheme.ISSN) if not isbn13(i.value))


@record_check("isbn_issn_swapped")
def isbn_issn_swapped(record: BibRecord, today: date) -> str | None:
    """Name ISSNs that stand where ISBNs belong, and ISBNs where ISSNs do."""
    swapped = [i for i in _wrong(record, Scheme.ISBN) if issn(i.given or i.value)]
    return _listed([*swapped, *(i for i in _wrong(record, Scheme.ISSN) if isbn13(i.given or i.value))])


@record_check("issn_missing")
def issn_missing(record: BibRecord, today: date) -> str | None:
    """Say that a journal or newspaper has neither an ISSN nor a 统一刊号."""
    if record.kind not in SERIALS:
        return None
    numbers = (Scheme.ISSN, Scheme.ISSN_L, Scheme.CN_SERIAL)
    return None if any(i.scheme in numbers for i in record.identifiers) else ""


@record_check("class_wrong")
def class_wrong(record: BibRecord, today: date) -> str | None:
    """Name class numbers that are none of their scheme."""
    wrong = [f"{c.scheme} {c.value}" for c in record.classifications if not fits(c.scheme, c.value)]
    return "; ".join(wrong) if wrong else None


@record_check("address_wrong")
def address_wrong(record: BibRecord, today: date) -> str | None:
    """Name web addresses that lead nowhere because of how they are written."""
    wrong = [access.url for access in record.access if not _leads(access.url)]
    return " ".join(wrong) if wrong else None


@record_check("address_open")
def address_open(record: BibRecord, today: date) -> str | None:
    """Name web addresses that are not encrypted."""
    plain = [access.url for access in record.access if access.url.lower().startswith("http://") and _leads(access.url)]
    return " ".join(plain) if plain else None


def _leads(url: str) -> bool:
    """Say whether a web address has a scheme that browsers follow, a host, and no space."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = "." in host or ":" in host
    return parts.scheme.lower() in ("http", "https", "ftp") and named and not any(map(str.isspace, url.strip()))


def _wrong(record: BibRecord, scheme: Scheme) -> Iterator[Identifier]:
    return (i for i in record.identifiers if i.scheme is scheme and i.standing is Standing.INVALID)


def _listed(numbers: "Iterator[Identifier] | list[Identifier]") -> str | None:
    found = dict.fromkeys(number.given or number.value for number in numbers)
    return "; ".join(found) if found else None
