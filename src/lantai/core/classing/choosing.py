"""Settings chosen on texts that were not learnt from, and what a classifier gets right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .classifier import Classifier, chances
from .features import Floats
from .training import Learning, Settings, sharpest

WORDS, RIDGES, VECTORS = (0.005, 0.0075, 0.01, 0.015, 0.02, 0.03), (0.3, 1.0), (0.0, 0.5, 2.0)
"""What is tried beside the settings that a training begins with; an embedder that gets no more right is left out."""


@dataclass(frozen=True, slots=True)
class Right:
    """Shares of texts whose class is the first named, or among the first three; ``sure``: the mean confidence of the first.

    ``told``: share of the texts of which a class is told at all (``Classifier.told``); ``told_right``: share of these whose class is the first. Both are
    None where nobody asked, ``told_right`` also where nothing is told.
    """

    count: int
    top1: float
    top3: float
    sure: float
    told: float | None = None
    told_right: float | None = None


def measured(classifier: Classifier, texts: Sequence[str], labels: Sequence[str]) -> Right:
    """Return what a classifier gets right; an embedder reads each text once."""
    parts = classifier.parts(texts)
    scores = classifier.summed(parts, len(texts))
    sure = chances(scores * np.float32(classifier.weights.sharpness)).max(axis=1).mean() if len(texts) else 0.0
    told = [
        said[0].label == label for said, label in zip(classifier.told(texts, best=1, parts=parts), labels, strict=True) if said
    ]
    right = _right(scores, classifier.weights.labels, labels, float(sure))
    return replace(right, told=len(told) / max(1, len(texts)), told_right=sum(told) / len(told) if told else None)


def chosen(learning: Learning, texts: Sequence[str], labels: Sequence[str]) -> tuple[Settings, Right]:
    """Return the settings that get most right on these texts, one setting after the other; of equals the first that was tried.

    How sure the classifier may be is found on them as well.
    """
    best = Settings(longest=learning.longest, vectors=1.0 if learning.embed else 0.0)
    beside = learning.beside(texts)
    reached = _right(learning.scores(beside, best), learning.labels, labels)
    for tried in _others(vectors=learning.embed is not None):
        candidate = replace(best, **tried)
        right = _right(learning.scores(beside, candidate), learning.labels, labels)
        if right.top1 + right.top3 > reached.top1 + reached.top3:
            best, reached = candidate, right
    of = np.array([learning.labels.index(label) if label in learning.labels else -1 for label in labels], np.int64)
    return replace(best, sharpness=sharpest(learning.scores(beside, best), of)) if (of >= 0).any() else best, reached


def _right(scores: Floats, known: Sequence[str], labels: Sequence[str], sure: float = 0.0) -> Right:
    order = np.argsort(-scores, axis=1)[:, :3]
    first = sum(known[row[0]] == label for row, label in zip(order, labels, strict=True))
    three = sum(label in {known[c] for c in row} for row, label in zip(order, labels, strict=True))
    return Right(len(labels), first / max(1, len(labels)), three / max(1, len(labels)), sure)


def _others(*, vectors: bool) -> Iterator[dict[str, Any]]:
    """Yield what is tried in turn, each a change of one setting."""
    yield from ({"words": value} for value in WORDS)
    yield from ({"ridge": value} for value in RIDGES)
    if vectors:
        yield from ({"vectors": value} for value in VECTORS)
