"""Floors of the whole spine: every row of 28 real files accounted for, and a known item comes first.

Runs ``benchmarks/known_items.py``, which imports the files as a library would. The numbers only go up.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.shared_data import shared

from .conftest import Relevance

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "known_items.json").read_text(encoding="utf-8"))
OUTCOMES = ("new", "changed", "same", "deleted", "refused")


@pytest.fixture(scope="module")
def measured(relevance: Relevance) -> dict[str, Any]:
    data = shared(FLOORS["data"])
    assert hashlib.sha256(data.read_bytes()).hexdigest() == FLOORS["sha256"], "not the data that the floors were measured on"
    return relevance.measured


def test_every_row_has_an_outcome(measured):
    assert measured["rows_in"] == FLOORS["rows_in"] == sum(measured[outcome] for outcome in OUTCOMES)
    assert 1 - measured["refused"] / measured["rows_in"] >= FLOORS["readable_share"]


def test_a_known_item_comes_first(measured):
    assert measured["share"] >= FLOORS["first_hit_right"]


@pytest.mark.parametrize("kind", FLOORS["kinds"])
def test_each_kind_of_question_keeps_its_floor(measured, kind):
    assert int(measured["kinds"][kind].partition("/")[0]) >= FLOORS["kinds"][kind]
