"""Counts beside the hits: facet values and years, each counted without its own filter."""

from collections.abc import Mapping
from typing import Any

import tantivy
from tantivy import Query

from lantai.core.bib.ror import ror_of
from lantai.search.protocol import Request

from .compile import filtered, filters
from .schema import CODED, counted_field

MOST_VALUES = 1000
"""Values of one facet that can be asked for; tantivy refuses 65,000 buckets in one answer."""

_REPORTED = 400
"""Values that all segments report together, and each as many as are asked for: it looks each up in its dictionary, some 10 microseconds a value. In an index of
one segment, and where segments have no more values, counts are exact, else nearly so."""

_REPORTED_CODES = 2000
"""The same of values that are numbers, and need no dictionary: a facet with fewer is counted exactly, a longer one nearly so."""

YEAR = "year"

Counts = tuple[dict[str, tuple[tuple[str, int], ...]], tuple[tuple[int, int], ...]]


def counted(searcher: tantivy.Searcher, query: Query, request: Request) -> Counts:
    """Return the counts of the facets and of the years.

    Facets without a choice share one pass; each with one takes a pass of its own.
    """
    names = dict.fromkeys((*request.facets, YEAR) if request.facets else ())
    chosen = [name for name in names if request.filters.get(name) or (name == YEAR and request.years != (None, None))]
    answers = _asked(searcher, query, request, [name for name in names if name not in chosen], but="")
    for name in chosen:
        answers |= _asked(searcher, query, request, [name], but=name)
    years = tuple((int(bucket["key"]), int(bucket["doc_count"])) for bucket in _buckets(answers, YEAR))
    facets = {name: _values(_counts(answers, name), request.size_of(name)) for name in names if name != YEAR}
    return facets, years


def _asked(searcher: tantivy.Searcher, query: Query, request: Request, names: list[str], *, but: str) -> dict[str, Any]:
    if not names:
        return {}
    segments = max(searcher.num_segments, 1)
    asked = {name: _aggregation(name, request.size_of(name), segments) for name in names}
    return searcher.aggregate(filtered(query, filters(request, but=but)), asked)


def _aggregation(name: str, size: int, segments: int) -> dict[str, Any]:
    size = min(max(size, 1), MOST_VALUES)
    if name == YEAR:
        return {"histogram": {"field": YEAR, "interval": 1, "min_doc_count": 1}}
    reported = max(_REPORTED_CODES if name in CODED else _REPORTED // segments, size)
    return {"terms": {"field": counted_field(name), "size": size, "segment_size": reported}}


def total(searcher: tantivy.Searcher, query: Query) -> int:
    """Return how many match, none of them scored: for many works this takes a third of the time of a search."""
    return int(searcher.aggregate(query, {"works": {"value_count": {"field": "wid"}}})["works"]["value"])


def _buckets(answers: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    buckets: list[dict[str, Any]] = answers.get(name, {}).get("buckets", [])
    return buckets


def _counts(answers: Mapping[str, Any], name: str) -> list[tuple[str, int]]:
    told = (lambda key: ror_of(int(key))) if name in CODED else str
    return [(told(bucket["key"]), int(bucket["doc_count"])) for bucket in _buckets(answers, name)]


def _values(found: list[tuple[str, int]], size: int) -> tuple[tuple[str, int], ...]:
    """Return value and count, most frequent first; equal counts by value, so that a list does not change from page to page."""
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))[: min(max(size, 0), MOST_VALUES)]
