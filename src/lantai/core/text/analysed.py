"""The index tokens of whole texts as one string, made faster than ``segment.tokens`` makes them: enter at ``analyse``.

Most texts are ASCII without a sign or word that means more than itself: of these folding and cutting is one pass. The others are cut as usual: remembering
what each word gives was no faster (docs/decisions/0096).
"""

import re
from functools import lru_cache

from .fold import AND, ASCII_DROPPED, ASCII_PARTED, SAME_WORD, same_words
from .segment import MODES, moved_apart, tokens

LONGEST_REMEMBERED = 100
"""Characters of a text whose tokens are worth remembering."""

_SIGNS = b"-'`&[](#+\x7f" + bytes(range(0x20))
_DOTTED = re.compile(r"\.\w\.")
_MEANS_MORE = re.compile(
    r"['`&\x00-\x1f\x7f]|\b(?!\d+(?:-+\d+)*(?!-*\w))\w+-+\w|\w[\[\]]\w|[a-z]\(|\)[a-z]|[a-g]#|c\+|\.\w\.|-flat", re.IGNORECASE
)
"""Signs by which ``fold.prepare`` or ``spellings`` may make something else of a word (not of 1715-1763). To look for any of ``_SIGNS``
before takes a tenth of the time."""

_OTHER_WORDS = MODES | {AND} | set(SAME_WORD)


def analyse(text: str) -> str:
    """Return the index tokens of ``text`` parted by spaces, for an engine that splits at them.

    Headings, publishers and standing phrases come again and again: half of all texts are remembered.
    """
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _analysed(text)


@lru_cache(maxsize=32_768)
def _remembered(text: str) -> str:
    return _analysed(text)


def _analysed(text: str) -> str:
    if text.isascii() and not (_may_mean_more(data := text.encode(), text) and _MEANS_MORE.search(text)):
        found = data.translate(ASCII_PARTED, ASCII_DROPPED).decode().split()
        if _OTHER_WORDS.isdisjoint(found):
            return " ".join(found)
        in_order, moved = moved_apart(same_words(found))
        return " ".join([*in_order, *moved])
    return " ".join(tokens(text))


def _may_mean_more(data: bytes, text: str) -> bool:
    return len(data.translate(None, _SIGNS)) != len(data) or (data.count(b".") > 1 and _DOTTED.search(text) is not None)
