"""What is counted of a text: runs of one to four characters, words and pairs of words of Latin script, hashed."""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

BITS = 20
WIDTH = 1 << BITS
LONGEST = 4_000
"""Characters that are read of a text: an abstract has 300 to 2,000."""

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[a-zà-öø-ÿа-яё]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

Floats = NDArray[np.float32]


class Embed(Protocol):
    """Texts in, vectors of unit length out: shape (texts, dimensions)."""

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return a vector a text."""


class Rows(NamedTuple):
    """Sparse rows: ``starts[n]`` to ``starts[n + 1]`` of ``columns`` and ``values`` are row n."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: Floats

    @property
    def size(self) -> int:
        """Return how many rows there are."""
        return len(self.starts) - 1

    def row(self, n: int) -> tuple[NDArray[np.int32], Floats]:
        """Return columns and values of a row."""
        part = slice(int(self.starts[n]), int(self.starts[n + 1]))
        return self.columns[part], self.values[part]

    def part(self, numbers: NDArray[np.int64]) -> "Rows":
        """Return some of the rows, in that order."""
        chosen = [self.row(int(n)) for n in numbers]
        starts = np.concatenate([[0], np.cumsum([len(column) for column, _value in chosen])]).astype(np.int64)
        none = np.zeros(0, np.int32), np.zeros(0, np.float32)
        return Rows(
            starts, np.concatenate([none[0], *(c for c, _v in chosen)]), np.concatenate([none[1], *(v for _c, v in chosen)])
        )


def plain(text: str) -> str:
    """Return a text as it is counted: compatible forms made one, small letters, digits alike, one space."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return _SPACES.sub(" ", re.sub(r"\d", "0", folded)).strip()


def has_han(text: str) -> bool:
    """Return whether there is a Chinese character in a text."""
    return _HAN.search(text) is not None


def pieces(text: str, *, longest: int) -> Counter[str]:
    """Return what is counted of a text. Runs of characters are taken of Han text alone, words of the others."""
    folded = plain(text)
    found: Counter[str] = Counter()
    for run in re.findall(r"[\u3400-\u9fff\uf900-\ufaff]+", folded):
        for size in range(1, longest + 1):
            found.update(run[n : n + size] for n in range(len(run) - size + 1))
    words = _WORD.findall(folded)
    found.update(f" {word}" for word in words)
    found.update(f" {first} {second}" for first, second in pairwise(words))
    for word in words:
        found.update(f"~{word[n : n + 4]}" for n in range(len(word) - 3))
    return found


def hashed(texts: Iterable[str], *, longest: int) -> Rows:
    """Return the pieces of texts as rows: column by hash, value 1 + log of how often."""
    starts, columns, values = [0], list[NDArray[np.int32]](), list[Floats]()
    for text in texts:
        counted = pieces(text, longest=longest)
        column = np.fromiter((zlib.crc32(piece.encode()) & (WIDTH - 1) for piece in counted), np.int32, len(counted))
        value = 1 + np.log(np.fromiter(counted.values(), np.float32, len(counted)))
        unique, where = np.unique(column, return_inverse=True)
        columns.append(unique)
        values.append(np.bincount(where, weights=value, minlength=len(unique)).astype(np.float32))
        starts.append(starts[-1] + len(unique))
    empty = np.zeros(0, np.int32), np.zeros(0, np.float32)
    return Rows(np.array(starts), np.concatenate([empty[0], *columns]), np.concatenate([empty[1], *values]))


def rarity(rows: Rows, *, least: int) -> Floats:
    """Return the weight of each column: rare ones count more, those of fewer than ``least`` texts nothing."""
    frequent = np.bincount(rows.columns, minlength=WIDTH)
    weight = np.log((1 + rows.size) / (1 + frequent)) + 1
    return np.where(frequent >= least, weight, 0).astype(np.float32)


def weighted(rows: Rows, weights: Floats) -> Rows:
    """Return the rows weighted and of length one; columns without weight go."""
    values = rows.values * weights[rows.columns]
    kept = values > 0
    numbers = np.repeat(np.arange(rows.size), np.diff(rows.starts))[kept]
    columns, values = rows.columns[kept], values[kept]
    lengths = np.sqrt(np.bincount(numbers, weights=values**2, minlength=rows.size)).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=rows.size))])
    return Rows(starts, columns, values / lengths[numbers])
