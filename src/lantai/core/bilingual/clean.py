"""What is not learned from: pairs whose tags, lengths or words show that they do not say the same thing in two languages.

Nothing is dropped silently: pairs in are pairs learned from and pairs refused, by reason.
"""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from lantai.core.text import families
from lantai.core.text.fold import words
from lantai.core.text.scripts import script_of

from .stopwords import listed_languages, stopwords
from .words import Word


class Refusal(StrEnum):
    """Why a pair is not learned from."""

    LANGUAGE = "language"  # the tag is wrong, or there is none, or both are in one language
    EMPTY = "empty"  # no words, or numbers only
    IDENTICAL = "identical"
    LENGTH = "length"  # one side is far longer than the other
    LONG = "long"  # too many words to know which belong together
    REPEATED = "repeated"  # the record has said so already
    CROWDED = "crowded"  # the record says too much
    BOILERPLATE = "boilerplate"  # the same words beside ever other ones: a heading, a publisher's note
    PLENTY = "plenty"  # enough is learned from already


LONGEST = 120
"""Words of a text that is learned from."""

RATIO = 3.0
"""How many times as many words one side may have. Up to ``FREE`` words are always right: one word of Chinese is four of English."""

FREE = 5

MOST_OF_A_RECORD = 64
"""Pairs of one record: real ones have titles and ten keywords. A list of thousands would outweigh the library."""

OFTEN = 20
"""Other sides of one text, from which it is boilerplate, unless one of them is what it mostly stands with."""

MOSTLY = 0.2

_ALSO = {
    "zh": {"Hani"}, "ja": {"Jpan", "Hani", "Hira", "Kana"}, "ko": {"Kore", "Hang", "Hani"}, "sr": {"Cyrl", "Latn"}, "bs": {"Cyrl", "Latn"},
    "sh": {"Cyrl", "Latn"}, "az": {"Latn", "Cyrl", "Arab"}, "uz": {"Latn", "Cyrl"}, "kk": {"Cyrl", "Latn", "Arab"}, "tk": {"Latn", "Cyrl"},
    "tt": {"Cyrl", "Latn"}, "mn": {"Cyrl", "Mong"}, "ku": {"Latn", "Arab"}, "ms": {"Latn", "Arab"}, "pa": {"Guru", "Arab"}, "ug": {"Arab", "Cyrl"},
}  # fmt: skip
"""Scripts of languages that are written in several."""

_LATIN = re.compile("[A-Za-z]")
_EAST_ASIAN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7ff]")
_WEIGHT_OF_HAN = 4
"""A Chinese word of two characters weighs as much as an English one of eight letters: BERT模型 is Chinese."""

_TELLING = 3
"""Function words of another language that show what a text is in, where it has at most a third as many of its own."""


def is_tagged_wrong(text: str, lang: str) -> bool:
    """Say whether a text is not in the language it is said to be in: first by its letters, then by its function words."""
    script = script_of(text)
    expected = _ALSO.get(lang) or {families.script(lang)}
    if script == "Latn" and not expected & {"Latn"} and lang in ("zh", "ja", "ko", "yue", "wuu", "lzh"):
        if len(_EAST_ASIAN.findall(text)) * _WEIGHT_OF_HAN < len(_LATIN.findall(text)):
            return True
    elif script and "" not in expected and script not in expected:
        return True
    return _is_in_another(text, lang)


def _is_in_another(text: str, lang: str) -> bool:
    said = [languages for word in words(text) if (languages := _spoken().get(word))]
    if len(said) < _TELLING or not stopwords(lang):
        return False
    heard = Counter(language for languages in said for language in languages)
    own = heard.pop(lang, 0)
    return max(heard.values(), default=0) >= max(_TELLING, 3 * own)


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Return function word -> the languages it is one of."""
    found: dict[str, list[str]] = {}
    for lang in listed_languages():
        for word in stopwords(lang):
            if len(word) > 1:
                found.setdefault(word, []).append(lang)
    return {word: tuple(languages) for word, languages in found.items()}


def refusal(one: Sequence[Word], other: Sequence[Word]) -> Refusal | None:
    """Return why two texts, given as their words without function words, are not learned from; None when they are."""
    if not any(_says(word) for word in one) or not any(_says(word) for word in other):
        return Refusal.EMPTY
    if max(len(one), len(other)) > LONGEST:
        return Refusal.LONG
    if [word.key for word in one] == [word.key for word in other]:
        return Refusal.IDENTICAL
    few, many = sorted((_length(one), _length(other)))
    return Refusal.LENGTH if many > max(FREE, RATIO * few) else None


def _says(word: Word) -> bool:
    return not word.key.isdecimal()


def _length(found: Sequence[Word]) -> float:
    """Return how many words there are; a stretch of kana or Thai counts by its letters."""
    return sum(1 if word.key.isascii() else max(1.0, len(word.key) / 8) for word in found)
