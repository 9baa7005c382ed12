"""The tables of the store, a struct each: what is written as a line of JSON, and read as a row of Parquet.

A text that nobody says is "", never NULL; years and numbers that nobody says are NULL. docs/data/papers.md is checked against these.
"""

from datetime import date
from hashlib import blake2b

import msgspec

VERSION = 5
"""To be raised when rows of the same shape mean something else."""


class Paper(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A paper: what is written for other researchers and has a color, or is an article, a conference paper or a preprint.

    ``kind``: of the record ("article", "conference", "preprint" …). ``color``: diamond, gold, hybrid, bronze, green, closed; "" not known.
    ``rule``: which rule gave it (core.openness.verdicts). ``is_open``: anybody can read it; NULL where nobody says. ``license``: family of the
    best copy's license ("CC-BY"), "none", "other"; "" where it is not open. ``issn``: ISSN-L of the journal, else its first ISSN.
    ``author_count``: as the record gives them. ``disciplines``: codes of China's catalogue of 2022, four digits, at most three.
    ``changes``: the day on which an embargo may change the color.
    """

    work: int
    title: str
    year: int | None
    kind: str
    language: str
    color: str
    rule: str
    is_open: bool | None
    license: str
    publisher: str
    issn: str
    journal: str
    doi: str
    retracted: bool
    author_count: int
    disciplines: tuple[str, ...]
    changes: date | None


class Contribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An author of a paper. ``position``: from 1 on. ``name``: as printed. ``name_key``: its words whichever stands first.

    ``orcid``: as people corrected it, where they did. ``author``: the ORCID, else "scholar:" and the number of whom people say it is (``corrected``),
    else "~" and the name key: two people of one name are one there. ``corresponding``: NULL where no author of the paper is said to be.
    """

    work: int
    position: int
    name: str
    name_key: str
    orcid: str
    author: str
    corresponding: bool | None


class Affiliation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where an author of a paper worked; several rows for one with several. ``institution``: the ROR id, else "~" and a digest of its name, "" for words
    that name no known body. ``country``: ISO 3166-1, two small letters. ``printed``: the words of the publication.
    """

    work: int
    position: int
    institution: str
    ror: str
    name: str
    country: str
    printed: str


class Funding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who paid for the research. ``funder``: its name in the spelling that all share; ``number``: Crossref's DOI of the funder, else its ROR id."""

    work: int
    funder: str
    name: str
    number: str
    award: str


class Amount(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What publishing a paper costs. ``kind``: "list" (the journal's list price), "paid" (what was paid), "covered" (by an agreement, which paid), "spared"
    (the list price of what an agreement covered), "estimate" (the list price where it is open in a journal that takes a charge, and nobody says who paid what).

    ``minor``: in the smallest unit of the currency, cents of EUR; NULL with ``currency`` "" where nobody says how much. ``reference``: of the agreement, "" for
    none; ``said_by``: who says so, ``said_date``: as of which day, NULL where that is not said.
    """

    work: int
    kind: str
    minor: int | None
    currency: str
    said_by: str
    said_date: date | None = None
    reference: str = ""


class Chance(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That a closed paper might have been open, or could be, at no charge. ``institution``: whose chance it is, as in affiliations; "" anybody's.

    ``kind``: "agreement" (the institution took part in one that covered the journal), "deposit" (a policy in force lets, or has, a copy be deposited).
    ``reference``: which agreement or policy; ``said_by``, ``said_date``: according to whom, as of which day.
    """

    work: int
    institution: str
    kind: str
    reference: str
    said_by: str
    said_date: date | None


class Institution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A body that any affiliation names. ``name``: the one most often given; ``papers``: of how many works."""

    institution: str
    ror: str
    name: str
    country: str
    papers: int


TABLES: dict[str, type[msgspec.Struct]] = {
    "papers": Paper,
    "contributions": Contribution,
    "affiliations": Affiliation,
    "fundings": Funding,
    "amounts": Amount,
    "chances": Chance,
}
"""What is made work by work."""

ORDER = {
    "papers": "work",
    "contributions": "work, position",
    "affiliations": "institution, work, position",
    "fundings": "funder, work",
    "amounts": "work, kind",
    "chances": "work, kind, institution",
}
"""How rows lie in a file: what is asked for by institution lies together."""

_TYPES = {
    int: "BIGINT",
    int | None: "BIGINT",
    str: "VARCHAR",
    bool: "BOOLEAN",
    bool | None: "BOOLEAN",
    tuple[str, ...]: "VARCHAR[]",
    date | None: "DATE",
}


def columns(shape: type[msgspec.Struct]) -> dict[str, str]:
    """Return the columns of a table with DuckDB's types."""
    return {field.name: _TYPES[field.type] for field in msgspec.structs.fields(shape)}


def fingerprint() -> str:
    """Return what a store of other shapes is told by."""
    said = repr((VERSION, {name: columns(shape) for name, shape in {**TABLES, "institutions": Institution}.items()}))
    return blake2b(said.encode(), digest_size=6).hexdigest()
