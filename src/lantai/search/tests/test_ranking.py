"""Weights are a file; other ones can be tried."""

from collections.abc import Iterator

import pytest

from lantai.core.query.tree import Field, Term
from lantai.search import ranking
from lantai.search.ranking import COLUMNS, STEM_COLUMNS, looked_in, packaged


@pytest.fixture
def weights() -> Iterator[dict[str, dict[str, float]]]:
    yield {group: dict(values) for group, values in packaged().items()}
    ranking.use(packaged())


def test_every_column_has_a_weight_that_counts(weights: dict[str, dict[str, float]]) -> None:
    assert (*weights["columns"], *weights["stems"]) == (*COLUMNS, *STEM_COLUMNS)
    assert all(weight > 0 for values in weights.values() for weight in values.values())


def test_other_weights_hold_in_every_field_until_others_are_used(weights: dict[str, dict[str, float]]) -> None:
    weights["columns"]["title"], weights["phrases"]["tie"] = 7.0, 0.5
    ranking.use(weights)
    assert looked_in(Term(("a",), "a"))["title"] == looked_in(Term(("a",), "a", Field.TITLE))["title"] == 7.0
    assert ranking.TIE == 0.5
    ranking.use(packaged())
    assert looked_in(Term(("a",), "a"))["title"] == packaged()["columns"]["title"] != 7.0
