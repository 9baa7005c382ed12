"""Learning from labelled texts: ridge regression in its dual form over likenesses (of pieces, and of vectors where there are any), and beside it what
the listed words let believe.

Dual regression needs the texts' likeness to each other alone, so trying other settings costs one solution of n equations, not another reading. A fifth
of the texts calibrates how sure it may be; then all are learnt from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .believing import believed, meant, spoken, untaught
from .classifier import Classifier, Weights, chances
from .features import WIDTH, Embed, Floats, Rows, hashed, rarity, weighted
from .likeness import likeness
from .listed import counted

MOST = 12_000
"""Texts that can be learnt from at once: their likenesses are a square in memory, 0.6 GB at 12,000."""

_SHARPNESS = np.linspace(1, 40, 79)

UNTAUGHT_SHARPNESS = 0.25
"""By how much the scores of lists alone are multiplied so that they are as often right as they say; from the 2,036 abstracts that CSLDCP trains on."""

UNTAUGHT_MEANING = 20.0
"""What a text's likeness of meaning to listed words counts beside the words; from the same abstracts (10 and 15 tell a point fewer first)."""


class TooMany(ValueError):
    """More labelled texts than are learnt from at once."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``longest``: runs of characters; ``ridge``: how much weights are held back; ``words`` and ``vectors``: what lists and vectors count beside pieces.

    ``sharpness``: by how much scores are multiplied before they become chances; 0: found on a fifth of the texts.
    """

    longest: int = 4
    ridge: float = 0.5
    words: float = 0.0125
    vectors: float = 1.0
    sharpness: float = 0.0


class Beside(NamedTuple):
    """Of other texts: their likenesses to those that are learnt from, by pieces and by vectors, and what their listed words say."""

    pieces: Floats
    spoken: Floats
    vectors: Floats


class Learning:
    """Labelled texts and their likenesses, from which classifiers of several settings are made."""

    def __init__(
        self, texts: Sequence[str], labels: Sequence[str], *, longest: int = 4, embed: Embed | None = None, embedder: str = ""
    ) -> None:
        if len(texts) > MOST:
            raise TooMany(f"{len(texts):,} labelled texts are more than are learnt from at once ({MOST:,}): take a part of them")
        self.labels = tuple(sorted(set(labels)))
        self.longest, self.embed, self.embedder = longest, embed, embedder
        pieces = hashed(texts, longest=longest)
        self.rarity = rarity(pieces, least=2 if len(texts) > 50 else 1)
        self.rows = weighted(pieces, self.rarity)
        number = {label: n for n, label in enumerate(self.labels)}
        self.of = np.array([number[label] for label in labels], np.int64)
        self.listed = counted(texts)
        self.words = believed(self.listed, self.of, self.labels)
        self.vectors = embed(texts) if embed else np.zeros((len(texts), 0), np.float32)
        self.alike = likeness(self.rows, self.rows)
        self._solved: dict[tuple[float, float], Floats] = {}

    def beside(self, texts: Sequence[str]) -> "Beside":
        """Return what is known of other texts, from which any settings' scores are a product away."""
        rows = weighted(hashed(texts, longest=self.longest), self.rarity)
        vectors = self.embed(texts) if self.embed else np.zeros((len(texts), 0), np.float32)
        return Beside(likeness(rows, self.rows), spoken(counted(texts), self.words), vectors @ self.vectors.T)

    def scores(self, beside: "Beside", settings: Settings) -> Floats:
        """Return the scores of other texts: shape (texts, classes)."""
        alike = beside.pieces + settings.vectors * beside.vectors
        found: Floats = alike @ self.solved(settings) + settings.words * beside.spoken
        return found

    def solved(self, settings: Settings) -> Floats:
        """Return the dual weights of the texts: shape (texts, classes). Solved once for all settings that differ in ``words`` alone."""
        key = settings.ridge, settings.vectors
        if key not in self._solved:
            self._solved[key] = self._solve(settings, np.arange(len(self.of)))
        return self._solved[key]

    def _solve(self, settings: Settings, part: NDArray[np.int64]) -> Floats:
        """Return the dual weights of some texts."""
        alike = self.alike[np.ix_(part, part)]
        alike += settings.vectors * (self.vectors[part] @ self.vectors[part].T)
        alike[np.diag_indices(len(part))] += settings.ridge
        wanted = np.full((len(part), len(self.labels)), -1 / len(self.labels), np.float32)
        wanted[np.arange(len(part)), self.of[part]] += 1
        return np.linalg.solve(alike, wanted).astype(np.float32)

    def classifier(self, settings: Settings) -> Classifier:
        """Return the classifier of these settings; it needs no embedder where vectors count nothing."""
        dual = self.solved(settings)
        columns, pieces = _primal(self.rows, dual)
        counts = self.embed is not None and settings.vectors > 0
        vectors = settings.vectors * (self.vectors.T @ dual) if counts else np.zeros((0, len(self.labels)), np.float32)
        sharpness = settings.sharpness or self._sharpness(settings)
        words, embedder = settings.words * self.words, self.embedder if counts else ""
        weights = Weights(self.labels, self.longest, self.rarity, columns, pieces, words, vectors, sharpness, embedder)
        return Classifier(weights, self.embed if counts else None)

    def _sharpness(self, settings: Settings) -> float:
        """Return by how much scores are multiplied so that chances are as often right as they say, on a fifth that was not learnt from."""
        numbers = np.arange(len(self.of))
        held, rest = numbers[numbers % 5 == 0], numbers[numbers % 5 != 0]
        if len(rest) < len(self.labels):
            return 1.0
        alike = self.alike[np.ix_(held, rest)] + settings.vectors * (self.vectors[held] @ self.vectors[rest].T)
        words = believed(self.listed.part(rest), self.of[rest], self.labels)
        scores = alike @ self._solve(settings, rest) + settings.words * spoken(self.listed.part(held), words)
        return sharpest(scores, self.of[held])


def sharpest(scores: Floats, of: NDArray[np.int64]) -> float:
    """Return by how much scores are multiplied so that chances are as often right as they say. ``of``: the number of each row's class, or -1."""
    known = np.flatnonzero(of >= 0)
    right = known, of[known]
    losses = [-np.log(chances(scores * np.float32(sharp))[right] + 1e-12).mean() for sharp in _SHARPNESS]
    return float(_SHARPNESS[int(np.argmin(losses))])


def train(
    texts: Sequence[str], labels: Sequence[str], settings: Settings | None = None, *, embed: Embed | None = None
) -> Classifier:
    """Return a classifier of labelled texts; raise TooMany."""
    settings = settings or Settings()
    return Learning(texts, labels, longest=settings.longest, embed=embed).classifier(settings)


def untrained(labels: Sequence[str], *, embed: Embed | None = None, embedder: str = "") -> Classifier:
    """Return a classifier that knows the lists of words alone, for a library without labelled texts. ``labels``: names of disciplines or categories.

    With an embedder a text's likeness of meaning to listed words counts as well: what is meant need not be said in a listed word.
    """
    none = np.zeros((0, len(labels)), np.float32)
    vectors = np.float32(UNTAUGHT_MEANING) * meant(labels, embed) if embed else none
    nothing = np.zeros(WIDTH, np.float32), np.zeros(0, np.int32), none
    return Classifier(Weights(tuple(labels), 1, *nothing, untaught(labels), vectors, UNTAUGHT_SHARPNESS, embedder), embed)


def _primal(rows: Rows, dual: Floats) -> tuple[NDArray[np.int32], Floats]:
    """Return the columns that occur and their weight per class."""
    columns, where = np.unique(rows.columns, return_inverse=True)
    numbers = np.repeat(np.arange(rows.size), np.diff(rows.starts))
    pieces = np.zeros((len(columns), dual.shape[1]), np.float32)
    for c in range(dual.shape[1]):
        pieces[:, c] = np.bincount(where, weights=rows.values * dual[numbers, c], minlength=len(columns))
    return columns.astype(np.int32), pieces


def once(embed: Embed) -> Embed:
    """Return an embedder that reads each text once, however often it is asked for; it holds the vectors of all that it read."""
    known: dict[str, Floats] = {}

    def remembered(texts: Sequence[str]) -> Floats:
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            known.update(zip(new, embed(new), strict=True))
        return np.stack([known[text] for text in texts]) if len(texts) else embed(texts)

    return remembered
