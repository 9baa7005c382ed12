"""Words as tables of translations hold them: the one way to cut text, for learning and for asking.

A *key* is what forms of one word share in its language: the folded stem; Chinese words are cut by rjieba, in simplified characters. A
phrase's key is its words' keys with spaces between (without, in Chinese).
"""

from typing import NamedTuple


class Word(NamedTuple):
    """A word of a text: ``text`` as written, ``key`` as tables hold it, and its place."""

    text: str
    key: str
    start: int
    end: int


UNSPACED = frozenset(("zh", "ja", "yue", "wuu", "lzh", "th", "lo", "km", "my"))
"""Languages whose phrases are joined without a space."""


def joined(keys: list[str], lang: str) -> str:
    """Return the key of a phrase made of these words."""
    return ("" if lang.partition("-")[0] in UNSPACED else " ").join(keys)
