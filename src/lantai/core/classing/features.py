"""What is counted of a text: runs of one to four characters, words and pairs of words of Latin script, hashed; and the keywords of each discipline."""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BITS = 20
WIDTH = 1 << BITS
LONGEST = 4_000
"""Characters that are read of a text: an abstract has 300 to 2,000."""

KEYWORDS = Path(__file__).with_name("keywords.tsv")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[a-zà-öø-ÿа-яё]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

Floats = NDArray[np.float32]


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


def plain(text: str) -> str:
    """Return a text as it is counted: compatible forms made one, small letters, digits alike, one space."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return _SPACES.sub(" ", re.sub(r"\d", "0", folded)).strip()


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


@lru_cache(maxsize=1)
def keywords() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the keywords of each discipline, by its code."""
    lines = [line.split("\t") for line in KEYWORDS.read_text("utf-8").splitlines() if line]
    return tuple((code, tuple(words.split("|"))) for code, words in lines)


def hits(texts: Sequence[str]) -> Floats:
    """Return how much each discipline's keywords say of each text: shape (texts, disciplines), rows of length one or zero.

    A word counts by how few disciplines name it; Latin words count from their beginning.
    """
    named = Counter(word for _code, words in keywords() for word in set(words))
    found = np.zeros((len(texts), len(keywords())), np.float32)
    for n, text in enumerate(texts):
        folded = f" {plain(text)}"
        present = {word: count for word in named if (count := folded.count(word if _HAN.search(word) else f" {word}"))}
        for d, (_code, words) in enumerate(keywords()):
            found[n, d] = sum((1 + np.log(present[word])) / named[word] for word in words if word in present)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    np.divide(found, lengths, out=found, where=lengths > 0)
    return found


def reasons(text: str, code: str) -> tuple[str, ...]:
    """Return the keywords of a discipline that a text has."""
    folded = f" {plain(text)}"
    words = dict(keywords()).get(code, ())
    return tuple(word for word in words if (word if _HAN.search(word) else f" {word}") in folded)
