"""Learning from labelled texts: ridge regression in its dual form, over the sum of three likenesses (pieces, keywords, and vectors where there are any).

Dual regression needs the texts' likeness to each other alone, so trying other settings costs one solution of n equations, not another reading. A fifth
of the texts calibrates how sure it may be; then all are learnt from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .classifier import Classifier, Embed, Weights, chances
from .features import Floats, Rows, hashed, hits, rarity, weighted
from .likeness import likeness

MOST = 12_000
"""Texts that can be learnt from at once: their likenesses are a square in memory, 0.6 GB at 12,000."""

_SHARPNESS = np.linspace(1, 24, 47)


class TooMany(ValueError):
    """More labelled texts than are learnt from at once."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``longest``: runs of characters; ``ridge``: how much weights are held back; ``words`` and ``vectors``: what keywords and vectors count beside pieces."""

    longest: int = 4
    ridge: float = 0.3
    words: float = 0.4
    vectors: float = 1.0


class Beside(NamedTuple):
    """Likenesses of other texts to those that are learnt from: of pieces, keywords and vectors."""

    pieces: Floats
    words: Floats
    vectors: Floats

    def summed(self, settings: Settings) -> Floats:
        """Return one likeness, each part counted as the settings say."""
        found: Floats = self.pieces + settings.words * self.words + settings.vectors * self.vectors
        return found


class Learning:
    """Labelled texts and their likenesses, from which classifiers of several settings are made."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], *, longest: int = 4, embed: Embed | None = None) -> None:
        if len(texts) > MOST:
            raise TooMany(f"{len(texts):,} labelled texts are more than are learnt from at once ({MOST:,}): take a part of them")
        self.labels = tuple(sorted(set(labels)))
        self.longest, self.embed = longest, embed
        counted = hashed(texts, longest=longest)
        self.rarity = rarity(counted, least=2 if len(texts) > 50 else 1)
        self.rows = weighted(counted, self.rarity)
        self.words = hits(texts)
        self.vectors = embed(texts) if embed else np.zeros((len(texts), 0), np.float32)
        self.of = np.array([self.labels.index(label) for label in labels], np.int64)
        self.alike = likeness(self.rows, self.rows)

    def beside(self, texts: Sequence[str]) -> "Beside":
        """Return other texts' likenesses to these, from which any settings' scores are a product away."""
        rows = weighted(hashed(texts, longest=self.longest), self.rarity)
        vectors = self.embed(texts) if self.embed else np.zeros((len(texts), 0), np.float32)
        return Beside(likeness(rows, self.rows), hits(texts) @ self.words.T, vectors @ self.vectors.T)

    def scores(self, beside: "Beside", settings: Settings) -> Floats:
        """Return the scores of other texts: shape (texts, classes)."""
        found: Floats = beside.summed(settings) @ self.solved(settings)
        return found

    def solved(self, settings: Settings, part: NDArray[np.int64] | None = None) -> Floats:
        """Return the dual weights of the texts (of ``part`` of them): shape (texts, classes)."""
        chosen = np.arange(len(self.of)) if part is None else part
        alike = self.alike[np.ix_(chosen, chosen)] if part is not None else self.alike.copy()
        alike += settings.words * (self.words[chosen] @ self.words[chosen].T)
        alike += settings.vectors * (self.vectors[chosen] @ self.vectors[chosen].T)
        alike[np.diag_indices(len(chosen))] += settings.ridge
        wanted = np.full((len(chosen), len(self.labels)), -1 / len(self.labels), np.float32)
        wanted[np.arange(len(chosen)), self.of[chosen]] += 1
        return np.linalg.solve(alike, wanted).astype(np.float32)

    def classifier(self, settings: Settings) -> Classifier:
        """Return the classifier of these settings."""
        dual = self.solved(settings)
        columns, pieces = _primal(self.rows, dual)
        weights = Weights(
            self.labels,
            self.longest,
            self.rarity,
            columns,
            pieces,
            settings.words * (self.words.T @ dual),
            settings.vectors * (self.vectors.T @ dual),
            self._sharpness(settings),
        )
        return Classifier(weights, self.embed)

    def _sharpness(self, settings: Settings) -> float:
        """Return by how much scores are multiplied so that chances are as often right as they say, on a fifth that was not learnt from."""
        numbers = np.arange(len(self.of))
        held, rest = numbers[numbers % 5 == 0], numbers[numbers % 5 != 0]
        if len(rest) < len(self.labels):
            return 1.0
        alike = self.alike[np.ix_(held, rest)] + settings.words * (self.words[held] @ self.words[rest].T)
        alike += settings.vectors * (self.vectors[held] @ self.vectors[rest].T)
        scores = alike @ self.solved(settings, rest)
        right = np.arange(len(held)), self.of[held]
        losses = [-np.log(chances(scores * np.float32(sharp))[right] + 1e-12).mean() for sharp in _SHARPNESS]
        return float(_SHARPNESS[int(np.argmin(losses))])


def train(
    texts: Sequence[str], labels: Sequence[str], settings: Settings | None = None, *, embed: Embed | None = None
) -> Classifier:
    """Return a classifier of labelled texts; raise TooMany."""
    settings = settings or Settings()
    return Learning(texts, labels, longest=settings.longest, embed=embed).classifier(settings)


def _primal(rows: Rows, dual: Floats) -> tuple[NDArray[np.int32], Floats]:
    """Return the columns that occur and their weight per class."""
    columns, where = np.unique(rows.columns, return_inverse=True)
    numbers = np.repeat(np.arange(rows.size), np.diff(rows.starts))
    pieces = np.zeros((len(columns), dual.shape[1]), np.float32)
    for c in range(dual.shape[1]):
        pieces[:, c] = np.bincount(where, weights=rows.values * dual[numbers, c], minlength=len(columns))
    return columns.astype(np.int32), pieces
