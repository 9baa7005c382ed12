"""The index tokens of whole texts as one string, made faster than ``segment.tokens`` makes them: enter at ``analyse``.

Most texts are ASCII without a sign or word that means more than itself: of these folding and cutting is one pass. The others are put together from what each
word gives, for words come again and again, and nothing in folding and cutting reaches over a space but keys of music.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .fold import AND, ASCII_DROPPED, ASCII_PARTED, SAME_WORD, plain_word
from .segment import MODES, cut, tokens

LONGEST_REMEMBERED = 100
"""Characters of a text whose tokens are worth remembering."""

_LONGEST_WORD = 24
_MOST_WORDS = 60_000
"""Characters of a word whose tokens are remembered, and words that are: some 8 MB. Then all are forgotten, and the frequent ones soon back."""

_MAY_MEAN_MORE = re.compile(r"[-'&\[\](#+]|\.\w\.")
_MEANS_MORE = re.compile(r"['&]|\w-+\w|\w[\[\]]\w|[A-Za-z]\(|\)[a-z]|[A-Ga-g]#|[Cc]\+|\.\w\.|-flat", re.IGNORECASE)
"""Signs by which ``fold.prepare`` or ``spellings`` may make something else of a word; the first pattern is quick."""

_OTHER_WORDS = MODES | {AND} | set(SAME_WORD)


class _Cut(NamedTuple):
    """What a word gives: tokens side by side, then those that stand after all words of a text."""

    side_by_side: str
    moved: list[str]
    others: list[str]


def analyse(text: str) -> str:
    """Return the index tokens of ``text`` parted by spaces, for an engine that splits at them.

    Headings, publishers and standing phrases come again and again: half of all texts are remembered.
    """
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _analysed(text)


@lru_cache(maxsize=32_768)
def _remembered(text: str) -> str:
    return _analysed(text)


def _analysed(text: str) -> str:
    if text.isascii() and not (_MAY_MEAN_MORE.search(text) and _MEANS_MORE.search(text)):
        found = text.encode().translate(ASCII_PARTED, ASCII_DROPPED).decode().split()
        if _OTHER_WORDS.isdisjoint(found):
            return " ".join(found)
    return _by_words(text)


def _by_words(text: str) -> str:
    cuts = [_WORDS[word] for word in text.split(" ")]
    plain = [cut for cut in cuts if isinstance(cut, str) and cut]
    if len(plain) == len(cuts):
        return " ".join(plain)
    if None in cuts:
        return " ".join(tokens(text))
    found = [side for cut in cuts if cut and (side := cut if isinstance(cut, str) else cut.side_by_side)]
    seldom = [cut for cut in cuts if isinstance(cut, _Cut)]
    moved = [token for cut in seldom for token in cut.moved]
    others = dict.fromkeys(token for cut in seldom for token in cut.others)
    return " ".join((*found, *moved, *others))


class _Words(dict[str, str | _Cut | None]):
    """Word as written -> its tokens parted by spaces; None where its neighbors may make something else of it. Made when a word is first met."""

    def __missing__(self, word: str) -> str | _Cut | None:
        made = _word(word)
        if len(word) <= _LONGEST_WORD:  # a run of Han is not met again
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[word] = made
        return made


_WORDS = _Words()


def _word(word: str) -> str | _Cut | None:
    if (plain := plain_word(word)) and plain not in _OTHER_WORDS:
        return plain
    found, moved, others = cut(word)
    if not MODES.isdisjoint(found):
        return None
    if found and not moved and all(token == AND for token in found):
        found, moved = [], found  # moved behind the words of the text, though it has none of its own to be moved behind
    side_by_side = " ".join(found)
    return _Cut(side_by_side, moved, others) if moved or others else side_by_side
