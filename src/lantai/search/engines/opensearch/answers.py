"""One question to the cluster and what comes back: hits in a stable order, the number of all, and the counts beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from lantai.core.query.tree import Everything
from lantai.search import ranking
from lantai.search.plan import Plan
from lantai.search.protocol import MAX_OFFSET, Hit, Request, Result, Sort

from .compile import Query, filters, kept
from .mapping import WINDOW, facet_field

MOST_VALUES = 1000
"""Values of one facet that can be asked for, as of every engine."""

_PER_SHARD = 2000
"""Values that each shard reports. Where several have more, those that are named are counted once more."""

_ERROR = "doc_count_error_upper_bound"

YEAR = "year"

_IN_ORDER: Mapping[Sort, tuple[Query, ...]] = {
    Sort.RELEVANCE: (),
    Sort.NEWEST: ({YEAR: {"order": "desc", "missing": "_last"}},),
    Sort.OLDEST: ({YEAR: {"order": "asc", "missing": "_last"}},),
    Sort.TITLE: ({"by_title": "asc"},),
    Sort.AUTHOR: ({"by_author": "asc"},),
    Sort.ADDED: ({"added": "desc"},),
}

_NAMES = ("identifier", "exact_title", *ranking.MATCHED)


def body(query: Query, plan: Plan, request: Request) -> Query:
    """Return the whole question: one, so that hits and counts are of one state of each shard.

    Filters of facets that are counted stand behind the counting (``post_filter``), and each count has the others' filters of its own.
    """
    names = tuple(dict.fromkeys((*request.facets, YEAR) if request.facets else ()))
    after = filters(request, facets=names, years=YEAR in names)
    before = filters(request, facets=request.filters.keys() - set(names), years=YEAR not in names)
    offset, limit = page(request)
    asked: Query = {
        "query": kept(query, request, before),
        "from": offset,
        "size": limit,
        "track_total_hits": True,
        "sort": order(plan, request),
        "_source": False,
        "stored_fields": "_none_",
    }
    if after:
        asked["post_filter"] = {"bool": {"filter": after}}
    if names:
        asked["aggs"] = {name: _count(name, request, names) for name in names}
    return asked


def page(request: Request) -> tuple[int, int]:
    """Return the first hit that is asked for, and how many at once."""
    offset, limit = max(request.offset, 0), max(request.limit, 0)
    return (0, 0) if offset > MAX_OFFSET else (offset, min(limit, WINDOW - offset))


def order(plan: Plan, request: Request) -> list[Any]:
    """Return the order of hits; ties by id, the last value, which is also how hits say who they are."""
    first: list[Any] = ["_score"] if is_scored(plan, request) else list(_IN_ORDER[request.sort])
    return [*first, {"wid": "asc"}]


def is_scored(plan: Plan, request: Request) -> bool:
    """Return whether hits come in the order of their scores."""
    return request.sort is Sort.RELEVANCE and plan.ranks


def is_start_page(request: Request) -> bool:
    """Return whether everything is asked for, as the start page does: the cluster keeps its answer until the next commit."""
    return (
        isinstance(request.tree, Everything)
        and not (request.filters or request.exclude or request.without)
        and request.among is None
    )


def hits(found: list[Any], *, scored: bool) -> Iterator[Hit]:
    """Yield the hits of an answer."""
    for hit in found:
        *first, number = hit["sort"]
        names = {name.partition(":")[0] for name in hit.get("matched_queries", ())}
        yield Hit(int(number), float(first[0]) if scored else 0.0, tuple(name for name in _NAMES if name in names))


def once_more(asked: Query, answer: Mapping[str, Any], request: Request) -> Query | None:
    """Return the question that counts the values of an answer exactly, where shards did not report all they have; None where none is needed."""
    counted = answer.get("aggregations", {})
    short = {name: buckets for name in request.facets if (buckets := _buckets(counted, name)) and _error(counted, name)}
    if not short:
        return None
    aggs = {name: _only(asked["aggs"][name], [str(bucket["key"]) for bucket in buckets]) for name, buckets in short.items()}
    return {"query": asked["query"], "size": 0, "track_total_hits": False, "aggs": aggs}


def result(answer: Mapping[str, Any], found: tuple[Hit, ...], request: Request, exact: Mapping[str, Any]) -> Result:
    """Return the answer in the protocol's words. ``exact``: the answer to ``once_more``, or nothing."""
    counted, again = answer.get("aggregations", {}), exact.get("aggregations", {})
    years = tuple((int(bucket["key"]), int(bucket["doc_count"])) for bucket in _buckets(counted, YEAR))
    facets = {
        name: _values(_buckets(again if name in again else counted, name), request.size_of(name)) for name in request.facets
    }
    most = {name: _untold(counted, name) for name in again}
    untold = {name: count for name, count in most.items() if facets[name] and count > facets[name][-1][1]}
    return Result(total=int(answer["hits"]["total"]["value"]), hits=found, facets=facets, years=years, untold=untold)


def _error(counted: Mapping[str, Any], name: str) -> int:
    of_name = counted.get(name, {})
    return int(of_name.get("values", of_name).get(_ERROR) or 0)


def _untold(counted: Mapping[str, Any], name: str) -> int:
    """Return how many works any value has, at most, that is not told: as many as the last one, and those that shards did not report."""
    return _error(counted, name) + min(int(bucket["doc_count"]) for bucket in _buckets(counted, name))


def _only(aggregation: Query, values: list[str]) -> Query:
    """Return the counting of a facet for these values alone."""
    if "aggs" in aggregation:
        return {**aggregation, "aggs": {"values": _only(aggregation["aggs"]["values"], values)}}
    many = len(values)
    return {"terms": {"field": aggregation["terms"]["field"], "size": many, "shard_size": many, "include": values}}


def _count(name: str, request: Request, names: tuple[str, ...]) -> Query:
    """Return how a facet is counted: within the filters of the other facets."""
    others = filters(request, facets=[other for other in names if other != name], years=name != YEAR)
    if name == YEAR:
        values: Query = {"histogram": {"field": YEAR, "interval": 1, "min_doc_count": 1}}
    else:
        size = min(max(request.size_of(name), 1), MOST_VALUES)
        values = {"terms": {"field": facet_field(name), "size": size, "shard_size": max(_PER_SHARD, size)}}
    return {"filter": {"bool": {"filter": others}}, "aggs": {"values": values}} if others else values


def _buckets(counted: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    of_name = counted.get(name, {})
    buckets: list[dict[str, Any]] = of_name.get("values", of_name).get("buckets", [])
    return buckets


def _values(buckets: list[dict[str, Any]], size: int) -> tuple[tuple[str, int], ...]:
    found = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[: max(size, 0)])
