"""From a dictionary's entries to rows of a table of translations, in both directions.

A head's senses share its weight: each earlier sense counts for more than the next (``FADING``), and among the words of all senses those that
the dictionary itself uses more (``COMMONNESS``); where the source knows what each weighs, that alone. The reverse direction is Bayes' with
heads as likely as they are common within the dictionary. Both are pruned to ``MOST`` translations of at least ``LEAST``.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lantai.core.bilingual.entry import Row
from lantai.core.bilingual.words import joined, keys, stopwords

from .protocol import FADING, Entry

COMMONNESS = 0.5
"""Exponent of how often a text translates something in this dictionary, and of how many longer heads a head stands in.

XQuAD, R@10 with 0/.25/.5/.75: CC-CEDICT .935/.935/.938/.934, FreeDict ara-eng .858/.859/.861/.864; of sources that weigh their
translations themselves, OMW: es .964/.964/.957/.957, ar .758/.756/.741/.710.
"""
OF_NAMES = 0.1
"""What a sense that is a mere name ("surname Wang") weighs beside a first sense."""
LEAST = 0.02
MOST = 8
LONGEST_KEY = 5
"""Words of a head or translation; longer ones are sentences."""

_Numbers: TypeAlias = NDArray[np.int64]
_Weights: TypeAlias = NDArray[np.float64]


def compiled(entries: Iterable[Entry]) -> Iterator[Row]:
    """Yield the rows of a dictionary, of each pair of languages there and back; the same entries give the same rows in the same order."""
    tables: dict[tuple[str, str], Table] = {}
    for entry in entries:
        pair = entry.lang, entry.target
        if pair not in tables:
            tables[pair] = Table(*pair)
        tables[pair].add(entry)
    for pair in sorted(tables):
        yield from tables[pair].rows()


class Side:
    """The texts of one language in a dictionary, numbered, and their keys, numbered too: forms of a word have one key."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.texts: list[str] = []
        self.keys: list[str] = []
        self._key_of = array("q")
        self._numbers: dict[str, int] = {}
        self._key_numbers: dict[str, int] = {}
        self._parts: Counter[str] = Counter()
        self._stop = stopwords(lang)

    def number(self, text: str) -> int:
        """Return the number of a text; -1 of a sentence, a function word, or what has no words."""
        known = self._numbers.get(text)
        if known is None:
            known = self._numbers[text] = self._new(text)
        return known

    def _new(self, text: str) -> int:
        parts = keys(text, self.lang)
        if not parts or len(parts) > LONGEST_KEY or text.lower() in self._stop:
            return -1
        if len(parts) > 1:
            self._parts.update(parts)
        key = joined(parts, self.lang)
        if key not in self._key_numbers:
            self._key_numbers[key] = len(self.keys)
            self.keys.append(key)
        self.texts.append(text)
        self._key_of.append(self._key_numbers[key])
        return len(self.texts) - 1

    def keys_of(self, texts: _Numbers) -> _Numbers:
        """Return the numbers of the keys of texts."""
        return np.asarray(self._key_of)[texts]

    def commonness(self) -> _Weights:
        """Return of every key how common it is: one more than the longer texts that it stands in, flattened."""
        return np.asarray([1.0 + self._parts[key] for key in self.keys]) ** COMMONNESS


class Table:
    """All entries of one pair of languages, as numbers: half a million German heads are 200 MB so, as objects a gigabyte."""

    def __init__(self, source: str, target: str) -> None:
        self._heads, self._texts = Side(source), Side(target)
        self._of_head, self._of_text, self._weights = array("q"), array("q"), array("d")
        self._is_weighed = False

    def add(self, entry: Entry) -> None:
        """Take an entry's translations, with their weights."""
        self._is_weighed |= bool(entry.shares)
        heads = [number for head in (entry.head, *entry.also) if (number := self._heads.number(head)) >= 0]
        for text, weight in weighted(entry) if heads else ():
            number = self._texts.number(text)
            for head in heads if number >= 0 else ():
                self._of_head.append(head)
                self._of_text.append(number)
                self._weights.append(weight)

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the heads' language, then those to it."""
        if not self._of_head:
            return
        links = _linked(np.asarray(self._of_head), self._heads, np.asarray(self._of_text), self._texts, np.asarray(self._weights))
        common = np.bincount(links.to) ** (0.0 if self._is_weighed else COMMONNESS)
        there = _shares(links.of, links.weights * common[links.to])
        yield from _pruned(links, there, self._heads, self._texts)
        back = _shares(links.to, there * self._heads.commonness()[links.of])
        yield from _pruned(links.reversed(), back, self._texts, self._heads)


class _Links(NamedTuple):
    """Pairs of keys, each once: numbers of the keys, of the texts to show for them, weight, and how many entries say so."""

    of: _Numbers
    to: _Numbers
    of_text: _Numbers
    to_text: _Numbers
    weights: _Weights
    evidence: _Numbers

    def reversed(self) -> "_Links":
        return _Links(self.to, self.of, self.to_text, self.of_text, self.weights, self.evidence)


def weighted(entry: Entry) -> Iterator[tuple[str, float]]:
    """Yield the translations of an entry, each with its share of the head's weight before commonness."""
    for number, texts in enumerate(entry.senses):
        if number >= len(entry.senses) - entry.names:
            weight = OF_NAMES
        elif entry.shares:
            weight = entry.shares[number]
        else:
            weight = FADING**number
        for text in texts:
            yield text, weight / len(texts)


def _linked(heads: _Numbers, source: Side, texts: _Numbers, target: Side, weights: _Weights) -> _Links:
    """Return each pair of keys once, with the sum of its weights; shown are the texts of the first entry that has it."""
    of, to = source.keys_of(heads), target.keys_of(texts)
    width = len(target.keys)
    pairs, first, places, evidence = np.unique(of * width + to, return_index=True, return_inverse=True, return_counts=True)
    summed = np.bincount(places, weights=weights).astype(np.float64)
    return _Links(pairs // width, pairs % width, heads[first], texts[first], summed, evidence)


def _shares(of: _Numbers, weights: _Weights) -> _Weights:
    """Return the weights as shares of all that one source has."""
    return np.asarray(weights / np.bincount(of, weights=weights)[of])


def _pruned(links: _Links, weights: _Weights, source: Side, target: Side) -> Iterator[Row]:
    """Yield the best of each source, best first, in the order in which sources were met."""
    order = np.lexsort((links.to, -weights, links.of))
    order = order[weights[order] >= LEAST]
    if not len(order):
        return
    sources = links.of[order]
    starts = np.flatnonzero(np.r_[True, sources[1:] != sources[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    kept = order[rank < MOST]
    columns = links.of[kept], links.to_text[kept], weights[kept].round(4), links.evidence[kept]
    for key, text, weight, evidence in zip(*(column.tolist() for column in columns), strict=True):
        yield Row(source.lang, source.keys[key], target.lang, target.texts[text], weight, evidence)
