"""Counts beside the hits: facet values and years, each counted without its own filter."""

from collections.abc import Mapping
from typing import Any

import tantivy
from tantivy import Query

from lantai.core.bib.ror import ror_of
from lantai.search.protocol import Request

from .compile import filtered, filters
from .schema import CODED, counted_field, facet_field

MOST_VALUES = 1000
"""Values of one facet that can be asked for; tantivy refuses 65,000 buckets in one answer."""

_REPORTED = 50
"""Values that each segment reports at least: it looks each up in its dictionary, some 10 microseconds a value. Of a facet with more, twice as many
as are shown are counted once more, by themselves: a segment may have had some that it did not report."""

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
    facets = {name: _values(_counts(answers, name), request.facet_size) for name in names if name != YEAR}
    return facets, years


def _asked(searcher: tantivy.Searcher, query: Query, request: Request, names: list[str], *, but: str) -> dict[str, Any]:
    if not names:
        return {}
    clauses, size = filters(request, but=but), min(max(request.facet_size, 1), MOST_VALUES)
    answers = searcher.aggregate(filtered(query, clauses), {name: _aggregation(name, size) for name in names})
    if searcher.num_segments > 1 and (cut := {name: values for name in names if (values := _cut(answers, name))}):
        exact = {
            name: {"terms": {"field": facet_field(name), "size": len(values), "include": values}} for name, values in cut.items()
        }
        answers |= searcher.aggregate(filtered(query, clauses), exact)
    return answers


def _aggregation(name: str, size: int) -> dict[str, Any]:
    if name == YEAR:
        return {"histogram": {"field": YEAR, "interval": 1, "min_doc_count": 1}}
    reported = max(_REPORTED_CODES if name in CODED else _REPORTED, size)
    return {"terms": {"field": counted_field(name), "size": 2 * size, "segment_size": reported}}


def _cut(answers: Mapping[str, Any], name: str) -> list[str]:
    """Return the values of a facet that some segment may have left out of what it reported."""
    if name == YEAR or name in CODED or not answers[name].get("doc_count_error_upper_bound"):
        return []
    return [str(bucket["key"]) for bucket in _buckets(answers, name)]


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
