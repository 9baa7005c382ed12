"""Index tokens: folded words; text of scripts without spaces as overlapping pairs of characters.

``tokens`` and ``analyse`` are for the index, ``sequence`` for what must stand side by side in a query, ``spans`` for showing where a
token stands in the original.

A token sequence first holds every word in order, so that phrases match; after it come *other spellings* of single words,
each once: the joined form of a hyphenated word (e-mail: email), an abbreviation without dots (u.s.a.: usa), a word
without its elided article or possessive (l'homme: homme), ä ö ü written out, й as и, a word of India without virama, and the
last character of a run of Han. A reader who types any of them finds the word.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from .fold import MARKS, fold, prepare

CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3105-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
CLUSTERED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\uaa60-\uaa7f\ua9e0-\ua9fe"
)
"""Thai, Lao, Burmese, Khmer: no spaces between words either; a pair there is of characters with their marks."""

_CHUNK = re.compile(
    rf"(?P<cjk>[{CJK}]+)|(?P<clustered>[{CLUSTERED}]+)|(?P<word>&|[^\W_{CJK}{CLUSTERED}](?:[^\W_{CJK}{CLUSTERED}]|[{MARKS}])*)"
)
_ASCII_WORD = re.compile(r"[a-z0-9]+|&")
_SAME_WORD = dict.fromkeys(("&", "et", "und"), "and")
_CLUSTER = re.compile(
    r"[\u0e40-\u0e44\u0ec0-\u0ec4]?.[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u109d\u17b4-\u17d3]*",
    re.S,
)


class Span(NamedTuple):
    """A token and where it stands in the original text."""

    token: str
    start: int
    end: int


class _Piece(NamedTuple):
    token: str
    start: int
    end: int


def sequence(text: str) -> list[str]:
    """Return the tokens of ``text`` that stand side by side, without other spellings: what a phrase is made of."""
    return _sequence(fold(text))


def tokens(text: str) -> list[str]:
    """Return the index tokens of ``text``: its sequence, then other spellings of its words."""
    return _sequence(fold(text))


def analyse(text: str) -> str:
    """Return the index tokens of ``text`` as one string, for an engine that splits at spaces."""
    return " ".join(tokens(text))


def _sequence(folded: str) -> list[str]:
    if folded.isascii():
        found = _ASCII_WORD.findall(folded)
        return [_SAME_WORD.get(word, word) for word in found]
    return [piece.token for piece in _pieces(folded)]


def _pieces(folded: str) -> Iterator[_Piece]:
    for match in _CHUNK.finditer(folded):
        start, chunk = match.start(), match.group()
        if match.lastgroup == "word":
            yield _Piece(_SAME_WORD.get(chunk, chunk), start, match.end())
            continue
        units = list(chunk) if match.lastgroup == "cjk" else _CLUSTER.findall(chunk)
        if len(units) == 1:
            yield _Piece(chunk, start, match.end())
        for one, other in zip(units, units[1:], strict=False):
            yield _Piece(one + other, start, start + len(one) + len(other))
            start += len(one)


def spans(text: str) -> list[Span]:
    """Return the tokens of ``text`` with their places in it."""
    folded, places = _fold_with_places(text)
    return [Span(piece.token, places[piece.start][0], places[piece.end - 1][1]) for piece in _pieces(folded)]


def _fold_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Fold character by character (with its marks); return also where in ``text`` each folded character comes from."""
    prepared = prepare(text)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(prepared):
        part = fold(prepared[start:end])
        parts.append(part)
        places.extend([(start, end)] * len(part))
    return "".join(parts), places


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _goes_on(text[end]):
            yield start, end
            start = end


def _goes_on(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in "ﾞﾟ\u200d" or "\u1160" <= character <= "\u11ff"
