"""Which papers are worth comparing: those that share rare words of what is said of them, and enough of these.

A word that too many share brings nobody together alone, only with the next rarest beside it, so that no block grows past its cap.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .paper import Paper
from .rarity import Rarity

RAREST = 8
MOST = 200
"""Members of a block. Larger ones are the sign of a word that tells nothing, or of a group that other keys hold too."""

ENOUGH = 0.25
"""Share of the weight of a paper's own keys that another must have, to be compared at all."""


class Blocks:
    """Papers by their keys. ``cap``: how many may stand under one."""

    def __init__(self, papers: Sequence[Paper], rarity: Rarity, counts: Counter[str], *, cap: int = MOST) -> None:
        self._rarity, self._counts, self._cap = rarity, counts, cap
        self._members: defaultdict[str, list[int]] = defaultdict(list)
        for number, paper in enumerate(papers):
            for key, _ in self.keys(paper):
                self._members[key].append(number)

    def keys(self, paper: Paper) -> list[tuple[str, float]]:
        """Return a paper's keys with their weights: its rarest words that stand elsewhere too, those of the title first."""
        counts, of = self._counts, self._rarity.of
        titled = _rarest(paper.words, counts)
        found = dict.fromkeys([*titled[:RAREST], *_rarest(paper.told - set(paper.words), counts)[: RAREST // 2]])
        keys = [(word, of(word)) for word in found if counts[word] <= self._cap]
        common = [word for word in titled if counts[word] > self._cap]
        keys += [(f"{a} {b}", of(a) + of(b)) for a, b in pairwise(common[:RAREST])]
        if paper.doi:
            keys.append((f"doi:{paper.doi}", 3.0))
        return keys

    def near(self, paper: Paper) -> Iterator[int]:
        """Yield the papers that share enough keys with one."""
        shared: defaultdict[int, float] = defaultdict(float)
        keys = self.keys(paper)
        for key, weight in keys:
            members = self._members.get(key, ())
            if len(members) <= self._cap:
                for number in members:
                    shared[number] += weight
        least = ENOUGH * sum(weight for _, weight in keys)
        return (number for number, weight in shared.items() if weight >= least)


def _rarest(words: Iterable[str], counts: Counter[str]) -> list[str]:
    return sorted({w for w in words if counts[w] > 1 and len(w) > 1}, key=lambda w: (counts[w], w))


def candidates(left: Sequence[Paper], right: Sequence[Paper] | None, rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions worth comparing; ``right`` None: ``left`` against itself, each pair once, the lower first."""
    counts = Counter(word for papers in (left, right or ()) for paper in papers for word in paper.told)
    blocks = Blocks(left if right is None else right, rarity, counts)
    for number, paper in enumerate(left):
        for other in blocks.near(paper):
            if right is not None or number < other:
                yield number, other
