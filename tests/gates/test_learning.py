"""Floors of learning: what the shared ChinaXiv records teach is named, told in any order alike, and what a dictionary says too.

How well it finds is pinned in the gate of cross-language search; here, that the table itself can be trusted.
"""

import hashlib
import json
import random
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from benchmarks.learn_translations import pairs

from lantai.core.bilingual.entry import Row
from lantai.core.bilingual.learn import learn
from lantai.core.bilingual.lexicons import packaged
from lantai.core.bilingual.pair import Pair
from lantai.core.bilingual.words import key
from tests.shared_data import shared

pytestmark = pytest.mark.gate

RECORDS = "crosslanguage/chinaxiv/records.jsonl.gz"
FLOORS = json.loads((Path(__file__).parent / "floors" / "learning.json").read_text(encoding="utf-8"))
GIVEN = 8_000
"""Pairs that are learned from here, of 36,794: enough for two thousand works, in a second."""

OFTEN = 3
"""Records that say so, from which a translation is held against the dictionary."""


@cache
def given() -> tuple[Pair, ...]:
    path = shared(RECORDS)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == FLOORS["sha256"], f"{RECORDS} is not the data that its floor was measured on: measure again"
    return tuple(islice(pairs(path), GIVEN))


@cache
def learned() -> tuple[tuple[Row, ...], Counter[str]]:
    tally: Counter[str] = Counter()
    return tuple(learn(given(), tally=tally)), tally


def test_every_translation_names_the_records_that_say_so():
    rows, _ = learned()
    assert len(rows) >= FLOORS["rows"]
    assert all(row.records and row.evidence >= len(row.records) for row in rows)


def test_pairs_given_are_pairs_kept_and_refused():
    _, tally = learned()
    assert sum(tally.values()) == GIVEN
    assert tally["kept"] >= FLOORS["kept"]


def test_records_in_another_order_teach_the_same_bytes():
    shuffled = random.Random(1).sample(given(), GIVEN)
    assert msgspec.msgpack.encode(list(learn(shuffled))) == msgspec.msgpack.encode(list(learned()[0]))


def test_what_several_records_say_a_dictionary_says_too():
    dictionary: dict[str, set[str]] = {}
    for row in packaged()[0].rows():
        if row.source == "zh":
            dictionary.setdefault(row.key, set()).update(key(row.text, "en").split())
    best: dict[str, Row] = {}
    for row in learned()[0]:
        if row.source == "zh":
            best.setdefault(row.key, row)
    held = [row for row in best.values() if row.evidence >= OFTEN and row.key in dictionary]
    agreeing = sum(not dictionary[row.key].isdisjoint(key(row.text, "en").split()) for row in held)
    assert len(held) >= FLOORS["held"]
    assert agreeing / len(held) >= FLOORS["agreeing"]
