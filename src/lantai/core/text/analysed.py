"""The index tokens of whole texts as one string, made faster than ``segment.tokens`` makes them: enter at ``analyse``.

A long text is cut at its spaces, and the string that each piece adds is remembered: most pieces of an abstract were met before, and looking them up and
joining what they give is one step of the interpreter's. In headings and short notes of many languages too many pieces are new: plain ones are folded
and cut in one pass.
"""

import re
from functools import lru_cache
from operator import itemgetter

from . import spellings
from .fold import AND, ASCII_DROPPED, ASCII_PARTED, SAME_WORD, composed, fold, same_words
from .segment import MODES, in_order

LONGEST_REMEMBERED = 100
"""Characters of a text whose tokens are worth remembering."""

_AND, _MODE, _BESIDE = "\x03", "\x04", "\x05"
"""Marks in what a piece gives, of which folding leaves none: in the place of the word "and"; before a mode of music; on both sides of a token that
stands after all words of the text, with the letter of its rule before it."""

_KEY = re.compile(rf"(?<!\S)([a-g])b(?= {_MODE})")
_RULE = itemgetter(0)
_AROUND = '.,;:?!()[]"'
"""Signs around a word that say nothing of it."""

_SIGNS = b"-'`&[](#+\x7f" + bytes(range(0x20))
"""Signs by which, as by two full stops, ``fold.prepare`` or ``spellings`` may make something else of a text in ASCII. To look whether any is there takes
a tenth of the time that the pattern takes."""

_MEANS_MORE = re.compile(
    r"['`&\x00-\x1f\x7f]|\b(?!\d+(?:-+\d+)*(?!-*\w))\w+-+\w|\w[\[\]]\w|[a-z]\(|\)[a-z]|[a-g]#|c\+|\.\w\.|-flat", re.IGNORECASE
)
"""Such signs where they do so: not those of 1715-1763, of v.26, of (1998)."""

_OTHER_WORDS = MODES | {AND} | set(SAME_WORD)
_LONGEST_SHARED = 40_000
"""Characters of a text whose pieces are remembered for a moment: the stems of a note are asked for after its words."""

_LONGEST_KNOWN = 24
_MOST_KNOWN = 60_000
"""Characters of a piece whose tokens are remembered, and pieces that are: some 12 MB. Then all are forgotten, and the frequent ones soon back."""


def analyse(text: str) -> str:
    """Return the index tokens of ``text`` parted by spaces, for an engine that splits at them.

    Headings, publishers and standing phrases come again and again: half of all texts are remembered.
    """
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _piece_by_piece(pieces(text))


@lru_cache(maxsize=32_768)
def _remembered(text: str) -> str:
    if text.isascii():
        data = text.encode()
        may_mean_more = len(data.translate(None, _SIGNS)) != len(data) or data.count(b".") > 1
        if not (may_mean_more and _MEANS_MORE.search(text)):
            found = data.translate(ASCII_PARTED, ASCII_DROPPED).decode().split()
            if _OTHER_WORDS.isdisjoint(found):
                return " ".join(found)
    return _piece_by_piece(composed(text).split(" "))


def pieces(text: str) -> list[str]:
    """Return what stands between the spaces of a text in Unicode's form NFC; not to be changed."""
    return _shared(text) if len(text) <= _LONGEST_SHARED else composed(text).split(" ")


@lru_cache(maxsize=8)
def _shared(text: str) -> list[str]:
    return composed(text).split(" ")


def _piece_by_piece(cut: list[str]) -> str:
    """Return the tokens of a text cut at its spaces: nothing goes on over one but what ``_moved`` looks at."""
    made = "".join(map(_given, cut))
    return _moved(made) if _AND in made or _BESIDE in made or _MODE in made else made[:-1]


def _moved(made: str) -> str:
    """Return the tokens of a text with those after them that do not stand side by side: "and" as often as it is there, keys of music as typed (as E flat
    major they stand among the others), then other spellings in the order of their rules, each once."""
    besides: list[str] = []
    if _BESIDE in made:
        parts = made.split(_BESIDE)
        made, besides = "".join(parts[::2]), sorted(filter(None, parts[1::2]), key=_RULE)
    after = [AND] * made.count(_AND)
    if after:
        made = made.replace(_AND, "")
    if _MODE in made:
        after += [key[0] for key in _KEY.finditer(made)]
        made = _KEY.sub(r"\1 flat", made).replace(_MODE, "")
    after += dict.fromkeys([beside[1:] for beside in besides])
    return made + " ".join(after) if after else made[:-1]


class _Given(dict[str, str]):
    """A piece of a text (NFC) between spaces -> what it gives: tokens, each with a space after it, and marks."""

    def __missing__(self, piece: str) -> str:
        made = _made(piece)
        if len(piece) <= _LONGEST_KNOWN:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[piece] = made
        return made


_given = _Given().__getitem__


def _made(piece: str) -> str:
    bare = piece.strip(_AROUND)
    if bare.isascii():
        if bare.isalnum() and (word := bare.lower()) not in _OTHER_WORDS:
            return f"{word} "
        if not _MEANS_MORE.search(piece):
            return _marked(same_words(piece.encode().translate(ASCII_PARTED, ASCII_DROPPED).decode().split()))
    elif bare.isalpha():
        piece = bare
    folded = fold(piece)
    found, last = in_order(folded)
    beside = [f"{_BESIDE}@{character}{_BESIDE}" for character in last]
    if spellings.may_be_in(piece, folded):
        beside += [f"{_BESIDE}{chr(ord('A') + rule)}{token}{_BESIDE}" for rule, token in spellings.by_rule(piece, folded)]
    return f"{_marked(found)}{''.join(beside)}"


def _marked(found: list[str]) -> str:
    """Return the tokens with "and" and modes of music marked."""
    return "".join([_AND if token == AND else f"{_MODE}{token} " if token in MODES else f"{token} " for token in found])
