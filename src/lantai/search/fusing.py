"""A search in which the nearest vectors take part beside the words; without vectors, the plain search.

Enter by ``search`` wherever an engine would be asked. The first HEAD works by words and the nearest by meaning are put into one order; what comes after follows
by words. Pages are stable: a page of the same question is always cut from the same order. numpy is not needed here.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from lantai.core.query.fuse import fused
from lantai.core.query.tree import Everything, Then

from .protocol import Engine, Hit, Request, Result, Sort
from .ranking import AUTHOR_AND_TITLE_FIRST, FIRST

HEAD = 100
"""Works by words that are put into one order with the nearest ones; five pages. The rest follows by words alone."""

NEAR = 100
"""Nearest works that take part."""

FURTHER = 3_000
"""Nearest works that are looked through when filters leave few of the first."""

FEW = 30

WHOLE = 10.0
"""Tier of works that match all of a question, where others match a part: more than words and vectors come to together."""

Near = Sequence[tuple[int, float]]


class Leg(msgspec.Struct, frozen=True):
    """The vectors' part. ``nearest``: so many works nearest to the question, with cosines; ``alike``: the cosines of given works; ``weight``: beside 1
    for the words."""

    nearest: Callable[[int], Near]
    alike: Callable[[Collection[int]], Mapping[int, float]]
    weight: float


class Found(msgspec.Struct, frozen=True):
    """What was found. ``vectors``: whether they had a say in the order."""

    result: Result
    vectors: bool = False


def search(engine: Engine, request: Request, leg: Leg | None) -> Found:
    """Answer a request; vectors have a say where works come in order of relevance."""
    near = _near(engine, request, leg) if leg and leg.weight > 0 and request.sort is Sort.RELEVANCE else []
    if leg is None or not near:
        return Found(engine.search(request))
    request = replace(request, brief=False)  # what no word found was found by meaning
    also = tuple(work for work, _ in near)
    if not request.limit:
        return Found(engine.search(replace(request, also=also)), vectors=True)
    head = engine.search(replace(request, also=also, offset=0, limit=HEAD))
    hits = {hit.id: hit for hit in (*head.hits, *_others(engine, request, set(also).difference(hit.id for hit in head.hits)))}
    words, tiers = _parted(hits, _whole(engine, request))
    order = fused(words, tiers, leg.alike(list(hits)), alpha=leg.weight)
    end = request.offset + request.limit
    page = [_shown(hits[work], score) for work, score in order[request.offset : end]]
    if len(page) < request.limit and end > len(order):
        after = replace(
            request,
            without=frozenset(hits),
            offset=max(request.offset - len(order), 0),
            limit=request.limit - len(page),
            facets=(),
        )
        page += engine.search(after).hits
    return Found(replace(head, hits=tuple(page)), vectors=True)


def _near(engine: Engine, request: Request, leg: Leg) -> list[tuple[int, float]]:
    """Return the nearest works that pass the filters."""
    found = _passing(engine, request, leg.nearest(NEAR))
    if len(found) < FEW and _is_filtered(request):
        found = _passing(engine, request, leg.nearest(FURTHER))
    return found[:NEAR]


def _passing(engine: Engine, request: Request, near: Near) -> list[tuple[int, float]]:
    if not near:
        return []
    numbers = frozenset(work for work, _ in near)
    asked = Request(
        tree=Everything(),
        filters=request.filters,
        exclude=request.exclude,
        years=request.years,
        among=numbers,
        limit=len(numbers),
    )
    there = {hit.id for hit in engine.search(asked).hits} if _is_filtered(request) else engine.among(numbers)
    return [(work, cosine) for work, cosine in near if work in there]


def _is_filtered(request: Request) -> bool:
    return bool(request.filters or request.exclude) or request.years != (None, None)


def _others(engine: Engine, request: Request, works: set[int]) -> tuple[Hit, ...]:
    """Return the hits that near works beyond the head are, with the scores of their words."""
    if not works:
        return ()
    asked = replace(request, also=tuple(works), among=frozenset(works), offset=0, limit=len(works), facets=())
    return engine.search(asked).hits


def _whole(engine: Engine, request: Request) -> frozenset[int]:
    """Return the works that match all of a question of which others match a part."""
    if not isinstance(request.tree, Then):
        return frozenset()
    if request.tree.works is not None:
        return frozenset(request.tree.works)
    asked = replace(request, tree=request.tree.first, exact_key="", identifiers=(), offset=0, limit=HEAD, facets=())
    return frozenset(hit.id for hit in engine.search(asked).hits)


def _parted(hits: Mapping[int, Hit], whole: frozenset[int]) -> tuple[dict[int, float], dict[int, float]]:
    """Return the scores of the words alone, and what stands above them: the right of a number, of an exact title, of all words."""
    words, tiers = dict[int, float](), dict[int, float]()
    for work, hit in hits.items():
        if hit.score >= AUTHOR_AND_TITLE_FIRST:
            words[work], tiers[work] = 0.0, hit.score
        elif work in whole:
            words[work], tiers[work] = max(hit.score - FIRST, 0.0), WHOLE
        else:
            words[work] = hit.score
    return words, tiers


def _shown(hit: Hit, score: float) -> Hit:
    """Return the hit with its place in the one order; what no word found was found by meaning."""
    return Hit(hit.id, score, hit.matched or ("meaning",))
