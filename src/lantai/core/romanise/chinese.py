"""Chinese in Latin letters: the readings of characters in their words (pypinyin), and the forms made of them.

pypinyin takes 60 MB and is loaded when the first text is read: in what imports and indexes, not in what answers readers.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from lantai.core.text import han

from .joining import joined
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
        for word in _words(match[1]):
            syllables = _readings(word)
            pieces += [Piece(syllable, at + n, at + n + 1, is_read=True) for n, syllable in enumerate(syllables)]
            at += len(word)
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


def _words(run: str) -> list[str]:
    """Return a run cut into words, so that each character is read as in its word. The dictionary knows simplified forms."""
    if len(run) < 2:
        return [run]
    forms = han.forms()
    plain = "".join([forms.get(character, character) for character in run])
    found, at = [], 0
    for word in _cutter()(plain):
        found.append(run[at : at + len(word)])
        at += len(word)
    return found


@cache
def _cutter() -> Callable[[str], list[str]]:
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


@lru_cache(maxsize=65_536)
def _readings(word: str) -> tuple[str, ...]:
    """Return one syllable a character; a character without reading stands for itself. Only words of the dictionary cost more than their characters."""
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    if len(word) > 1 and word in PHRASES_DICT and len(found := lazy_pinyin(word)) == len(word):
        return tuple(found)
    return tuple(map(_reading, word))


@lru_cache(maxsize=32_768)
def _reading(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0])
