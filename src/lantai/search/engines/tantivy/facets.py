"""Counts beside the hits: facet values and years, each counted without its own filter.

Each segment reports its most frequent values alone, so what is added up can be too little. Then the values that were named are counted once more.
Of very many works, where the request allows it, a part that was taken by chance is counted, and what is told is as many times as much.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Query

from lantai.search.protocol import Request

from .compile import any_value, filtered, filters, sampled, share_of
from .numbered import Named
from .schema import counted_field

MOST_VALUES = 1000
"""Values of one facet that can be asked for; tantivy refuses 65,000 buckets in one answer."""

REPORTED = 500
"""Values that each segment reports, some 0.1 microseconds each. Of a tenth of 400,000 works 20,000 would take 13 ms more, and be too few as well."""

FEW, EVERY = 8_000, 65_000
"""Of so few works segments report all values: that costs less than to count once more, which is 1.2 ms for fifty."""

SPARE = 14
"""Values that are counted besides those that are asked for: exact counts are in another order, and of equal ones those that come first are shown."""

YEAR = "year"


_ERROR = "doc_count_error_upper_bound"


class Counts(NamedTuple):
    """As in protocol.Result."""

    facets: dict[str, tuple[tuple[str, int], ...]]
    years: tuple[tuple[int, int], ...]
    untold: dict[str, int]
    estimated: dict[str, int]


class _Told(NamedTuple):
    """The counts of some values, by their numbers, and how many works at most any other value has."""

    counts: dict[int, int]
    untold: int


def counted(searcher: tantivy.Searcher, query: Query, request: Request, named: Mapping[str, Named], found: int) -> Counts:
    """Return the counts of the facets and of the years. ``named``: what the numbers of each facet's values are called; ``found``: how many works there are.

    Facets without a choice share one pass; each with one takes a pass of its own.
    """
    names = dict.fromkeys((*request.facets, YEAR) if request.facets else ())
    chosen = [name for name in names if request.filters.get(name) or (name == YEAR and request.years != (None, None))]
    passes = [([name for name in names if name not in chosen], ""), *(([name], name) for name in chosen)]
    facets, untold, years = dict[str, tuple[tuple[str, int], ...]](), dict[str, int](), tuple[tuple[int, int], ...]()
    estimated = dict[str, int]()
    for together, but in passes:
        if not together:
            continue
        clauses = filters(request, but=but)
        counting = filtered(query, clauses)
        share = share_of(_gone_through(searcher, counting, request) if but else found, request.most_counted)
        if share > 1:
            counting = filtered(query, [*clauses, sampled(share)])
            estimated |= dict.fromkeys(together, share)
        reported = EVERY if found <= FEW and not but else REPORTED
        answers = searcher.aggregate(counting, {name: _aggregation(name, request.size_of(name), reported) for name in together})
        for name, answer in answers.items():
            if name == YEAR:
                years = tuple((int(bucket["key"]), int(bucket["doc_count"]) * share) for bucket in answer["buckets"])
                continue
            told = _added_up(answer, share)
            if told.untold:
                told = told._replace(counts=_once_more(searcher, counting, name, told.counts, named[name]))
            facets[name], others = _values(told, request.size_of(name), named[name])
            if others:
                untold[name] = others
    return Counts({name: facets[name] for name in request.facets}, years, untold, estimated)


def _gone_through(searcher: tantivy.Searcher, query: Query, request: Request) -> int:
    """Return how many works a pass would count, where that matters."""
    return 0 if request.most_counted is None or searcher.num_docs <= request.most_counted else total(searcher, query)


def _aggregation(name: str, size: int, reported: int) -> dict[str, Any]:
    if name == YEAR:
        return {"histogram": {"field": YEAR, "interval": 1, "min_doc_count": 1}}
    size = min(max(size, 1), MOST_VALUES) + SPARE
    return {"terms": {"field": counted_field(name), "size": size, "segment_size": max(reported, size)}}


def _added_up(answer: Mapping[str, Any], share: int) -> _Told:
    """Return what segments report together. Any other value has as many works as the last that is told, at most, and those that
    segments did not report; of an estimate nothing such is said."""
    counts = {int(bucket["key"]): int(bucket["doc_count"]) * share for bucket in answer["buckets"]}
    error = 0 if share > 1 else int(answer.get(_ERROR) or 0)
    return _Told(counts, error + min(counts.values(), default=0) if error else 0)


def _once_more(searcher: tantivy.Searcher, query: Query, name: str, numbers: Iterable[int], named: Named) -> dict[int, int]:
    """Return the counts of these values, each for itself: of the works that have one, not of all that are found."""
    order = sorted(numbers)
    having = any_value(name, map(named.__getitem__, order))
    each = [{"from": number, "to": number + 1} for number in order]
    within = filtered(query, [(Occur.Must, having)])
    answer = searcher.aggregate(within, {name: {"range": {"field": counted_field(name), "ranges": each}}})[name]
    exact = {
        int(bucket["to"]) - 1: int(bucket["doc_count"]) for bucket in answer["buckets"] if "to" in bucket
    }  # "from" is not told of 0
    return {number: exact[number] for number in order}


def _values(told: _Told, size: int, named: Named) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return value and count, most frequent first, equal counts by value, so that a list does not change from page to page; and how many works any
    other value has, at most, where that may be more than one that is told."""
    found = sorted(((named[number], count) for number, count in told.counts.items()), key=lambda pair: (-pair[1], pair[0]))
    shown = tuple(found[: min(max(size, 0), MOST_VALUES)])
    return shown, told.untold if shown and told.untold > shown[-1][1] else 0


def total(searcher: tantivy.Searcher, query: Query) -> int:
    """Return how many match, none of them scored: for many works this takes a third of the time of a search."""
    return int(searcher.aggregate(query, {"works": {"value_count": {"field": "wid"}}})["works"]["value"])
