"""Floors of names across scripts: a name in one script must bring up the same author's name in another, among all authors and thousands more.

Authors of the test half ask (``labelled_names``); nothing was learned from them. Where the shared MARC records are at hand, the names in them stand
among the candidates. The numbers stand in floors/names.json; ``python -m tests.gates.test_names`` prints what every pair of scripts reaches.
"""

import hashlib
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from lantai.core.bilingual.pairs import NameForm
from lantai.core.formats import open_file
from lantai.core.formats.marc import iso2709
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.names.parts import name, name_key, shown
from lantai.search.translations.names import Names
from lantai.search.translations.naming import fill
from tests.gates.labelled_names import DATA, Author, authors, testing, training
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "names.json").read_text(encoding="utf-8"))
SCRIPTS = ("Latn", "Hani", "Cyrl", "Arab", "Kana", "Hang", "Grek", "Hebr", "Deva")
FEWEST = 25
"""Authors of the test half that have both forms, for a pair of scripts to be counted."""


class Reached:
    """What a pair of scripts, or all of them, reached."""

    def __init__(self) -> None:
        self.asked = self.first = self.fifth = 0
        self.reciprocal = 0.0

    def count(self, place: int | None) -> None:
        """Count a question whose answer stood at this place, from 0; None: not among the first ten."""
        self.asked += 1
        if place is not None:
            self.first += place == 0
            self.fifth += place < 5
            self.reciprocal += 1 / (place + 1)

    def __str__(self) -> str:
        shares = (value / max(self.asked, 1) for value in (self.first, self.fifth, self.reciprocal))
        return "{} asked: R@1 {:.3f}, R@5 {:.3f}, MRR@10 {:.3f}".format(self.asked, *shares)


def names_in_records() -> Iterator[str]:
    """Yield the names in the shared MARC records."""
    for path in sorted(shared(FLOORS["records"]).glob("*.mrc.gz")):
        with path.open("rb") as stream:
            profile, chunks = open_file(stream, path.name)
            for chunk in chunks:
                if not chunk.refused:
                    yield from _names(iso2709.read_marc(chunk.raw, profile))


def _names(record: MarcRecord) -> Iterator[str]:
    for field in record.fields:
        if field.tag in ("100", "700") or (field.tag == "880" and field.first("6")[:3] in ("100", "700")):
            yield field.first("a")


def library(path: Path, others: Iterator[str]) -> Names:
    """Return a library that has all forms of all authors, and other names."""
    base = sqlite3.connect(path, isolation_level=None)
    forms = [NameForm(form, "", str(number), number) for number, author in enumerate(authors()) for form in author.values()]
    known = {shown(form.text) for form in forms}
    more = [NameForm(text, "", f"other {text}", 0) for text in sorted({shown(text) for text in others} - known)]
    fill(base, [*forms, *more], ())
    base.close()
    return Names(path)


def asked(found: Names, half: list[Author], *, every: int) -> dict[tuple[str, str], Reached]:
    """Ask for each name in each other script; of each pair of scripts only ``every`` so manieth author."""
    reached = {pair: Reached() for pair in permutations(SCRIPTS, 2)}
    for turn, (one, other) in enumerate(reached):
        both = [author for author in half if one in author and other in author]
        if len(both) < FEWEST:
            continue
        for author in both[turn % every :: every]:
            ranked = list(dict.fromkeys(name_key(heard.text) for heard in found.alike(name(author[one]), other, most=10)))
            right = name_key(shown(author[other]))  # Chomsky, Noam is Noam Chomsky
            reached[one, other].count(ranked.index(right) if right in ranked else None)
    return {pair: figures for pair, figures in reached.items() if figures.asked}


def together(reached: dict[tuple[str, str], Reached]) -> Reached:
    """Return all pairs of scripts as one."""
    total = Reached()
    for figures in reached.values():
        total.asked += figures.asked
        total.first += figures.first
        total.fifth += figures.fifth
        total.reciprocal += figures.reciprocal
    return total


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Reached]:
    digest = hashlib.sha256(DATA.read_bytes()).hexdigest()
    assert digest == FLOORS["sha256"], "names.tsv is not the data that the floors were measured on: measure again"
    found = library(tmp_path_factory.mktemp("names") / "names.tables", names_in_records())
    return asked(found, testing(), every=FLOORS["every"])


def test_the_halves_share_no_author_and_no_name():
    learned = {form for author in training() for form in author.values()}
    held = {form for author in testing() for form in author.values()}
    assert min(len(training()), len(testing())) > 300
    assert len(learned & held) <= FLOORS["namesakes"], sorted(learned & held)


def test_a_name_brings_up_the_same_name_in_another_script(reached):
    total = together(reached)
    assert total.fifth / total.asked >= FLOORS["recall_at_5"], str(total)
    assert total.reciprocal / total.asked >= FLOORS["mrr_at_10"], str(total)


def test_no_pair_of_scripts_is_left_behind(reached):
    least = min(reached, key=lambda pair: reached[pair].fifth / reached[pair].asked)
    assert reached[least].fifth / reached[least].asked >= FLOORS["least_recall_at_5"], f"{least}: {reached[least]}"


def main() -> None:
    """Print what every pair of scripts reaches; with arguments, what was not among the first five of those two scripts."""
    with tempfile.TemporaryDirectory() as directory:
        found = library(Path(directory) / "names.tables", names_in_records())
        figures = asked(found, testing(), every=int(sys.argv[1]) if len(sys.argv) > 1 else FLOORS["every"])
        for pair, one in figures.items():
            print(*pair, one)
        print("all", together(figures))


if __name__ == "__main__":
    main()
