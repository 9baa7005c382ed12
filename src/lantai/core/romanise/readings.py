"""How Chinese characters are read in their phrases: a table of exceptions to the one reading that each has by itself (``data/readings.txt``)."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from lantai.core.text import han

LONGEST = 8
"""Characters of a phrase."""


def syllables(run: str) -> list[str]:
    """Return one syllable of pinyin for each character of a run of Han, without tones, ü as v; a character without reading stands for itself."""
    phrases, beginnings = _phrases()
    read = list(map(_reading, run))
    forms = han.forms()
    folded = "".join([forms.get(character, character) for character in run])
    if not beginnings.isdisjoint(folded):
        for start, found in in_phrases(folded, phrases):
            read[start : start + len(found)] = found
    return read


def in_phrases(run: str, phrases: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the phrases in a run with where they begin, from left to right, the longest first."""
    at = 0
    while at < len(run) - 1:
        for end in range(min(len(run), at + LONGEST), at + 1, -1):
            if found := phrases.get(run[at:end]):
                yield at, found
                at = end - 1
                break
        at += 1


@lru_cache(maxsize=32_768)
def _reading(character: str) -> str:
    return _table().get(character) or str(anyascii(character)).lower() or character


@cache
def _table() -> dict[str, str]:
    text = files("lantai.core.romanise").joinpath("data/readings.txt").read_text(encoding="utf-8")
    rows = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {written: read for written, _, read in rows}


@cache
def _phrases() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Return the phrases, and the characters that they begin with."""
    phrases = {written: tuple(read.split(" ")) for written, read in _table().items() if len(written) > 1}
    return phrases, frozenset(phrase[0] for phrase in phrases)
