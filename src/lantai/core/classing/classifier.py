"""A trained classifier: weights of pieces and of keywords per class, which say a class, how sure it is, and why. Kept in one file."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .features import Embed, Floats, Rows, hashed, weighted
from .listed import counted, lists, times

REASONS = 6
"""Words that are named of a class."""

UNSURE = 0.25
"""Confidence below which nothing is told. Chosen on the half of CSLDCP's development split that chooses: there, and on the other half, what is told of such
texts is wrong two times in three (docs/decisions/0196); again: ``python -m benchmarks.disciplines``."""

MORE_THAN_A_GUESS = 1.25
"""How much likelier than the others a class must be where there are few: of two classes a text without any sign is each by a half."""


@dataclass(frozen=True, slots=True)
class Told:
    """A class of a text. ``confidence``: 0 to 1, calibrated on texts not trained on. ``reasons``: the listed words that spoke most for it.

    ``parts``: what each kind of evidence added to its score over the mean of all classes, in the same unit: listed words, learnt runs of characters
    ("pieces"), meaning by an encoder. One below zero spoke against it; where listed words said little, the reasons did not decide.
    """

    label: str
    confidence: float
    reasons: tuple[str, ...] = ()
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt. ``columns``: the hashed pieces that count, ``rarity`` of them; ``pieces``, ``words`` and ``vectors``: weight per class.

    ``sharpness``: by how much scores are multiplied before they become chances. ``embedder``: what made the vectors, where any count.
    """

    labels: tuple[str, ...]
    longest: int
    rarity: Floats
    columns: NDArray[np.int32]
    pieces: Floats
    words: Floats
    vectors: Floats
    sharpness: float
    embedder: str = ""


class Classifier:
    """See ``classify``; ``embed`` must be what it was trained with, where it was."""

    def __init__(self, weights: Weights, embed: Embed | None = None) -> None:
        self.weights, self._embed = weights, embed
        if len(weights.vectors) and embed is None:
            raise ValueError("this classifier was trained with an embedder that is not named: train it again")

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return a score per text and class; the largest is the class."""
        return self.summed(self.parts(texts), len(texts))

    def summed(self, parts: Mapping[str, Floats], count: int) -> Floats:
        """Return the scores of ``count`` texts of which ``parts`` said this."""
        return sum(parts.values(), np.zeros((count, len(self.weights.labels)), np.float32))

    def parts(self, texts: Sequence[str]) -> dict[str, Floats]:
        """Return what each kind of evidence says of texts, see ``Told``: shapes (texts, classes); their sum is the score."""
        rows = weighted(hashed(texts, longest=self.weights.longest), self.weights.rarity)
        found = {"words": times(counted(texts), self.weights.words)}
        if len(self.weights.columns):
            found["pieces"] = product(rows, self.weights.columns, self.weights.pieces)
        if self._embed is not None and len(self.weights.vectors):
            found["meaning"] = self._embed(texts) @ self.weights.vectors
        return found

    def classify(
        self, texts: Sequence[str], *, best: int = 3, parts: Mapping[str, Floats] | None = None
    ) -> list[tuple[Told, ...]]:
        """Return the likeliest classes of each text, the likeliest first. ``parts``: what ``parts`` said of them, where that was asked already."""
        said_of = self.parts(texts) if parts is None else parts
        parts = {kind: said - said.mean(axis=1, keepdims=True) for kind, said in said_of.items()}
        sure = chances(self.summed(parts, len(texts)) * np.float32(self.weights.sharpness))
        order = np.argsort(-sure, axis=1)[:, :best]
        return [
            tuple(
                Told(
                    self.weights.labels[c], float(sure[n, c]), self._reasons(texts[n], int(c)),
                    {kind: float(said[n, c]) for kind, said in parts.items()},
                )
                for c in order[n]
            )
            for n in range(len(texts))
        ]  # fmt: skip

    def told(self, texts: Sequence[str], *, best: int = 3, parts: Mapping[str, Floats] | None = None) -> list[tuple[Told, ...]]:
        """Return the likeliest classes of each text, as ``classify`` does; () where it is unsure of the first: see ``is_sure``."""
        return [said if said and self.is_sure(said[0]) else () for said in self.classify(texts, best=best, parts=parts)]

    def is_sure(self, first: Told) -> bool:
        """Say whether the likeliest class of a text may be told: it is likely enough, and a listed word or the text's meaning speaks for it.

        Runs of characters alone do not do: a few that stand in a single learnt text speak as loud as an abstract.
        """
        least = max(UNSURE, MORE_THAN_A_GUESS / len(self.weights.labels))
        return first.confidence >= least and bool(first.reasons or first.parts.get("meaning", 0.0) > 0)

    def _reasons(self, text: str, label: int) -> tuple[str, ...]:
        """Return the words that spoke most for a class, at most six; none that lies in a longer one which spoke too."""
        column, value = counted([text]).row(0)
        said = value * self.weights.words[column, label]
        spoke = [lists().words[column[n]] for n in np.argsort(-said, kind="stable") if said[n] > 0]
        return tuple(word for word in spoke if not any(word != other and word in other for other in spoke))[:REASONS]

    def save(self, path: Path) -> None:
        """Write the weights to a file, whole or not at all."""
        held, beside = self.weights, path.with_name(f".{path.name}.part")
        stream = io.BytesIO()
        parts: dict[str, Any] = {
            "labels": np.array(held.labels), "longest": held.longest, "rarity": held.rarity[held.columns], "columns": held.columns,
            "vectors": held.vectors, "sharpness": held.sharpness, "width": len(held.rarity), "embedder": held.embedder,
        }  # fmt: skip
        np.savez_compressed(stream, **parts | _small("pieces", held.pieces) | _small("words", held.words))
        beside.write_bytes(stream.getvalue())
        beside.replace(path)


def load(path: Path, embed: Embed | None = None) -> Classifier:
    """Return the classifier of a file; raise ValueError for what is none, or where ``embed`` is needed and not there."""
    return Classifier(_weights(path), embed)


def embedder_of(path: Path) -> str:
    """Return what made the vectors of a file's classifier, as it was named when it was trained; empty where none is needed."""
    return _weights(path).embedder


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
                pieces=_large(held, "pieces"),
                words=_of_lists(_large(held, "words")),
                vectors=held["vectors"],
                sharpness=float(held["sharpness"]),
                embedder=str(held["embedder"]) if "embedder" in held else "",
            )
    except (KeyError, OSError, ValueError, AttributeError, zipfile.BadZipFile) as problem:
        raise ValueError(f"{path} is no classifier of disciplines") from problem


def _small(name: str, weights: Floats) -> dict[str, NDArray[Any]]:
    """Return weights as whole numbers to 127 and by what each class's were divided.

    67 classes from 2,036 texts take 3.3 MB so, and 19.6 as halves of floats; of 2,068 other texts two fewer are told right.
    """
    step = np.maximum(np.abs(weights).max(axis=0, initial=0), 1e-9) / 127
    return {name: np.rint(weights / step).astype(np.int8), f"{name}_step": step.astype(np.float32)}


def _large(held: Mapping[str, NDArray[Any]], name: str) -> Floats:
    """Return weights as they were before ``_small``, nearly."""
    found: Floats = (held[name] * held[f"{name}_step"]).astype(np.float32)
    return found


def _of_lists(words: Floats) -> Floats:
    """Return the weights of listed words; raise ValueError where the lists were others when they were learnt."""
    if len(words) != len(lists().words):
        raise ValueError("learnt with other lists of words: train it again")
    return words


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
