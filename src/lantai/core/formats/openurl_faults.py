"""What is wrong with a citation that an OpenURL carries, as far as it can be seen from the citation alone: for people, who can mend it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from lantai.core.bib.identifiers import doi, isbn13, issn
from lantai.core.bib.record import Kind
from lantai.core.bib.wanted import Wanted

MOST = 6
PARTS = (Kind.ARTICLE, Kind.CHAPTER, Kind.CONFERENCE)


class Wrong(StrEnum):
    """What may be wrong, or is missing."""

    ISSN = "issn"
    ISBN = "isbn"
    DOI = "doi"
    DATE = "date"
    LATER = "later"
    NO_HOST = "no_host"
    NO_YEAR = "no_year"
    NO_TITLE = "no_title"


class Fault(NamedTuple):
    """One thing that is wrong. ``value``: what the citation says there, "" where it says nothing."""

    wrong: Wrong
    value: str = ""


def faults(pairs: Mapping[str, list[str]], asked: Wanted, *, year: int) -> list[Fault]:
    """Return what is wrong with a citation, what misleads most first. ``year``: the present one."""
    return list(dict.fromkeys([*_misread(pairs), *_lacking(asked, year)]))[:MOST]


def _misread(pairs: Mapping[str, list[str]]) -> Iterator[Fault]:
    """Yield the values that cannot be what their key says: they were passed over."""
    for key, values in list(pairs.items())[:200]:
        name = key.lower().removeprefix("rft.")
        for value in (" ".join(value[:100].split()) for value in values[:5]):
            if not value:
                continue
            if name in ("issn", "eissn") and issn(value) is None:
                yield Fault(Wrong.ISSN, value)
            elif name in ("isbn", "eisbn") and isbn13(value) is None:
                yield Fault(Wrong.ISBN, value)
            elif name == "doi" and doi(value) is None:
                yield Fault(Wrong.DOI, value)
            elif name in ("date", "year") and not any(map(str.isdigit, value)):
                yield Fault(Wrong.DATE, value)


def _lacking(asked: Wanted, year: int) -> Iterator[Fault]:
    if asked.year is not None and asked.year > year + 1:
        yield Fault(Wrong.LATER, str(asked.year))
    if not asked.says_something or asked.identifiers:
        return
    if asked.kind in PARTS:
        if not (asked.host or asked.host_identifiers):
            yield Fault(Wrong.NO_HOST)
        elif asked.year is None and not asked.volume:
            yield Fault(Wrong.NO_YEAR)
    elif not asked.title and not asked.host_identifiers:
        yield Fault(Wrong.NO_TITLE)
