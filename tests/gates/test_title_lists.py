"""Titles of real lists find themselves in other real lists, and nothing else: precision and recall, with numbers and without.

Every serial of ten lists is asked against the nine others. With its numbers, as lists have them, and again with its numbers hidden, where title
and publisher alone must do and most short titles wait for a person.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from lantai.core.matching.listed import Tie

from .title_lists import cases, lists

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "title_lists.json").read_text())


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    known = lists()
    found: Counter[str] = Counter()
    for case in cases(known):
        way, match = "hidden" if case.hidden else "numbers", known[case.against].ask(case.asked)
        found[f"{way}_asked"] += 1
        found[f"{way}_there"] += bool(case.right)
        found[f"{way}_tied"] += match.tie is Tie.MATCHED
        found[f"{way}_right"] += match.tie is Tie.MATCHED and match.key in case.right
    return found


@pytest.mark.parametrize("way", ["numbers", "hidden"])
def test_what_is_tied_is_right_and_what_is_there_is_tied(counts, way):
    precision = counts[f"{way}_right"] / counts[f"{way}_tied"]
    recall = counts[f"{way}_right"] / counts[f"{way}_there"]
    assert precision >= FLOORS[way]["precision"], counts
    assert recall >= FLOORS[way]["recall"], counts


def test_the_set_is_the_one_that_was_measured(counts):
    assert {name: counts[name] for name in FLOORS["set"]} == FLOORS["set"]
