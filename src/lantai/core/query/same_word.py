"""Whether a word of the question is the one by which a concept is called, or only has its stem: Чехов has that of Чехия, and is no country."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from lantai.core.bilingual.words import UNSPACED
from lantai.core.text.fold import fold

SHARED = 0.7
"""Of the letters of the shorter word, how many stand side by side in the other: русск in русский and русского (5 of 7), чех in Чехия and Чехов (3 of 5).
Chosen by the names of countries and languages with their cases, not measured."""

LONGEST_ENDING, LONG = 3, 5
"""Letters of an ending, where the word before it has fewer than so many: Türkiye'deki is a form of Türkiye, but كارينينا none of كاري."""


def is_form_of(word: str, lang: str, names: Sequence[str]) -> bool:
    """Say whether a word may be a form of one of these names of a concept, which has its stem. Names of several words say nothing about it."""
    single = [name for name in names if " " not in name]
    return lang in UNSPACED or not single or any(_is_form(word, name) for name in single)


@lru_cache(maxsize=16_384)
def _is_form(word: str, name: str) -> bool:
    one, other = fold(word), fold(name)
    shorter, longer = sorted((len(one), len(other)))
    if shorter < LONG and longer - shorter > LONGEST_ENDING:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size >= SHARED * shorter
