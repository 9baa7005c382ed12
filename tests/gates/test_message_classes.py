"""Readers' messages are told apart by a classifier that has seen no message of their scenario, in any language."""

import json
from pathlib import Path

import pytest
from benchmarks.message_classes import crossed, f1

from lantai.core.faults.classifying import CLASSES, classify, labelled

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("message_classes.json").read_text())


def test_the_labelled_set_is_large_and_in_three_languages_for_every_class():
    messages = labelled()
    assert len(messages) >= FLOOR["messages"]
    assert len({message.text for message in messages}) == len(messages)
    for label in CLASSES:
        assert sorted({message.language for message in messages if message.label == label}) == FLOOR["languages"]


def test_messages_of_scenarios_never_seen_are_told_apart():
    told = crossed(list(labelled()), folds=FLOOR["folds"], seed=7)
    macro, each = f1(told)
    assert macro >= FLOOR["macro_f1"], each


def test_a_guess_says_why_and_how_sure_it_is():
    guess = classify("From home the EZproxy says the host must be added")
    assert (guess.label, guess.confidence > 0.5) == ("proxy", True)
    assert "proxy" in guess.reasons
    assert classify("").confidence < 0.5
