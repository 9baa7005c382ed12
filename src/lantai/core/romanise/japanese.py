"""Japanese in Latin letters: the words of a text and how they are read (SudachiPy, an extra), and the forms made of them.

Without the extra, kana alone are read; a text with characters whose reading nobody knows has no romanised form.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from . import kana
from .joining import joined
from .kanji import new_forms

_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_WORD = re.compile("[ぁ-ゖ]+|[ァ-ヺー]+|[^\\W_ぁ-ゖァ-ヺー]+")
LONGEST = 4000
"""Characters of a text that are read."""

_DICTIONARIES = ("core", "full", "small")
_PARTICLES = {"ハ": "ワ", "ヘ": "エ", "ヲ": "オ"}
_CATALOGUED = {"日本": "ニホン", "日本人": "ニホンジン", "日本語": "ニホンゴ", "私": "ワタクシ"}
"""Readings that catalogues prefer to those of the dictionary."""

_OTHERS = {"日本": ("ニッポン",), "私": ("ワタシ",)}
"""What else such a word may be read like."""


class Word(NamedTuple):
    """A word, its reading in katakana ("": it stands for itself), what else it may be read like, and its place.

    ``joins``: it is written together with the word before (an ending), ``opens``: with the word after (a prefix).
    ``inflected``: a verb or the like; ``inflects``: an ending that only those have.
    """

    text: str
    reading: str
    others: tuple[str, ...]
    start: int
    end: int
    joins: bool = False
    opens: bool = False
    inflected: bool = False
    inflects: bool = False


def can_read(text: str) -> bool:
    """Say whether the readings of a text can be told: it has kana alone, or the extra is there."""
    return not _HAN.search(text) or _tokenizer() is not None


def read(text: str) -> tuple[Word, ...]:
    """Return the words of a text with their readings; none when it cannot be read. Punctuation is left out."""
    if not _HAN.search(text):
        return tuple(_plain(text)) if _tokenizer() is None else _analysed(text)
    return _analysed(text) if _tokenizer() is not None else ()


def hepburn(text: str) -> str:
    """Return a text as Hepburn writes it, "Nihon no rekishi"; "" when it cannot be read."""
    return _written(read(text), text, kunrei=False)


def kunrei(text: str) -> str:
    """Return a text by the ministry's system, "Nihon no rekisi"; "" when it cannot be read."""
    return _written(read(text), text, kunrei=True)


def _written(words: tuple[Word, ...], text: str, *, kunrei: bool) -> str:
    spell = kana.kunrei if kunrei else kana.hepburn
    made = []
    for group in _groups(words):
        reading = "".join(word.reading for word in group)
        spelled = spell(reading, inflected=group[-1].inflected) if reading else group[0].text
        made.append((spelled, group[0].start, group[-1].end))
    return joined(made, text, counted="-") if made else ""


def _groups(words: tuple[Word, ...]) -> list[list[Word]]:
    """Return the words that are written as one together: a verb and its endings, a noun and its suffix or prefix."""
    groups: list[list[Word]] = []
    for word in words:
        before = groups[-1][-1] if groups else None
        beside = before is not None and before.end == word.start and before.reading and word.reading
        if before is not None and beside and (before.opens or (word.joins and (before.inflected or not word.inflects))):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _plain(text: str) -> list[Word]:
    """Cut a text of kana at its spaces alone."""
    return [
        Word(match[0], kana.katakana(match[0]) if _KANA.match(match[0]) else "", (), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=4096)
def _analysed(text: str) -> tuple[Word, ...]:
    tokenizer = _tokenizer()
    words = []
    for morpheme in tokenizer.tokenize(new_forms(text[:LONGEST])):
        surface, kind = morpheme.surface(), morpheme.part_of_speech()[0]
        if any(map(str.isalnum, surface)):
            words.append(_word(surface, kind, morpheme.reading_form(), morpheme.begin(), morpheme.end()))
    return tuple(words)


def _word(surface: str, kind: str, reading: str, start: int, end: int) -> Word:
    if not (_HAN.search(surface) or _KANA.search(surface)):
        return Word(surface, "", (), start, end)
    reading = _CATALOGUED.get(surface, reading)
    if kind == "助詞":
        reading = _PARTICLES.get(reading, reading)
    inflects = kind == "助動詞" or (kind == "助詞" and surface in ("て", "ば"))
    return Word(
        surface, reading, _OTHERS.get(surface, ()), start, end, joins=inflects or kind == "接尾辞", opens=kind == "接頭辞",
        inflected=kind in ("動詞", "形容詞", "助動詞"), inflects=inflects,
    )  # fmt: skip


@cache
def _tokenizer() -> Any:
    """Return what cuts Japanese into words, with the largest dictionary that is installed; None without the extra."""
    try:
        from sudachipy import Dictionary
    except ImportError:
        return None
    for size in _DICTIONARIES:
        try:
            return Dictionary(dict=size).tokenizer()
        except Exception:  # noqa: S112  # what it raises for a dictionary that is not there is not declared
            continue
    return None
