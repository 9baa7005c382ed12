"""How much a word tells: the rarer it is among the descriptions at hand, the more."""

from collections import Counter
from collections.abc import Iterable
from math import log

from .paper import SMALL, Paper

LEAST = 0.05


class Rarity:
    """Weights of words, 0..1: 1 for one that stands in a single description, near 0 for what stands in all."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for paper in papers:
            counts.update(paper.told)
            total += 1
        scale = log(total + 2)
        self._weights = {word: max(LEAST, log((total + 2) / (n + 1)) / scale) for word, n in counts.items()}
        self._weights.update(dict.fromkeys(SMALL & self._weights.keys(), LEAST))

    def of(self, word: str) -> float:
        """Return a word's weight."""
        return self._weights.get(word, 1.0)

    def sum(self, words: Iterable[str]) -> float:
        """Return the weight of words together."""
        get = self._weights.get
        return sum(get(word, 1.0) for word in words)
