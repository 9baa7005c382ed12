"""Disciplines of abstracts are told as often right as they were, by a model trained here and now, that knows how sure it may be."""

import json
from pathlib import Path

import pytest
from benchmarks.disciplines import FOLDER, measured

from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("disciplines.json").read_text())


def test_sixty_seven_disciplines_are_told_from_abstracts():
    found, floor = measured("csldcp", shared(FOLDER)), FLOOR["csldcp"]
    assert found["labels"] == floor["labels"]
    assert found["top1"] >= floor["top1"], found
    assert found["top3"] >= floor["top3"], found
    assert abs(found["confidence"] - found["top1"]) <= floor["unsure"], found
