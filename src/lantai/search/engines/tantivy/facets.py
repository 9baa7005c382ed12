"""Counts beside the hits: facet values and years, each counted without its own filter."""

from collections.abc import Iterable, Mapping
from typing import Any

import tantivy
from tantivy import Query

from lantai.core.bib.ror import ror_of
from lantai.search.protocol import Request

from .compile import filtered, filters
from .schema import CODED, NAMED, counted_field
from .values import Names

MOST_VALUES = 1000
"""Values of one facet that can be asked for; tantivy refuses 65,000 buckets in one answer."""

_PER_SEGMENT = 2000
"""Values that each segment reports; a facet with fewer is counted exactly, a longer one nearly so."""

YEAR = "year"

Counts = tuple[dict[str, tuple[tuple[str, int], ...]], tuple[tuple[int, int], ...]]


def counted(searcher: tantivy.Searcher, query: Query, request: Request, named: Names) -> Counts:
    """Return the counts of the facets and of the years.

    Facets without a choice share one pass; each with one takes a pass of its own.
    """
    names = dict.fromkeys((*request.facets, YEAR) if request.facets else ())
    chosen = [name for name in names if request.filters.get(name) or (name == YEAR and request.years != (None, None))]
    answers = _asked(searcher, query, request, [name for name in names if name not in chosen], but="")
    for name in chosen:
        answers |= _asked(searcher, query, request, [name], but=name)
    years = tuple((int(bucket["key"]), int(bucket["doc_count"])) for bucket in _buckets(answers, YEAR))
    facets = {name: _values(_counts(answers, name, named), request.facet_size) for name in names if name != YEAR}
    return facets, years


def _asked(searcher: tantivy.Searcher, query: Query, request: Request, names: list[str], *, but: str) -> dict[str, Any]:
    if not names:
        return {}
    size = min(max(request.facet_size, 1), MOST_VALUES)
    return searcher.aggregate(filtered(query, filters(request, but=but)), {name: _aggregation(name, size) for name in names})


def _aggregation(name: str, size: int) -> dict[str, Any]:
    if name == YEAR:
        return {"histogram": {"field": YEAR, "interval": 1, "min_doc_count": 1}}
    return {"terms": {"field": counted_field(name), "size": size, "segment_size": max(_PER_SEGMENT, size)}}


def _buckets(answers: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    buckets: list[dict[str, Any]] = answers.get(name, {}).get("buckets", [])
    return buckets


def _counts(answers: Mapping[str, Any], name: str, named: Names) -> list[tuple[str, int]]:
    buckets = _buckets(answers, name)
    keys = [bucket["key"] for bucket in buckets]
    if name in CODED:
        values: Iterable[str] = [ror_of(int(key)) for key in keys]
    else:
        values = named.of([int(key) for key in keys]) if name in NAMED else map(str, keys)
    return [(value, int(bucket["doc_count"])) for value, bucket in zip(values, buckets, strict=True)]


def _values(found: list[tuple[str, int]], size: int) -> tuple[tuple[str, int], ...]:
    """Return value and count, most frequent first; equal counts by value, so that a list does not change from page to page."""
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))[: max(size, 0)]
