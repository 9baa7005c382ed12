"""Other spellings of a word are the same whether it stands alone or in a text."""

import pytest

from lantai.core.text.fold import fold
from lantai.core.text.spellings import of

WORDS = [
    "e-mail",
    "self-e-mail",
    "U.S.A.",
    "e-flat",
    "l'homme",
    "O'Brien's",
    "O'S",
    "Müller",
    "толстой",
    "والكتاب",
    "हिन्दी",
    "1920-1960",
    "l’œuvre-clé",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_has_the_spellings_that_it_has_between_others(word):
    alone, between = of(word, fold(word)), f"x {word} x"
    assert alone == of(between, fold(between))


def test_words_have_spellings():
    assert [of(word, fold(word)) for word in ("e-mail", "Müller", "1920-1960")] == [["email"], ["mueller"], []]
