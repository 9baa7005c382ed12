"""Who works on a topic, from the store of papers: authors in the order of their names, institutions by how many of the topic's papers they share in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lantai.catalog.papers.store import PapersUnavailable, opened, root, standing

MOST_AUTHORS, MOST_INSTITUTIONS = 24, 12

_AUTHORS = """
SELECT any_value(name) AS named, count(DISTINCT work) AS papers FROM contributions
WHERE work IN (SELECT unnest($1::BIGINT[])) GROUP BY author ORDER BY papers DESC, named LIMIT $2
"""
_INSTITUTIONS = """
SELECT any_value(name) AS named, count(DISTINCT work) AS papers FROM affiliations
WHERE institution <> '' AND name <> '' AND work IN (SELECT unnest($1::BIGINT[])) GROUP BY institution ORDER BY papers DESC, named LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Involved:
    """``authors``: names alone, in alphabetical order, of those with most papers here; nobody is ranked. ``institutions``: (name, papers)."""

    authors: tuple[str, ...] = ()
    institutions: tuple[tuple[str, int], ...] = ()


def involved(works: Sequence[int]) -> Involved | None:
    """Return who wrote these works; None where there is no store of papers. Remembered until the store changes: many readers open one topic."""
    try:
        return _involved(tuple(works), str(root()), standing().generation)
    except PapersUnavailable:
        return None


@lru_cache(maxsize=64)
def _involved(works: tuple[int, ...], _where: str, _generation: str) -> Involved:
    with opened() as papers:
        authors = papers.execute(_AUTHORS, [list(works), MOST_AUTHORS]).fetchall()
        bodies = papers.execute(_INSTITUTIONS, [list(works), MOST_INSTITUTIONS]).fetchall()
    names = sorted((str(name) for name, _ in authors), key=str.casefold)
    return Involved(tuple(names), tuple((str(name), int(count)) for name, count in bodies))
