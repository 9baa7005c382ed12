"""Books of a list without numbers find their record among 5,600 real ones, and no other edition, volume or book of that name."""

import json
from collections import Counter
from pathlib import Path

import pytest

from .books_alone import books, counted, same
from .test_romanised import records

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "listed_books.json").read_text())


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    known = books(records())
    book = same(known)
    return {half: counted(known, book, held_out=half == "held out") for half in ("held out", "tuned")}


@pytest.mark.parametrize("half", ["held out", "tuned"])
def test_what_is_tied_is_right_and_most_of_what_is_there_is_tied(counts, half):
    found = counts[half]
    assert found["right"] / (found["right"] + found["wrong"]) >= FLOORS[half]["precision"], found
    assert found["right"] / found["there"] >= FLOORS[half]["recall"], found


def test_the_set_is_the_one_that_was_measured(counts):
    assert {half: counts[half]["there"] for half in counts} == FLOORS["set"]
