"""Lists of expectations are read line by line: what can be tried goes in, the rest is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from lantai.core.query.tree import Field
from lantai.search.evaluation.expectations import Expectation, Match, expectations
from lantai.search.evaluation.files import Refusals
from lantai.search.protocol import Sort


def read(tmp_path: Path, *rows: object) -> tuple[list[Expectation], Refusals]:
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    refusals = Refusals()
    return list(expectations(path, refusals)), refusals


GOOD: list[dict[str, Any]] = [
    {"kind": "title", "lang": "chi", "query": "红楼梦", "expect_first_any_of": ["file.mrc#0"]},
    {"kind": "by romanisation", "query": "Hong lou meng", "expect_first_any_of": ["a1"], "n": 3},
    {"kind": "same_hits", "query": "über", "other": "uber", "note": "x"},
    {
        "kind": "same_count",
        "query": "a",
        "field": "title",
        "other": {"query": "b", "field": "title", "mm": None},
        "tolerance": 0.01,
    },
    {"kind": "fewer", "field": "advanced", "query": "x", "clauses": [{"field": "author", "query": "y"}], "other": {"query": "z"}},
    {"kind": "found", "query": "x", "match": [{"field": "title_short", "regex": "^X[[:space:]]*y", "ignore_case": True}]},
    {"kind": "found_before", "query": "x", "known_ids": ["1"], "before": {"known_ids": ["2"]}},
    {"kind": "count_at_stanford", "query": "x", "min": 1, "max": 2, "active": False},
    {"kind": "has_facet", "query": "x", "facet": "author_person_facet", "values": ["y"]},
]


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["kind"])
def test_every_form_is_read(tmp_path: Path, row: dict[str, Any]) -> None:
    found, refusals = read(tmp_path, row)
    assert refusals.first == []
    assert [one.kind for one in found] == [row["kind"]]


@pytest.mark.parametrize(
    "row, field, said",
    [
        ("not json", "", "no line of JSON"),
        ({"query": "x"}, "kind", "it is missing"),
        ({"kind": "title", "query": "x"}, "kind", "needs expect_first_any_of"),
        ({"kind": "title", "query": " ", "expect_first_any_of": ["1"]}, "query", "nothing to ask"),
        ({"kind": "title", "query": 5, "expect_first_any_of": ["1"]}, "query", "expected words in quotes"),
        ({"kind": "title", "query": "x", "field": "colour", "expect_first_any_of": ["1"]}, "field", "there is no field 'colour'"),
        ({"kind": "same_hits", "query": "x"}, "other", "nothing to compare"),
        ({"kind": "same_hits", "query": "x", "other": ""}, "query", "nothing to ask"),
        ({"kind": "found", "query": "x"}, "known_ids", "nothing says what is expected"),
        ({"kind": "found_in_first", "query": "x", "known_ids": ["1"]}, "n", "how many"),
        ({"kind": "found", "query": "x", "match": [{"regex": "(["}]}, "match", "cannot be read"),
        ({"kind": "has_facet", "query": "x", "facet": "colour"}, "facet", "there are: language"),
        ({"kind": "same_count", "query": "x", "other": "y", "tolerance": 7}, "tolerance", "0 to 1"),
    ],
)
def test_a_line_that_cannot_be_tried_is_named_and_the_rest_goes_in(tmp_path: Path, row: object, field: str, said: str) -> None:
    found, refusals = read(tmp_path, GOOD[0], row, GOOD[1])
    assert len(found) == 2
    assert [(refused.line, refused.field) for refused in refusals.first] == [(2, field)]
    assert said in str(refusals.first[0])


def test_an_advanced_search_is_asked_as_its_form_would_write_it(tmp_path: Path) -> None:
    clauses = [{"field": "author", "query": "mark twain"}, {"field": "title", "query": "sawyer"}]
    (one,), _ = read(tmp_path, {"kind": "has_results", "field": "advanced", "clauses": clauses, "operators": ["OR"]})
    assert one.question() == ("author:(mark twain) OR title:sawyer", Field.ANY)


def test_the_counterpart_of_a_text_alone_is_asked_in_the_same_field(tmp_path: Path) -> None:
    (one,), _ = read(tmp_path, {"kind": "same_hits", "query": "über", "field": "title", "other": "uber"})
    assert one.counterpart is not None
    assert one.counterpart.question() == ("uber", Field.TITLE)


@pytest.mark.parametrize(
    "sort, order",
    [
        ("", Sort.RELEVANCE),
        ("title_sort asc", Sort.TITLE),
        ("pub_date_sort desc", Sort.NEWEST),
        ("pub_date_sort asc", Sort.OLDEST),
        ("added", Sort.ADDED),
    ],
)
def test_the_orders_of_other_catalogs_are_understood(sort: str, order: Sort) -> None:
    assert Expectation(kind="x", query="y", sort=sort).order() is order


def test_patterns_of_ruby_are_read() -> None:
    assert Match(regex="한국[[:space:]]*근대[[:space:]]*사").pattern().search("한국 근대사")
    assert not Match(regex="\\bX[[:digit:]]+").pattern().search("x12")
