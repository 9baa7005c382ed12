"""The words that a discipline is known by: lists that we wrote, in Chinese and English, and how often a text has them.

The lists tell a discipline without any labelled text; ``believing`` makes more of them where there is some.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .features import Floats, Rows, has_han, plain

KEYWORDS = Path(__file__).with_name("keywords.tsv")
"""A line a discipline: its code, a tab, its words parted by "|"."""

TYPICAL = 12.0
"""Listed words that an abstract has; texts with more count for more, by the root."""


@dataclass(frozen=True, slots=True)
class Lists:
    """``words``: as written; ``number`` of each as counted; ``sizes``: lengths by first sign; ``listed``: shape (words, codes), zeros and ones."""

    codes: tuple[str, ...]
    words: tuple[str, ...]
    number: dict[str, int]
    sizes: dict[str, tuple[int, ...]]
    listed: Floats


@lru_cache(maxsize=1)
def lists() -> Lists:
    """Return the lists of all disciplines."""
    lines = [line.split("\t") for line in KEYWORDS.read_text("utf-8").splitlines() if line]
    number, words, sizes, at = dict[str, int](), list[str](), defaultdict[str, set[int]](set), list[tuple[int, int]]()
    for d, (_code, written) in enumerate(lines):
        for word in written.split("|"):
            counted = _counted(word)
            if counted not in number:
                number[counted] = len(words)
                words.append(word)
                sizes[counted[0]].add(len(counted))
            at.append((number[counted], d))
    listed = np.zeros((len(words), len(lines)), np.float32)
    listed[tuple(np.array(at).T)] = 1
    return Lists(
        tuple(code for code, _words in lines), tuple(words), number, {k: tuple(sorted(v)) for k, v in sizes.items()}, listed
    )


def _counted(word: str) -> str:
    """Return a word as it is looked for: a Latin one from its beginning, so that "catalyst" finds "catalysts"."""
    folded = plain(word)
    return folded if has_han(folded) else f" {folded}"


def found(text: str) -> Counter[int]:
    """Return the numbers of the listed words that a text has, and how often; words may lie in one another."""
    known, folded = lists(), plain(text)
    counts: Counter[int] = Counter()
    before = ""
    for at, sign in enumerate(folded):
        for size in known.sizes.get(sign, ()):
            number = known.number.get(folded[at : at + size])
            if number is not None:
                counts[number] += 1
        if sign.isascii() and sign.isalnum() and not (before.isascii() and before.isalnum()):
            for size in known.sizes[" "]:
                number = known.number.get(f" {folded[at : at + size - 1]}")
                if number is not None:
                    counts[number] += 1
        before = sign
    return counts


def counted(texts: Sequence[str]) -> Rows:
    """Return the listed words of texts as rows: 1 + log of how often, over the root of what the text has of them."""
    starts, columns, values = [0], list[int](), list[float]()
    for text in texts:
        counts = found(text)
        weights = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        columns.extend(counts)
        values.extend(weights * np.sqrt(TYPICAL / max(1.0, float(weights.sum()))))
        starts.append(len(columns))
    return Rows(np.array(starts), np.array(columns, np.int32), np.array(values, np.float32))


def hits(rows: Rows) -> Floats:
    """Return how much each discipline's list says of each text: shape (texts, codes), rows that sum to one or are zero.

    A word counts by how few disciplines name it.
    """
    said = times(rows, lists().listed / lists().listed.sum(axis=1, keepdims=True) ** 2)
    sums = said.sum(axis=1, keepdims=True)
    np.divide(said, sums, out=said, where=sums > 0)
    return said


def times(rows: Rows, weights: Floats) -> Floats:
    """Return the product of rows with weights of every listed word: shape (texts, columns of the weights)."""
    product = np.zeros((rows.size, weights.shape[1]), np.float32)
    for n in range(rows.size):
        column, value = rows.row(n)
        product[n] = value @ weights[column]
    return product
