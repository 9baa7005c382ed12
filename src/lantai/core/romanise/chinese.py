"""Chinese in Latin letters: the syllables of a text, and the forms made of them."""

import re
from collections.abc import Callable
from typing import NamedTuple

from .joining import joined
from .readings import syllables
from .syllables import wade_giles

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters that have a reading, as the inside of a character class."""

RUN = re.compile(rf"([{HAN}]+)|([^\W_{HAN}]+)")


class Piece(NamedTuple):
    """A syllable that was read, or a word or number that stood there in other writing. ``start``, ``end``: its place in the text."""

    text: str
    start: int
    end: int
    is_read: bool


def read(text: str) -> list[Piece]:
    """Return the syllables of a text in pinyin without tones (ü: v), and what stands between them. Punctuation is left out."""
    pieces = []
    for match in RUN.finditer(text):
        at = match.start()
        if match[2]:
            pieces.append(Piece(match[2], at, match.end(), is_read=False))
            continue
        pieces += [Piece(syllable, at + n, at + n + 1, is_read=True) for n, syllable in enumerate(syllables(match[1]))]
    return pieces


def pinyin(text: str) -> str:
    """Return a text in pinyin as catalogues hold it: syllables apart, no tones, "Hong lou meng"."""
    return _written(text, lambda syllable: syllable.replace("v", "ü"))


def wade(text: str) -> str:
    """Return a text as Wade and Giles write it, without tones: "Hung lou mêng"."""
    return _written(text, _wade)


def initials(text: str) -> str:
    """Return the first letters of the syllables and words of a text, as readers type them to be quick: 红楼梦 gives hlm.

    Numbers stay whole; "" for a text without Han.
    """
    pieces = read(text)
    if not any(piece.is_read for piece in pieces):
        return ""
    return "".join(piece.text if piece.text.isdecimal() else piece.text[0] for piece in pieces).casefold()


def _written(text: str, spell: Callable[[str], str]) -> str:
    return joined([(spell(piece.text) if piece.is_read else piece.text, piece.start, piece.end) for piece in read(text)], text)


def _wade(syllable: str) -> str:
    written = wade_giles(syllable.replace("v", "u"))
    return written.replace("u", "ü", 1) if "v" in syllable else written
