"""The indexes that CQL can ask here, by the names of the usual context sets; what SRU's explain says of them."""

from collections.abc import Iterator
from typing import NamedTuple

from .tree import Field

TEXT, EXACT, YEAR, NUMBER, WORK, ALL = "text", "exact", "year", "number", "work", "all"
"""How terms are looked up: words, whole values, years, standard numbers, numbers of works, everything."""


class Index(NamedTuple):
    """An index that can be asked. ``kind``: how its terms are looked up; ``of``: the field, facet or scheme; ``title``: for explain."""

    kind: str
    title: str
    of: str = ""


TITLE = Index(TEXT, "Title", Field.TITLE)
NAME = Index(TEXT, "Author or other name", Field.NAME)
SUBJECT = Index(TEXT, "Subject", Field.SUBJECT)
ANYWHERE = Index(TEXT, "Anywhere", Field.ANY)
_IDENTIFIER = Index(NUMBER, "Any standard number")

INDEXES: dict[str, Index] = {
    "cql.serverchoice": ANYWHERE, "cql.anywhere": ANYWHERE, "cql.anyindexes": ANYWHERE, "cql.keywords": ANYWHERE, "cql.allrecords": Index(ALL, "All works"),
    "dc.title": TITLE, "dc.creator": NAME, "dc.contributor": NAME, "dc.author": NAME, "dc.subject": SUBJECT,
    "dc.identifier": _IDENTIFIER, "dc.date": Index(YEAR, "Year"), "dc.language": Index(EXACT, "Language", "language"),
    "dc.type": Index(EXACT, "Kind", "kind"),
    "bath.any": ANYWHERE, "bath.title": TITLE, "bath.author": NAME, "bath.name": NAME, "bath.personalname": NAME, "bath.corporatename": NAME,
    "bath.subject": SUBJECT, "bath.topicalsubject": SUBJECT, "bath.standardidentifier": _IDENTIFIER, "bath.isbn": Index(NUMBER, "ISBN", "isbn"),
    "bath.issn": Index(NUMBER, "ISSN", "issn"), "bath.lccn": Index(NUMBER, "LCCN", "lccn"),
    "rec.identifier": Index(WORK, "Number of a work"), "rec.id": Index(WORK, "Number of a work"),
    "lantai.series": Index(TEXT, "Series", Field.SERIES), "lantai.callnumber": Index(TEXT, "Call number", Field.CALL_NUMBER),
    "lantai.doi": Index(NUMBER, "DOI", "doi"), "lantai.oclc": Index(NUMBER, "OCLC number", "oclc"),
    "lantai.country": Index(EXACT, "Country of publication", "country"), "lantai.location": Index(EXACT, "Location", "location"),
    "lantai.source": Index(EXACT, "Source of the description", "source"), "lantai.class": Index(EXACT, "Class, e.g. clc:I2", "class"),
}  # fmt: skip
"""Index in lower case with its context set -> what it is."""

BARE = {name.partition(".")[2]: name for name in reversed(INDEXES) if name.partition(".")[0] in ("cql", "dc")} | {
    name: f"bath.{name}" for name in ("isbn", "issn", "author", "name")
}
"""Indexes that are known without their context set."""

SETS = {
    "cql": "info:srw/cql-context-set/1/cql-v1.2", "dc": "info:srw/cql-context-set/1/dc-v1.1", "bath": "http://zing.z3950.org/cql/bath/2.0/",
    "rec": "info:srw/cql-context-set/2/rec-1.1", "lantai": "info:lantai/cql/1",
}  # fmt: skip

SORTS = {
    "dc.title": "title",
    "dc.creator": "author",
    "dc.date": "oldest",
    "rec.creationdate": "added",
    "cql.relevance": "relevance",
}


def named_as_standards_do() -> Iterator[tuple[str, str, Index]]:
    """Yield context set, name and meaning of each index, for explain."""
    for full, index in INDEXES.items():
        prefix, _, name = full.partition(".")
        yield prefix, _NAMES.get(name, name), index


_NAMES = {
    "serverchoice": "serverChoice", "anyindexes": "anyIndexes", "allrecords": "allRecords", "personalname": "personalName",
    "corporatename": "corporateName", "topicalsubject": "topicalSubject", "standardidentifier": "standardIdentifier", "callnumber": "callNumber",
}  # fmt: skip
