"""Expectations tried on a library: what holds, at which rank the expected record comes, and in which field it matched.

``tried`` judges one; ``Library`` is what it needs of a library. The same for readers' searches, gates and calibration.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from lantai.core.query.tree import AllOf, AnyOf, Field, Node, Not, Term
from lantai.search.plan import planned
from lantai.search.protocol import Request, Result, Sort

from .expectations import COMPARED, FACETED, FACETS_ELSEWHERE, FOUND, Expectation, Match

DEPTH = 20
"""Hits that are looked through for an expected record: a page."""

DEEPEST = 1_000
"""Hits that are looked through where no number is given."""


class Library(Protocol):
    """A library that can be asked."""

    def ask(
        self, text: str, field: Field, *, filters: Collection[str] = (), sort: Sort = Sort.RELEVANCE, limit: int = DEPTH
    ) -> Result:
        """Answer a question as readers are answered."""

    def matching(self, text: str, field: Field, *, filters: Collection[str] = (), limit: int = 0) -> Result:
        """Return the works that have all the words as typed, in the order of their numbers."""

    def tree(self, text: str, field: Field) -> Node | None:
        """Return what ``matching`` looks for."""

    def having(self, text: str, field: Field, facet: str, values: Collection[str]) -> Collection[str]:
        """Return those of the values of a facet that any work of a question has."""

    def texts(self, works: Sequence[int], field: str) -> Mapping[int, Sequence[str]]:
        """Return what stands in a field of each work: "title", "author", "subject", else everything."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an expectation. ``rank``: of the first expected record, from 1; 0: not among the first.

    ``absent``: the library has none of the records that it names. ``empty``: nothing was found on either side, so that it proves little.
    ``first``: the work that came first instead. ``said``: the same for people.
    """

    right: bool
    rank: int = 0
    matched: tuple[str, ...] = ()
    absent: bool = False
    empty: bool = False
    first: int = 0
    said: str = ""


Places = Mapping[str, frozenset[int]]
"""Name of a record -> the works that it is in."""


def tried(row: Expectation, library: Library, places: Places) -> Outcome:
    """Try one expectation."""
    if row.expect_first_any_of:
        outcome = _known_item(row, library, places)
    elif row.kind in COMPARED:
        outcome = _compared(row, library)
    elif row.kind in FOUND:
        outcome = _found(row, library, places)
    else:
        outcome = _counted(row, library)
    return msgspec.structs.replace(outcome, right=outcome.right != row.negated) if not outcome.absent else outcome


def analysed(tree: Node | None) -> object:
    """Return what an engine is asked for, without what the reader typed, weights, and the order of words that all must match."""
    return _analysed(planned(Request(tree=tree)).tree) if tree else None


def _analysed(node: Node | None) -> object:
    match node:
        case Term():
            return node.tokens, node.prefix, node.field, node.stem
        case AnyOf(nodes=nodes) | AllOf(nodes=nodes):
            return type(node).__name__, frozenset(map(_analysed, nodes))
        case Not(node=inner):
            return "Not", _analysed(inner)
    return node


def _known_item(row: Expectation, library: Library, places: Places) -> Outcome:
    wanted = _works(row.expect_first_any_of, places)
    hits = library.ask(*row.question(), filters=row.filter, sort=row.order(), limit=max(DEPTH, row.n)).hits
    rank = next((place for place, hit in enumerate(hits, 1) if hit.id in wanted), 0)
    return Outcome(
        right=0 < rank <= (row.n or 1),
        rank=rank,
        matched=hits[rank - 1].matched if rank else (),
        absent=not wanted,
        first=hits[0].id if hits and rank != 1 else 0,
        said="the library has no such record" if not wanted else "" if rank else f"not among the first {DEPTH}",
    )


def _compared(row: Expectation, library: Library) -> Outcome:
    counterpart = row.counterpart
    assert counterpart is not None
    same_works = row.kind == "same_hits"
    both = (row, counterpart)
    one, other = (library.matching(*asked.question(), filters=asked.filter, limit=DEEPEST * same_works) for asked in both)
    counts = f"{one.total:,} and {other.total:,} found"
    empty = not (one.total or other.total)
    if same_works:
        same = one.total == other.total and {hit.id for hit in one.hits} == {hit.id for hit in other.hits}
        return Outcome(right=same, empty=empty, said=counts)
    if row.kind in ("fewer", "more"):
        return Outcome(
            right=one.total < other.total if row.kind == "fewer" else one.total > other.total, empty=empty, said=counts
        )
    alike = analysed(library.tree(*row.question())) == analysed(library.tree(*counterpart.question()))
    near = abs(one.total - other.total) <= row.tolerance * max(one.total, other.total)
    return Outcome(
        right=alike or near, empty=empty and not alike, said=f"{counts}, analysed {'alike' if alike else 'differently'}"
    )


def _found(row: Expectation, library: Library, places: Places) -> Outcome:
    deep = row.n or (DEEPEST if row.kind == "found_before" or row.known_ids else DEPTH)
    hits = library.ask(*row.question(), filters=row.filter, sort=row.order(), limit=deep).hits
    order = [hit.id for hit in hits]
    if row.kind == "each_of_first_matches":
        right = bool(order) and all(len(_matching(row.match, library, [work])) for work in order[: row.n])
        return Outcome(right=right, empty=not order, rank=1 if right else 0, said=f"{len(order)} looked at")
    wanted = [_works([name], places) for name in row.known_ids]
    if row.known_ids and not all(wanted):
        return Outcome(right=False, absent=True, said="the library lacks some of these records")
    ranks = [next((place for place, work in enumerate(order, 1) if work in one), 0) for one in wanted]
    ranks += [_first(_matching([match], library, order), order) for match in row.match]
    return _ranked(row, library, places, order, ranks, hits)


def _ranked(
    row: Expectation, library: Library, places: Places, order: Sequence[int], ranks: Sequence[int], hits: Sequence[object]
) -> Outcome:
    rank = min(filter(None, ranks), default=0)
    right = all(ranks) and bool(ranks)
    if row.negated:
        right = any(ranks)
    if row.kind == "found_before" and row.before:
        later = [place for place, work in enumerate(order, 1) if work in _works(row.before.known_ids, places)]
        later += filter(None, (_first(_matching([match], library, order), order) for match in row.before.match))
        right = right and bool(later or row.before.known_ids) and max(ranks) < min(later, default=len(order) + 1)
    matched = getattr(hits[rank - 1], "matched", ()) if rank else ()
    return Outcome(
        right=right, rank=rank, matched=matched, empty=not order, first=order[0] if order else 0, said=f"{len(order)} looked at"
    )


def _counted(row: Expectation, library: Library) -> Outcome:
    if row.kind == FACETED:
        found = library.having(*row.question(), FACETS_ELSEWHERE.get(row.facet, row.facet), row.values)
        return Outcome(right=all(value in found for value in row.values), said=f"{len(found)} of {len(row.values)} values")
    total = library.matching(*row.question(), filters=row.filter).total
    right = total > 0 if row.kind == "has_results" else row.min <= total and (row.max is None or total <= row.max)
    return Outcome(right=right, empty=not total, said=f"{total:,} found")


def _works(names: Collection[str], places: Places) -> frozenset[int]:
    return frozenset(work for name in names for work in places.get(name, ()))


def _first(found: Collection[int], order: Sequence[int]) -> int:
    return next((place for place, work in enumerate(order, 1) if work in found), 0)


def _matching(matches: Sequence[Match], library: Library, works: Sequence[int]) -> set[int]:
    """Return those of ``works`` of which every pattern matches a text of its field."""
    found = set(works)
    for match in matches:
        said = library.texts(works, _field_of(match.field))
        pattern = match.pattern()
        found &= {work for work, texts in said.items() if any(_searched(pattern, text) for text in texts)}
    return found


_LONGEST_TEXT = 2_000


def _searched(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text[:_LONGEST_TEXT]) is not None


_FIELD_NAMES: tuple[tuple[str, str], ...] = (
    ("title", "title"),
    ("author", "author"),
    ("topic", "subject"),
    ("subject", "subject"),
)


def _field_of(name: str) -> str:
    return next((field for part, field in _FIELD_NAMES if part in name), "")


Try = Callable[[Expectation], Outcome]
