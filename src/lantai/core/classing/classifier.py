"""A trained classifier: weights of pieces and of keywords per class, which say a class, how sure it is, and why. Kept in one file."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .features import Floats, Rows, hashed, hits, keywords, reasons, weighted


class Embed(Protocol):
    """Texts in, vectors of unit length out: shape (texts, dimensions)."""

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return a vector a text."""


@dataclass(frozen=True, slots=True)
class Told:
    """A class of a text. ``confidence``: 0 to 1, calibrated on texts not trained on. ``reasons``: the words that told, of the discipline's own list."""

    label: str
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt. ``columns``: the hashed pieces that count, ``rarity`` of them; ``pieces``, ``words`` and ``vectors``: weight per class.

    ``sharpness``: by how much scores are multiplied before they become chances.
    """

    labels: tuple[str, ...]
    longest: int
    rarity: Floats
    columns: NDArray[np.int32]
    pieces: Floats
    words: Floats
    vectors: Floats
    sharpness: float


class Classifier:
    """See ``classify``; ``embed`` must be what it was trained with, where it was."""

    def __init__(self, weights: Weights, embed: Embed | None = None) -> None:
        self.weights, self._embed = weights, embed
        if len(weights.vectors) and embed is None:
            raise ValueError("this classifier was trained with an embedder: name the same one")

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return a score per text and class; the largest is the class."""
        rows = weighted(hashed(texts, longest=self.weights.longest), self.weights.rarity)
        found = hits(texts) @ self.weights.words
        found += product(rows, self.weights.columns, self.weights.pieces)
        if self._embed is not None and len(self.weights.vectors):
            found += self._embed(texts) @ self.weights.vectors
        return found

    def classify(self, texts: Sequence[str], *, best: int = 3) -> list[tuple[Told, ...]]:
        """Return the likeliest classes of each text, the likeliest first."""
        sure = chances(self.scores(texts) * self.weights.sharpness)
        order = np.argsort(-sure, axis=1)[:, :best]
        return [
            tuple(Told(self.weights.labels[c], float(sure[n, c]), self._reasons(texts[n], int(c))) for c in order[n])
            for n in range(len(texts))
        ]

    def _reasons(self, text: str, label: int) -> tuple[str, ...]:
        """Return the words of the discipline that speaks most for a class: a class may have any name."""
        by_discipline = self.weights.words[:, label]
        strongest = [keywords()[d][0] for d in np.argsort(-by_discipline)[:2] if by_discipline[d] > 0]
        return tuple(dict.fromkeys(word for code in strongest for word in reasons(text, code)))[:6]

    def save(self, path: Path) -> None:
        """Write the weights to a file, whole or not at all."""
        held, beside = self.weights, path.with_name(f".{path.name}.part")
        stream = io.BytesIO()
        np.savez(
            stream, labels=np.array(held.labels), longest=held.longest, rarity=held.rarity[held.columns], columns=held.columns,
            pieces=held.pieces.astype(np.float16), words=held.words, vectors=held.vectors, sharpness=held.sharpness, width=len(held.rarity),
        )  # fmt: skip
        beside.write_bytes(stream.getvalue())
        beside.replace(path)


def load(path: Path, embed: Embed | None = None) -> Classifier:
    """Return the classifier of a file; raise ValueError for what is none, or where ``embed`` is needed and not there."""
    return Classifier(_weights(path), embed)


def _weights(path: Path) -> Weights:
    try:
        with np.load(path, allow_pickle=False) as held:
            rarity = np.zeros(int(held["width"]), np.float32)
            rarity[held["columns"]] = held["rarity"]
            return Weights(
                labels=tuple(str(label) for label in held["labels"]),
                longest=int(held["longest"]),
                rarity=rarity,
                columns=held["columns"],
                pieces=held["pieces"].astype(np.float32),
                words=held["words"],
                vectors=held["vectors"],
                sharpness=float(held["sharpness"]),
            )
    except (KeyError, OSError, ValueError, AttributeError, zipfile.BadZipFile) as problem:
        raise ValueError(f"{path} is no classifier of disciplines") from problem


def product(rows: Rows, columns: NDArray[np.int32], weights: Floats) -> Floats:
    """Return the product of sparse rows with the weights of ``columns`` (ascending): shape (rows, classes)."""
    found = np.zeros((rows.size, weights.shape[1]), np.float32)
    for n in range(rows.size):
        column, value = rows.row(n)
        where = np.searchsorted(columns, column)
        known = (
            (where < len(columns)) & (columns[np.minimum(where, len(columns) - 1)] == column)
            if len(columns)
            else np.zeros(len(column), bool)
        )
        found[n] = value[known] @ weights[where[known]]
    return found


def chances(scores: Floats) -> Floats:
    """Return scores as chances that sum to one."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares
