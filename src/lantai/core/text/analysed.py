"""The index tokens of whole texts as one string, made faster than ``segment.tokens`` makes them: enter at ``analyse``.

A long text is cut at its spaces, and the string that each piece adds is remembered: most pieces of an abstract were met before, and looking them up and
joining what they give is one step of the interpreter's. What does not stand in its place among the tokens is marked there, and put behind them at last.
In headings and short notes of many languages too many pieces are new: plain ones are folded and cut in one pass.
"""

import re
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from . import spellings
from .fold import AND, ASCII_DROPPED, ASCII_PARTED, SAME_WORD, composed, fold, same_words
from .segment import MODES, in_order

T = TypeVar("T")

LONGEST_REMEMBERED = 100
"""Characters of a text whose tokens are worth remembering."""

_AND, _MODE, _BESIDE = "\x03", "\x04", "\x05"
"""Marks in what a piece gives, of which folding leaves none: of the word "and"; before a mode of music; on both sides of a token that stands after all
words of the text, with the letter of its rule before it."""

_FLAT = f"b {_MODE}"
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
_LONGEST_TOLD = 40_000
_MOST_TOLD = 256
"""Characters of a text whose pieces are kept until it is asked for, and texts: a batch of papers is read before the first of its documents is made."""

LONGEST_KNOWN = 24
MOST_KNOWN = 40_000
"""Characters of a piece for which what it gives is remembered, and pieces that are: some 8 MB. When there are so many, those that are not met again
before as many others are forgotten: of a work of OpenAlex 10 pieces are new, and were 50 after all had been forgotten, each 8 µs."""


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


_told: dict[str, list[str]] = {}


def told(text: str, cut: list[str]) -> None:
    """Take the pieces of a text from whoever put it together: to cut it again, and to hash each of its words again, takes longer than to look them up.

    Nothing is taken where spaces part the text otherwise, or where it is not in Unicode's form NFC.
    """
    if LONGEST_REMEMBERED < len(text) <= _LONGEST_TOLD and text.count(" ") == len(cut) - 1 and composed(text) is text:
        if len(_told) >= _MOST_TOLD:
            _told.clear()
        _told[text] = cut


def pieces(text: str) -> list[str]:
    """Return what stands between the spaces of a text in Unicode's form NFC; not to be changed. What was told of it is let go."""
    return (_told.pop(text, None) if _told else None) or composed(text).split(" ")


def _piece_by_piece(cut: list[str]) -> str:
    """Return the tokens of a text cut at its spaces: nothing goes on over one but what ``together`` looks at."""
    return together("".join(map(_given, cut)))


def together(given: str) -> str:
    """Return the tokens of a text of what its pieces give, with those after them that do not stand side by side: "and" as often as it is there, keys of
    music as typed (as E flat major they stand among the others), then other spellings in the order of their rules, each once."""
    after: list[str] = []
    if _AND in given:
        after = [AND] * given.count(_AND)
        given = given.replace(_AND, "")
    besides: list[str] = []
    if _BESIDE in given:
        parted = given.split(_BESIDE)
        given, besides = "".join(parted[::2]), parted[1::2]
    if _MODE in given:
        if _FLAT in given:  # in one text of six somebody is a minor or a major, in hardly any there is a key
            after += [key[0] for key in _KEY.finditer(given)]
            given = _KEY.sub(r"\1 flat", given)
        given = given.replace(_MODE, "")
    if besides:
        after += dict.fromkeys([beside[1:] for beside in sorted(besides, key=_RULE)])
    return given + " ".join(after) if after else given[:-1]


_LOWER, _UPPER = bytes(range(0x80)), bytes(range(0x80, 0x100))
_RAISED, _LOWERED = _UPPER * 2, _LOWER * 2


def as_one(tokens: str, stems: str) -> bytes:
    """Return two texts as one string of bytes, the second in the upper half of them: joined with others, both are joined in one step. What is not in
    ASCII, which few tokens and stems are not, is escaped."""
    return tokens.encode("ascii", "backslashreplace") + stems.encode("ascii", "backslashreplace").translate(_RAISED)


def as_two(both: bytes) -> tuple[str, str]:
    """Return the two texts of what ``as_one`` made, or of several such one after the other."""
    return _unescaped(both.translate(None, _UPPER)), _unescaped(both.translate(_LOWERED, _LOWER))


def _unescaped(data: bytes) -> str:
    return data.decode("unicode_escape" if b"\\" in data else "ascii")


def remember(known: dict[str, T], before: dict[str, T], piece: str, found: T) -> None:
    """Keep what a piece gives. ``before``: what was known until there was too much of it; from where what is met again comes back."""
    if len(piece) <= LONGEST_KNOWN:
        if len(known) >= MOST_KNOWN:
            before.clear()
            before.update(known)
            known.clear()
        known[piece] = found


class _Given(dict[str, str]):
    """A piece of a text (NFC) between spaces -> what it gives."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def __missing__(self, piece: str) -> str:
        found = self._before.pop(piece, None) or given_by(piece)
        remember(self, self._before, piece, found)
        return found


_given = _Given().__getitem__


def given_by(piece: str) -> str:
    """Return what a piece gives, remembering nothing: its tokens, each with a space after it, and marks."""
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
    return _marked(found) + "".join(beside)


def _marked(found: list[str]) -> str:
    """Return the tokens with modes of music marked, and a mark in place of each "and"."""
    return "".join([_AND if token == AND else f"{_MODE}{token} " if token in MODES else f"{token} " for token in found])
