"""Training of word vectors: what stands together in pairs of two languages lies together.

Each pair is one text of the words of both languages; words and texts are factored by a truncated SVD (latent semantic indexing across languages, Landauer
and Littman 1990; the SVD by random projection, Halko, Martinsson and Tropp 2011). 43,000 pairs take some ten seconds on one core.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lantai.ai.choice import Unusable
from lantai.core.bilingual.pair import Pair
from lantai.core.bilingual.words import keys

from . import FILE, LONGEST, packed

DIMENSIONS = 192
SPARE = 32
"""Columns computed and thrown away, so that the kept ones are right."""

ROUNDS = 3
LEAST_SEEN = 2
MOST_WORDS = 150_000
LEAST_PAIRS = 50
BLOCK = 60_000
"""Entries multiplied at a time: 54 MB."""

Matrix = NDArray[np.float32]


def train(pairs: Iterable[Pair], folder: Path) -> int:
    """Write the vectors trained on ``pairs`` to ``folder`` and return how many pairs there were; raise Unusable when too few."""
    texts = [_words(pair) for pair in pairs]
    if len(texts) < LEAST_PAIRS:
        raise Unusable(f"there are {len(texts)} bilingual pairs; word vectors need {LEAST_PAIRS} at least")
    seen = Counter(word for text in texts for word in text)
    kept = sorted(seen, key=lambda word: (-seen[word], word))[:MOST_WORDS]
    vocabulary = {word: n for n, word in enumerate(word for word in kept if seen[word] >= LEAST_SEEN)}
    rarity = np.log(len(texts) / np.array([seen[word] for word in vocabulary], np.float32)).astype(np.float32)
    vectors = _factored(_Sparse([[vocabulary[word] for word in text if word in vocabulary] for text in texts], rarity))
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    new.write_bytes(packed(vocabulary, vectors, rarity, len(texts)))
    new.replace(folder / FILE)
    return len(texts)


def _words(pair: Pair) -> list[str]:
    sides = ((pair.lang, pair.text), (pair.other_lang, pair.other))
    return list(dict.fromkeys(f"{lang}:{key}" for lang, text in sides for key in keys(text[:LONGEST], lang) if "\n" not in key))


class _Sparse:
    """Texts by words, each text of unit length, as three flat arrays in the order of texts, and again in the order of words."""

    def __init__(self, texts: Sequence[Sequence[int]], rarity: Matrix) -> None:
        self.shape = (len(texts), len(rarity))
        lengths = np.array([len(text) for text in texts], np.int64)
        self.texts = np.repeat(np.arange(len(texts)), lengths)
        self.words = np.array([word for text in texts for word in text], np.int64)
        values = rarity[self.words]
        norms = np.sqrt(np.bincount(self.texts, values * values, minlength=len(texts))).astype(np.float32)
        self.values: Matrix = (values / np.maximum(norms, 1e-6)[self.texts]).astype(np.float32)
        self.by_word = np.argsort(self.words, kind="stable")

    def times(self, columns: Matrix) -> Matrix:
        """Return the texts by ``columns``, which are by words."""
        return self._summed(self.texts, self.words, self.values, columns, self.shape[0])

    def turned_times(self, columns: Matrix) -> Matrix:
        """Return the words by ``columns``, which are by texts."""
        order = self.by_word
        return self._summed(self.words[order], self.texts[order], self.values[order], columns, self.shape[1])

    @staticmethod
    def _summed(to: NDArray[np.int64], of: NDArray[np.int64], values: Matrix, columns: Matrix, size: int) -> Matrix:
        made = np.zeros((size, columns.shape[1]), np.float32)
        for at in range(0, len(to), BLOCK):
            some = slice(at, at + BLOCK)
            starts = np.flatnonzero(np.diff(to[some], prepend=-1))
            made[to[some][starts]] += np.add.reduceat(values[some, None] * columns[of[some]], starts, axis=0)
        return made


def _factored(matrix: _Sparse) -> Matrix:
    """Return the right singular vectors, a row a word, each direction as long as it is strong."""
    width = min(DIMENSIONS + SPARE, *matrix.shape)
    start = np.random.default_rng(0).standard_normal((matrix.shape[1], width)).astype(np.float32)
    base = np.linalg.qr(matrix.times(start))[0]
    for _ in range(ROUNDS):
        base = np.linalg.qr(matrix.times(np.linalg.qr(matrix.turned_times(base))[0]))[0]
    left, strengths, _ = np.linalg.svd(matrix.turned_times(base), full_matrices=False)
    vectors: Matrix = (left * strengths)[:, :DIMENSIONS]
    return vectors
