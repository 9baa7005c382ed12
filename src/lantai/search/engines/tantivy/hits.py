"""Hits of one page, in an order that does not depend on how the index is cut into segments."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, NamedTuple

import tantivy
from tantivy import DocAddress, Occur, Order, Query

from lantai.core.query.tree import Field, Term
from lantai.search import ranking
from lantai.search.plan import Plan
from lantai.search.protocol import MAX_OFFSET, Hit, Request, Sort

from .columns import Columns
from .compile import any_of, lifting, numbered, term_query
from .facets import total as total_of
from .schema import schema

MOST_MATCHED_TERMS = 48
"""Terms that ``matched`` tells about; with alternatives in other languages a question can have hundreds."""

READ = 400
"""Hits that are read at least, in order of relevance: of fewer matches all facets are counted among these, of a million works in half the time."""

MOST_SCORED = 16
"""Questions of which it is remembered what was read."""

_AROUND = (40, 1_000, 16_000, 50_000)
_TEXTS_AROUND = (20, 400, 4_000, 50_000)
"""Hits before and after the page that are read to put ties in the order of id, as far as they reach; where even more have one
score, those read keep the order of their segments. Each text read costs 45 microseconds."""

_COMPOSED: dict[Sort, tuple[str, Order]] = {
    Sort.NEWEST: ("newest", Order.Desc),
    Sort.OLDEST: ("oldest", Order.Asc),
    Sort.ADDED: ("added", Order.Desc),
}
"""Sort keys that hold the id."""

_NAME_OF = {column: name for name, columns in ranking.MATCHED.items() for column in columns}

_TEXTS: dict[Sort, str] = {Sort.TITLE: "by_title", Sort.AUTHOR: "by_author"}

_Found = list[tuple[Any, DocAddress]]

_Read = tuple[int, _Found]


class Page(NamedTuple):
    """How many works match, and the hits that are asked for. ``every``: the numbers of all that match, where they were read along; else empty."""

    total: int
    hits: tuple[Hit, ...] = ()
    every: tuple[int, ...] = ()


class Scored:
    """What was read of the last questions in order of relevance: whether enough works match all of a question is asked before their page is."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, str, tuple[str, ...]], tuple[Request, _Read]] = {}

    def once(self, request: Request, read: Callable[[], _Read]) -> _Read:
        """Return what is first read of a request; known for the very tree of a question without filters that was asked just before."""
        if any((request.filters, request.exclude, request.without, request.also, request.among is not None)) or request.years != (
            None,
            None,
        ):
            return read()
        key = id(request.tree), id(request.typed), request.exact_key, request.identifiers
        known = self._known.get(key)
        if known is None or known[0].tree is not request.tree or known[0].typed is not request.typed:
            if len(self._known) >= MOST_SCORED:
                self._known.clear()
            known = self._known[key] = request, read()  # kept beside it: an id is its own as long as it lives
        return known[1]


def page(
    searcher: tantivy.Searcher, query: Query, plan: Plan, request: Request, has: Columns, scored: Scored | None = None
) -> Page:
    """Return how many match, and the hits of the page that is asked for. ``scored``: what is remembered of questions as they are."""
    offset, limit = max(request.offset, 0), max(request.limit, 0)
    if offset > MAX_OFFSET or not limit:
        return Page(total_of(searcher, query))
    every: tuple[int, ...] = ()
    ranked = request.sort is Sort.RELEVANCE and plan.ranks
    if ranked:
        once = partial(scored.once, request) if scored and not offset else None
        total, found, read = _in_tied_order(searcher, query, offset, limit, order_by=None, once=once)
        if request.facets and not offset and 0 < total == len(read):
            every = tuple(_numbers(searcher, read))
    else:
        total, found = _in_key_order(searcher, query, offset, limit, request.sort)
    matched = {} if request.bare else _matched(searcher, plan, [number for number, _ in found], has, brief=request.brief)
    return Page(total, tuple(Hit(number, score if ranked else 0.0, matched.get(number, ())) for number, score in found), every)


def _in_key_order(
    searcher: tantivy.Searcher, query: Query, offset: int, limit: int, sort: Sort
) -> tuple[int, list[tuple[int, float]]]:
    if sort in _TEXTS:
        return _in_tied_order(searcher, query, offset, limit, order_by=_TEXTS[sort])[:2]
    field, order = _COMPOSED.get(sort, ("wid", Order.Asc))
    total, found = best(searcher, query, limit, offset=offset, order_by=field, order=order)
    return total, [(number, 0.0) for number in _numbers(searcher, found)]


def _in_tied_order(
    searcher: tantivy.Searcher,
    query: Query,
    offset: int,
    limit: int,
    *,
    order_by: str | None,
    once: Callable[[Callable[[], _Read]], _Read] | None = None,
) -> tuple[int, list[tuple[int, float]], _Found]:
    """Read a little around the page; where its first or last hit ties with what lies outside, read on until the ties end. Return what was read, too.

    ``once``: gives what is read first, from memory where it can.
    """
    for around in _TEXTS_AROUND if order_by else _AROUND:
        start = max(offset - around, 0)
        size = max(offset + limit + around, 0 if order_by else READ) - start
        read = partial(best, searcher, query, size, offset=start, order_by=order_by)
        total, found = once(read) if once and size == READ else read()
        first, last = _tied_with(found, offset - start, offset - start + limit)
        if (first or not start) and (last < len(found) or len(found) < size):
            break
    tied = found[first:last]
    ordered = sorted(zip(_numbers(searcher, tied), map(_key, tied), strict=True), key=_by_id)
    return total, ordered[offset - start - first :][:limit], found


def best(
    searcher: tantivy.Searcher,
    query: Query,
    size: int,
    *,
    offset: int = 0,
    order_by: str | None = None,
    order: Order = Order.Asc,
) -> tuple[int, _Found]:
    """Return how many match, and the first of them with their sort keys: scores where no field is named."""
    result = searcher.search(query, size, offset=offset, order_by_field=order_by, order=order if order_by else Order.Desc)
    total: int = result.count  # type: ignore[attr-defined]  # missing from tantivy's own stub
    return total, result.hits


def numbers_among(searcher: tantivy.Searcher, ids: Collection[int]) -> set[int]:
    """Return those of ``ids`` that the index has."""
    wanted = Query.term_set_query(schema(), "wid", list(ids))
    return set(_numbers(searcher, searcher.search(wanted, len(ids), count=False).hits))


def _key(hit: tuple[Any, DocAddress]) -> Any:
    key = hit[0]
    return round(key, ranking.SCORE_DIGITS) if isinstance(key, float) else key


def _tied_with(found: _Found, offset: int, end: int) -> tuple[int, int]:
    """Return the slice that holds the page and all that tie with its first and last hit."""
    first, last = min(offset, len(found)), min(end, len(found))
    while 0 < first < len(found) and _key(found[first - 1]) == _key(found[first]):
        first -= 1
    while first < last < len(found) and _key(found[last]) == _key(found[last - 1]):
        last += 1
    return first, last


def _by_id(hit: tuple[int, Any]) -> tuple[Any, int]:
    number, key = hit
    return (key if isinstance(key, str) else -key, number)


def _numbers(searcher: tantivy.Searcher, found: _Found) -> list[int]:
    addresses = [address for _, address in found]
    return [int(number or 0) for number in searcher.fast_field_values("wid", addresses)] if addresses else []


def _matched(
    searcher: tantivy.Searcher, plan: Plan, numbers: Sequence[int], has: Columns, *, brief: bool
) -> dict[int, tuple[str, ...]]:
    """Return for each of a page's works where the question's words stand: asked of these works alone, all names at once."""
    if not numbers or not plan.ranks:
        return {}
    leaves = plan.leaves[:MOST_MATCHED_TERMS]
    lifts = _lifting(plan, leaves, has)
    if not brief:
        return _named(searcher, [*lifts, *_fields(leaves, has)], numbers)
    found = _named(searcher, lifts, numbers)  # of the fields only whether there is nothing but the sound
    sounds = [leaf for leaf in leaves if leaf.origin == ranking.HEARD]
    heard = _named(searcher, _fields(sounds, has), numbers) if sounds else {}
    fielded = _named(searcher, _fields(leaves, has), tuple(heard)) if heard else {}
    return {number: (*found.get(number, ()), *fielded.get(number, ())) for number in {**found, **fielded}}


def _named(searcher: tantivy.Searcher, naming: Sequence[tuple[str, Query]], numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the works that any of the queries finds among some, with their names. One search: each query adds a bit of its own to a work's score,
    and a score holds twenty-four exactly."""
    if not naming:
        return {}
    bits = [(1 << place, name) for place, (name, _) in enumerate(naming)]
    asked = [(Occur.Should, Query.const_score_query(query, float(1 << place))) for place, (_, query) in enumerate(naming)]
    both = Query.boolean_query([(Occur.Must, numbered(numbers)), *asked])
    hits = searcher.search(both, len(numbers), count=False).hits
    scores = [int(score) for score, _ in hits]
    return {
        number: tuple(name for bit, name in bits if score & bit)
        for number, score in zip(_numbers(searcher, hits), scores, strict=True)
        if score
    }


def _lifting(plan: Plan, leaves: Sequence[Term], has: Columns) -> list[tuple[str, Query]]:
    naming = [
        ("identifier" if score == ranking.IDENTIFIER_FIRST else "exact_title", query) for query, score in lifting(plan, has)
    ]
    looked_up = [term_query(leaf, has) for leaf in leaves if leaf.field is Field.IDENTIFIER]
    if looked_up:
        naming.append(("identifier", any_of(looked_up)))
    return naming


def _fields(leaves: Sequence[Term], has: Columns) -> list[tuple[str, Query]]:
    queries: dict[str, list[Query]] = {name: [] for name in ranking.MATCHED}
    for leaf in leaves:
        for one in has.of(leaf):
            queries[_NAME_OF[one.column]].append(one.query)
    return [(name, any_of(found)) for name, found in queries.items() if found]
