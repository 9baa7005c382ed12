"""Where every value of a work comes from: each part of each record with its place in the source and the file it came in."""

from collections.abc import Iterator
from dataclasses import dataclass

from lantai.catalog.queries import OriginRow, WorkPage
from lantai.core.bib.record import BibRecord, Text
from lantai.core.bib.words import words

PARTS = (
    "titles", "contributions", "dates", "imprints", "editions", "extents", "series", "notes", "subjects", "classifications",
    "identifiers", "links", "access", "holdings", "verbatim", "repairs",
)  # fmt: skip
"""The fields of a record whose values know their place."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: the field it stands in, its words in all their scripts, its place in the source, the received record."""

    field: str
    words: tuple[Text, ...]
    at: str
    origin: OriginRow | None


@dataclass(frozen=True, slots=True)
class EditionSources:
    """One edition: its title, the records that describe it, and every value."""

    number: int
    title: tuple[Text, ...]
    origins: tuple[OriginRow, ...]
    values: tuple[Value, ...]


def sources(found: WorkPage) -> list[EditionSources]:
    """Return every edition of a work with the origin of each of its values."""
    return [_edition(found, instance.number, instance.record) for instance in found.document.instances]


def _edition(found: WorkPage, number: int, record: BibRecord) -> EditionSources:
    origins = [found.origins.get(origin.record) for origin in record.sources]
    title = record.title
    return EditionSources(
        number=number,
        title=title.forms if title else (),
        origins=tuple(filter(None, origins)),
        values=tuple(_values(record, origins)),
    )


def _values(record: BibRecord, origins: list[OriginRow | None]) -> Iterator[Value]:
    for field in PARTS:
        for part in getattr(record, field):
            yield Value(field, tuple(words(part)), part.at, origins[part.src] if part.src < len(origins) else None)
