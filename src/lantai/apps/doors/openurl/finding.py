"""Which works here are what is cited: by numbers first, then by title, author and year; and what is cited inside others by what it is in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lantai.catalog import changes, index
from lantai.catalog import queries as catalog
from lantai.catalog.models import Identifier
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import WorkDocument
from lantai.core.matching.wanted import LIKELY, SURE, agreement
from lantai.core.query import words
from lantai.core.query.tree import AllOf, AnyOf, Field, Node
from lantai.core.text.fold import key
from lantai.search.protocol import Request, SearchError

MOST_LOOKED_AT, MOST_SHOWN = 20, 10
AHEAD = 0.05
"""By how much the best must lead the next to be the one."""


class As(StrEnum):
    """What a work found is to the citation."""

    ITSELF = "itself"
    HOST = "host"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that may be what is cited. ``edition``: the one that agrees best."""

    work: int
    edition: int
    score: float
    role: As


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. ``sure``: the one work that is cited; None where there are several or none. ``unavailable``: only numbers could be looked up."""

    sure: Candidate | None
    candidates: tuple[Candidate, ...]
    unavailable: bool = False


def find(wanted: Wanted) -> Found:
    """Return which works here are what is cited, best first."""
    by_number = _scored(wanted, _of_numbers(wanted.identifiers) | _own(wanted.works), by_number=True)
    down = False
    by_words: list[Candidate] = []
    if not any(c.score >= SURE for c in by_number) and wanted.title:
        try:
            by_words = _scored(wanted, _of_words(wanted), by_number=False)
        except SearchError:
            down = True
    own = _unique([*by_number, *by_words])
    hosts = [] if any(c.score >= SURE for c in own) else _hosts(wanted)
    found = _unique([*own, *hosts])[:MOST_SHOWN]
    return Found(the_one(found), tuple(found), down)


def the_one(found: Sequence[Candidate]) -> Candidate | None:
    """Return the one that is meant: surely the thing itself, and no other nearly as surely."""
    sure = [c for c in found if c.role is As.ITSELF]
    alone = len(sure) == 1 or (len(sure) > 1 and sure[0].score - sure[1].score >= AHEAD)
    return sure[0] if alone else None


def _unique(found: Iterable[Candidate]) -> list[Candidate]:
    best: dict[int, Candidate] = {}
    for one in found:
        if one.work not in best or one.score > best[one.work].score:
            best[one.work] = one
    return sorted(best.values(), key=lambda c: (-c.score, c.work))


def _of_numbers(numbers: Collection[str]) -> set[int]:
    found: set[int] = set()
    for number in list(numbers)[:MOST_LOOKED_AT]:
        scheme, _, value = number.partition(":")
        rows = Identifier.objects.filter(value=value, scheme=scheme, instance__live=True).order_by("pk")
        found.update(rows.values_list("instance__work_id", flat=True)[:MOST_LOOKED_AT])
    return found


def _own(works: Iterable[int]) -> set[int]:
    """Return works that the citation names by our own numbers, where they went to if they were merged."""
    found: set[int] = set()
    for number in list(works)[:5]:
        page = catalog.find_work(number)
        if isinstance(page, catalog.WorkPage):
            found.add(number)
        elif isinstance(page, catalog.MovedTo):
            found.update(work for work, _ in page.works)
    return found


def _of_words(wanted: Wanted) -> set[int]:
    title: list[Node] = [node for word in wanted.title.split()[:25] for node in words.word(word, Field.TITLE)]
    if not title:
        return set()
    family = wanted.authors[0].partition(",")[0] if wanted.authors else ""
    people = [node for word in family.split()[:3] for node in words.word(word, Field.NAME)]
    both: Node = AllOf(tuple(title))
    tree = AnyOf((AllOf((both, *people)), both)) if people else both
    request = Request(tree=tree, exact_key=key(wanted.title), limit=MOST_LOOKED_AT, bare=True)
    return {hit.id for hit in index.engine().search(request).hits}


def _scored(wanted: Wanted, works: Collection[int], *, by_number: bool) -> list[Candidate]:
    documents = changes.described(list(works)[:MOST_LOOKED_AT])
    found = (_best(wanted, work, document, by_number=by_number) for work, document in documents.items())
    return [one for one in found if one.score >= LIKELY]


def _best(wanted: Wanted, work: int, document: WorkDocument, *, by_number: bool) -> Candidate:
    """Return the edition that agrees best; one that has the number itself before others of the same work."""
    scored = []
    for instance in document.instances:
        own = {f"{i.scheme.value}:{i.value}" for i in instance.record.identifiers}
        has = by_number and (bool(own & set(wanted.identifiers)) or work in wanted.works)
        scored.append((agreement(wanted, instance.record, by_number=has), has, -len(scored), instance.number))
    score, _, _, edition = max(scored)
    return Candidate(work, edition, score, As.ITSELF if score >= SURE else As.PERHAPS)


def _hosts(wanted: Wanted) -> list[Candidate]:
    """Return the journals and books that the thing is in, by their numbers."""
    documents = changes.described(sorted(_of_numbers(wanted.host_identifiers)))
    numbers = set(wanted.host_identifiers)
    return [Candidate(work, _with_number(document, numbers), LIKELY, As.HOST) for work, document in documents.items()]


def _with_number(document: WorkDocument, numbers: set[str]) -> int:
    having = (i.number for i in document.instances if numbers & {f"{n.scheme.value}:{n.value}" for n in i.record.identifiers})
    return next(having, document.instances[0].number)
