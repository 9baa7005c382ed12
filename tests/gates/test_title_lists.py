"""Titles of real lists find themselves in other real lists, and nothing else: precision and recall, with numbers and by title alone.

With its numbers every serial of ten lists is asked against each of the nine others. Against a catalog of 22,000 journals (``titles_alone``) those titles are
asked that no rule was made by, with such numbers as real records have, and with none; the other half, by which the rules were made, stands beside.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from lantai.core.matching.listed import Tie

from .journal_sources import journals, serials
from .title_lists import cases, lists
from .titles_alone import counted

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "title_lists.json").read_text())
WAYS = [way for way in FLOORS if way != "set"]


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    known = lists()
    by_number: Counter[str] = Counter()
    for case in cases(known):
        match = known[case.against].ask(case.asked)
        by_number["asked"] += 1
        by_number["there"] += bool(case.right)
        by_number["wrong"] += match.tie is Tie.MATCHED and match.key not in case.right
        by_number["right"] += match.tie is Tie.MATCHED and match.key in case.right
    rows = serials(known)
    journal = journals(rows)
    return {
        "numbers": by_number,
        "held out, numbers as in records": counted(rows, journal, held_out=True, mixed=True),
        "held out, no numbers": counted(rows, journal, held_out=True, mixed=False),
        "tuned, no numbers": counted(rows, journal, held_out=False, mixed=False),
    }


@pytest.mark.parametrize("way", WAYS)
def test_what_is_tied_is_right_and_what_is_there_is_tied(counts, way):
    found = counts[way]
    assert found["right"] / (found["right"] + found["wrong"]) >= FLOORS[way]["precision"], found
    assert found["right"] / found["there"] >= FLOORS[way]["recall"], found


def test_the_set_is_the_one_that_was_measured(counts):
    measured = {way: {name: counts[way][name] for name in of} for way, of in FLOORS["set"].items()}
    assert measured == FLOORS["set"]
