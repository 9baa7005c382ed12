"""Lists of works and counts of them, asked of the engine: what every page of browsing is made from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.catalog.standing import standings
from lantai.core.bib.record import BibRecord
from lantai.core.query.tree import AllOf, Everything, Having, Node
from lantai.search.protocol import Request, Result, Sort

from ..offering import offers_of_works
from ..params import PAGE_SIZE, page_count
from ..rows import Pieces, ResultRow, row
from ..words.glosses import glossed

Filters = Mapping[str, tuple[str, ...]]
Counts = tuple[tuple[str, int], ...]

ALL = 1000
"""Values of a facet that are asked for where all are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of works under some filters. ``counts``: of the facets asked for; ``years``: works a year."""

    total: int
    rows: Sequence[ResultRow] = ()
    page: int = 1
    pages: int = 1
    counts: Mapping[str, Counts]
    years: Sequence[tuple[int, int]] = ()


def listed(
    filters: Filters,
    *,
    exclude: Filters | None = None,
    sort: Sort = Sort.NEWEST,
    page: int = 1,
    size: int = PAGE_SIZE,
    facets: tuple[str, ...] = (),
    facet_size: int = 50,
    lang: str = "",
) -> Listed:
    """Return a page of the works that have these values; a page past the end gives the last one. Raise SearchError."""
    given = exclude or {}
    found = asked(filters, given, sort=sort, offset=(page - 1) * size, limit=size, facets=facets, facet_size=facet_size)
    pages = max(1, min(page_count(found.total) if size == PAGE_SIZE else -(-found.total // size), 500))
    if not found.hits and found.total and page > 1:
        page = pages
        found = asked(filters, given, sort=sort, offset=(page - 1) * size, limit=size, facets=facets, facet_size=facet_size)
    numbers = [hit.id for hit in found.hits]
    return Listed(
        total=found.total, rows=rows(numbers, lang=lang), page=page, pages=pages, counts=found.facets, years=found.years
    )


def asked(filters: Filters, exclude: Filters | None = None, **rest: object) -> Result:
    """Return the engine's answer for all works with these values, every facet counted within them."""
    chosen = tuple(Having(facet, values) for facet, values in filters.items() if values)
    tree: Node = AllOf(chosen) if len(chosen) > 1 else chosen[0] if chosen else Everything()
    return index.engine().search(Request(tree=tree, exclude=exclude or {}, **rest))  # type: ignore[arg-type]


def below(facet: str, key: str) -> dict[str, int]:
    """Return the keys one step below a name or a heading, with how many works have each."""
    return index.engine().below(facet, key)


def rows(works: Sequence[int], *, lang: str = "") -> list[ResultRow]:
    """Return the lines of works in their order, nothing marked."""
    documents = catalog.documents(works)
    ways_to = offers_of_works(documents.values())
    here = [number for number in works if number in documents]
    stand = standings(documents.values())
    lines = (row(documents[n], mark=unmarked, lang=lang, offers=ways_to[n], standing=stand[n]) for n in here)
    return glossed(list(lines), lang)


def described(works: Collection[int]) -> list[list[BibRecord]]:
    """Return the descriptions of each work."""
    return [[instance.record for instance in document.instances] for document in catalog.documents(works).values()]


def records(works: Collection[int]) -> list[BibRecord]:
    """Return all descriptions of works."""
    return [instance.record for document in catalog.documents(works).values() for instance in document.instances]


def count(facet: str, value: str) -> int:
    """Return how many works have a value; exact, however rare it is."""
    return asked({facet: (value,)}, limit=0).total


def counts(facet: str, values: Iterable[str]) -> dict[str, int]:
    """Return how many works have each value."""
    return {value: count(facet, value) for value in values}


def unmarked(text: str, lang: str) -> Pieces:
    """Return a text without marks."""
    return [(text, False)] if text else []
