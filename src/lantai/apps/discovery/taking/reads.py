"""What is cited and taken: works chosen by number, or all that a search finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.catalog.queries import MovedTo
from lantai.catalog.standing import flagged
from lantai.core.bib.record import BibRecord
from lantai.core.bib.work import WorkDocument

from ..params import SearchParams
from ..queries import works_of

MOST_CHOSEN = 200
"""Works of one bibliography: as many as an address holds, and a page shows."""

MOST_AT_ONCE = 500
"""Works that a reader waits for; more are written by a worker."""

MOST_FOLLOWED = 20
"""Numbers in one address that are looked up one by one because their works moved."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Works that a reader chose, in the order of the address. ``lost``: how many of the numbers lead to nothing now."""

    works: Sequence[WorkDocument]
    lost: int = 0
    left_out: int = 0

    @property
    def records(self) -> list[BibRecord]:
        """Return the first edition of each: what a bibliography lists."""
        return [work.instances[0].record for work in self.works]

    @property
    def numbers(self) -> list[int]:
        """Return their numbers."""
        return [work.number for work in self.works]


def chosen(query: QueryDict) -> Chosen:
    """Return the works that an address names (``work``, again and again), each once; a merged one is found under its new number."""
    asked = list(dict.fromkeys(int(n) for n in query.getlist("work") if n.isdecimal() and len(n) < 19))
    taken = asked[:MOST_CHOSEN]
    found = flagged(catalog.documents(taken))
    missing = [n for n in taken if n not in found]
    moved = {n: target for n in missing[:MOST_FOLLOWED] if (target := _moved(n))}
    found |= flagged(catalog.documents(list(moved.values())))
    numbers = dict.fromkeys(moved.get(n, n) for n in taken)
    return Chosen(
        [found[n] for n in numbers if n in found],
        lost=len([n for n in missing if n not in moved]),
        left_out=len(asked) - len(taken),
    )


def _moved(number: int) -> int | None:
    gone = catalog.find_work(number)
    return gone.works[0][0] if isinstance(gone, MovedTo) and len(gone.works) == 1 else None


def edition_of(work: WorkDocument, number: int | None) -> BibRecord:
    """Return the edition asked for, else the first."""
    return next((i.record for i in work.instances if i.number == number), work.instances[0].record)


def count(params: SearchParams) -> int:
    """Return how many works a search finds; 0 where nothing was asked; raise SearchError."""
    found = works_of(index.engine(), params, limit=0)
    return found.total if found else 0


def found(params: SearchParams, *, most: int, piece: int = 100) -> Iterator[BibRecord]:
    """Yield the first editions of what a search finds, in its order, some at a time; raise SearchError."""
    engine = index.engine()
    for offset in range(0, most, piece):
        answer = works_of(engine, params, offset=offset, limit=min(piece, most - offset))
        hits = answer.hits if answer else ()
        documents = flagged(catalog.documents([hit.id for hit in hits]))
        yield from (documents[hit.id].instances[0].record for hit in hits if hit.id in documents)
        if len(hits) < piece:
            return
