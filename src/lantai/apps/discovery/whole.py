"""The parts of a work's description that its page cuts, each whole and in pages of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lantai.catalog.queries import WorkPage
from lantai.core.bib.merge import merged
from lantai.core.bib.record import BibRecord

PAGE_SIZE = 200
NOTES_PAGE_SIZE = 20

PARTS: dict[str, Callable[[BibRecord], Sequence[object]]] = {
    "titles": lambda record: record.titles,
    "people": lambda record: record.contributions,
    "subjects": lambda record: record.subjects,
    "identifiers": lambda record: record.identifiers,
    "links": lambda record: record.links,
    "notes": lambda record: record.notes,
}
"""Name of a part, as it stands in an address -> what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePart:
    """One page of a part. ``first``: how many things stand on the pages before it."""

    part: str
    things: Sequence[object]
    total: int
    first: int
    page: int
    pages: int


def whole(found: WorkPage, part: str, *, edition: int | None, page: int) -> WholePart:
    """Return a part of an edition's description, else of the first's, from the page asked for or the nearest there is."""
    document = found.document
    record = next((i.record for i in document.instances if i.number == edition), document.instances[0].record)
    things = PARTS[part](record) or PARTS[part](merged(document))
    size = NOTES_PAGE_SIZE if part == "notes" else PAGE_SIZE
    pages = max(1, -(-len(things) // size))
    at = min(max(page, 1), pages)
    first = (at - 1) * size
    return WholePart(part=part, things=things[first : first + size], total=len(things), first=first, page=at, pages=pages)
