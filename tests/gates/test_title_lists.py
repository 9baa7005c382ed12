"""Titles of real lists find themselves in other real lists, and nothing else: precision and recall, with numbers and by title alone.

With its numbers every serial of ten lists is asked against each of the nine others. By title alone (``titles_alone``) the figures of two groups of publishers
stand apart.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from lantai.core.matching.listed import Tie

from .title_lists import FILES, cases, lists
from .titles_alone import counted

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "title_lists.json").read_text())
UNIVERSITY_PRESSES = frozenset(file for file in FILES if file.startswith(("cup", "muse")))


@pytest.fixture(scope="module")
def known():
    return lists()


@pytest.fixture(scope="module")
def counts(known) -> dict[str, Counter[str]]:
    by_number: Counter[str] = Counter()
    for case in cases(known):
        match = known[case.against].ask(case.asked)
        by_number["asked"] += 1
        by_number["there"] += bool(case.right)
        by_number["wrong"] += match.tie is Tie.MATCHED and match.key not in case.right
        by_number["right"] += match.tie is Tie.MATCHED and match.key in case.right
    return {
        "numbers": by_number,
        "university presses": counted(known, UNIVERSITY_PRESSES),
        "others": counted(known, frozenset(FILES) - UNIVERSITY_PRESSES),
    }


@pytest.mark.parametrize("way", ["numbers", "university presses", "others"])
def test_what_is_tied_is_right_and_what_is_there_is_tied(counts, way):
    found = counts[way]
    assert found["right"] / (found["right"] + found["wrong"]) >= FLOORS[way]["precision"], found
    assert found["right"] / found["there"] >= FLOORS[way]["recall"], found


def test_the_set_is_the_one_that_was_measured(counts):
    measured = {way: {name: counts[way][name] for name in of} for way, of in FLOORS["set"].items()}
    assert measured == FLOORS["set"]
