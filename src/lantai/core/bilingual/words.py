"""Words as tables of translations hold them: the one way to cut text, for learning and for asking.

A *key* is what forms of one word share in its language: the folded stem; Chinese words are cut by rjieba, in simplified characters. A
phrase's key is its words' keys with spaces between (without, in Chinese). Enter at ``cut``, or at ``key`` for a whole phrase.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple

from lantai.core.text.fold import fold
from lantai.core.text.segment import folded_with_places
from lantai.core.text.stems import stem

from . import cutting
from .stopwords import stopwords

__all__ = ("UNSPACED", "Word", "analyzer", "cut", "is_stop", "joined", "key", "keys", "stopwords")


class Word(NamedTuple):
    """A word of a text: ``text`` as written, ``key`` as tables hold it, and its place."""

    text: str
    key: str
    start: int
    end: int


UNSPACED = frozenset(("zh", "ja", "yue", "wuu", "lzh", "th", "lo", "km", "my"))
"""Languages whose phrases are joined without a space."""


def joined(keys: Iterable[str], lang: str) -> str:
    """Return the key of a phrase made of these words."""
    return ("" if lang.partition("-")[0] in UNSPACED else " ").join(keys)


def cut(text: str, lang: str) -> list[Word]:
    """Return the words of ``text`` in order, read as one of ``lang`` (a tag; "" stems nothing): function words too, see ``is_stop``.

    An article or a possessive that is written together with its word is cut off (l'homme: homme). Languages without spaces of which we
    have no dictionary (Thai, Japanese outside Han) give stretches of one script.
    """
    lang = lang.partition("-")[0]
    if lang != "ja":
        return list(_placed(text, lang))
    return [
        word._replace(start=first + word.start, end=first + word.end)
        for first, last in cutting.japanese_stretches(text)
        for word in _placed(text[first:last], lang)
    ]


def keys(text: str, lang: str) -> list[str]:
    """Return the keys of ``cut(text, lang)``, in half the time where places need not be known: half a million heads of a dictionary."""
    lang = lang.partition("-")[0]
    if _PLAIN.fullmatch(text):
        return [stem(word, lang) for word in _PLAIN_WORD.findall(text)]
    if lang != "ja":
        pieces = list(cutting.pieces(fold(cutting.opened(text, lang))))
        if all(key for _, _, key in pieces):
            return [key for _, _, key in pieces]
    return [word.key for word in cut(text, lang)]


def key(text: str, lang: str) -> str:
    """Return the key of ``text`` as one word or phrase; "" when it has no words."""
    return joined(keys(text, lang), lang)


def is_stop(word: Word, lang: str) -> bool:
    """Say whether the word is a function or question word of the language, which has no translation worth looking for."""
    return _folded(word.text) in stopwords(lang)


_PLAIN = re.compile("[A-Za-z0-9 ,.;:]*")
_PLAIN_WORD = re.compile("[A-Za-z0-9]+")
"""Text whose words are what stands between the signs, in every language."""

_folded = lru_cache(maxsize=65_536)(fold)


def _placed(text: str, lang: str) -> Iterator[Word]:
    folded, places = folded_with_places(cutting.opened(text, lang))
    for first, last, key in cutting.pieces(folded):
        start, end = (first, last) if places is None else (places[first][0], places[last - 1][1])
        word = text[start:end]
        yield Word(
            word, key or stem(word, lang).replace(" ", "") or folded[first:last], start, end
        )  # of a sign that is read as a word: A#


@cache
def analyzer() -> str:
    """Return the version of all that keys depend on: tables made with another one are to be made again."""
    from hashlib import sha256

    digest = sha256()
    for package in ("rjieba", "PyStemmer"):
        digest.update(f"{package} {version(package)}\n".encode())
    for package, names in _SOURCES.items():
        for name in names:
            digest.update(files(package).joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


_SOURCES = {
    "lantai.core.text": ("fold.py", "data/han.txt", "segment.py", "spellings.py", "stems.py"),
    "lantai.core.bilingual": ("words.py", "cutting.py", "stopwords.py", "data/stopwords.txt"),
}
