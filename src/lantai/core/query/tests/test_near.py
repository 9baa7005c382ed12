"""What may have been meant: near words that the library has often, a letter or two away."""

import pytest

from lantai.core.query.near import Speller

KNOWN = {
    "history": 400, "historic": 40, "chemistry": 60, "dostoevsky": 12, "silk": 30, "milk": 9, "война": 20, "войны": 8, "الحرير": 7, "rare": 4,
    "红楼梦": 50, "thought": 30,
}  # fmt: skip
SPELLER = Speller(KNOWN)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("histroy", ["history"]),
        ("chemestri", ["chemistry"]),
        ("dostoevskij", ["dostoevsky"]),
        ("sil", []),
        ("sikl", ["silk"]),
        ("вайна", ["война"]),
        ("الحرر", ["الحرير"]),
        ("rarer", []),
        ("红楼楚", []),
        ("history", []),
        ("1984", []),
        ("", []),
    ],
)
def test_near_words_are_a_letter_away_and_two_in_long_ones(word, near):
    assert SPELLER.near(word) == near


def test_of_two_as_near_the_more_frequent_comes_first():
    assert SPELLER.near("войне") == ["война", "войны"]


def test_a_question_is_respelled_word_by_word_in_its_own_writing():
    found = [one.text for one in SPELLER.respelled("Histroy of sikl")]
    assert set(found) == {"History of sikl", "Histroy of silk"}
    assert next(SPELLER.respelled('title:histroy AND "silk road"')).text == 'title:history AND "silk road"'


@pytest.mark.parametrize("text", ["", "*** &", "a" * 5_000, '"', "\ud800 histroy", "NOT", "x " * 600])
def test_whatever_was_typed_is_respelled_in_bounded_time(text):
    assert len(list(SPELLER.respelled(text))) <= 40


def test_a_function_word_of_any_language_is_not_offered():
    assert Speller({"chang": 200, "charge": 9}).near("change") == ["charge"]
