"""What a reader's message is about: one of ten classes, with how sure that is and the words that told.

Ridge regression on folded words, pieces of words and shared concepts of three languages, learnt in a second from labelled messages of our own
(messages.tsv) when it is first asked: ``classify``. Regression in its dual form needs the messages' likeness to each other alone, and says
at once how each would be taken had it not been there (leaving one out), from which the confidence is calibrated.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lantai.core.text import fold

from .facts import Guess
from .kinds import FaultClass
from .signs import folded

MESSAGES, CONCEPTS = (Path(__file__).with_name(name) for name in ("messages.tsv", "concepts.txt"))
CLASSES = tuple(FaultClass)
RIDGE = 1.0
CONCEPT_WEIGHT, WORD_WEIGHT, PIECE_WEIGHT = 2.0, 1.0, 0.6
_SHARPNESS = np.linspace(1, 14, 27)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message whose class is known. Those of one ``scenario`` say the same in other words or languages."""

    scenario: str
    label: FaultClass
    language: str
    text: str


class Classifier:
    """Weights of features per class, learnt from labelled messages."""

    def __init__(self, messages: Sequence[Labelled]) -> None:
        counts = [features(message.text) for message in messages]
        seen = Counter(name for each in counts for name in each)
        self._columns = {name: n for n, name in enumerate(sorted(seen))}
        frequent = np.array([seen[name] for name in self._columns], dtype=float)
        self._rarity = np.log((1 + len(messages)) / (1 + frequent)) + 1
        rows = np.array([self._row(each) for each in counts])
        wanted = np.array([[1.0 if message.label == label else 0.0 for label in CLASSES] for message in messages]) - 1 / len(
            CLASSES
        )
        alike = rows @ rows.T + RIDGE * np.eye(len(messages))
        inverse = np.linalg.inv(alike)
        dual = inverse @ wanted
        self._weights: Floats = rows.T @ dual
        left_out = wanted - dual / np.diag(inverse)[:, None]
        self._sharp = _sharpness(left_out, np.array([CLASSES.index(message.label) for message in messages]))

    def classify(self, text: str) -> Guess:
        """Return what the message seems to be about; a message of which nothing is known is taken for the reader's question, unsure."""
        row = self._row(features(text))
        chances = _chances(row @ self._weights * self._sharp)
        first, second = np.argsort(chances)[::-1][:2]
        return Guess(CLASSES[first], float(chances[first]), self._reasons(row, first), CLASSES[second])

    def _row(self, counts: dict[str, float]) -> Floats:
        row = np.zeros(len(self._columns))
        for name, weight in counts.items():
            if (column := self._columns.get(name)) is not None:
                row[column] = weight * self._rarity[column]
        length = float(np.linalg.norm(row))
        return row / length if length else row

    def _reasons(self, row: Floats, label: np.intp) -> tuple[str, ...]:
        names = list(self._columns)
        told = row * self._weights[:, label]
        best = [names[column] for column in np.argsort(told)[::-1][:40] if told[column] > 0]
        words = [name[2:] for name in best if name.startswith(("w:", "c:"))]
        return tuple(dict.fromkeys(words))[:4]


def features(text: str) -> dict[str, float]:
    """Return what is counted of a message: concepts, words, pairs of words, and pieces of two to four characters of its words."""
    plain = folded(text)
    found: dict[str, float] = {
        f"c:{name}": CONCEPT_WEIGHT for name, words in concepts().items() if any(_has(plain, word) for word in words)
    }
    words = fold.words(text)
    for n, word in enumerate(words):
        if word.isascii() or len(word) <= 3:
            found[f"w:{word}"] = WORD_WEIGHT
        if n and word.isascii():
            found[f"w:{words[n - 1]} {word}"] = WORD_WEIGHT
        padded = f"^{word}$" if not _is_han(word) else word
        for size in (2, 3) if _is_han(word) else (3, 4, 5):
            for start in range(max(0, len(padded) - size + 1)):
                found[f"p:{padded[start : start + size]}"] = PIECE_WEIGHT
    return found


def _is_han(word: str) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", word))


def _has(text: str, word: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None


@lru_cache(maxsize=1)
def concepts() -> dict[str, tuple[str, ...]]:
    """Return the words that mean one thing, by its name."""
    lines = [line for line in CONCEPTS.read_text("utf-8").splitlines() if line.startswith("[")]
    split = (line[1:].partition("] ") for line in lines)
    return {name: tuple(filter(None, map(folded, words.split("|")))) for name, _, words in split}


@lru_cache(maxsize=1)
def labelled() -> tuple[Labelled, ...]:
    """Return the messages that it learns from."""
    rows = [line.split("\t") for line in MESSAGES.read_text("utf-8").splitlines() if line]
    return tuple(Labelled(f"{label}.{scenario}", FaultClass(label), language, text) for label, scenario, language, text in rows)


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """Return the classifier, trained when it is first asked for; a second's work, done once a process."""
    return Classifier(labelled())


def classify(text: str) -> Guess:
    """Return what a reader's message is about."""
    return classifier().classify(text)


def _chances(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)  # type: ignore[no-any-return]


def _sharpness(scores: Floats, labels: NDArray[np.intp]) -> float:
    """Return by how much scores are multiplied so that the chances made of them are as often right as they say (least log loss)."""
    rows = np.arange(len(labels))
    losses = [-np.log(_chances(scores * sharp)[rows, labels] + 1e-12).mean() for sharp in _SHARPNESS]
    return float(_SHARPNESS[int(np.argmin(losses))])
