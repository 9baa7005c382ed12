"""A forest of small trees that ask the same five questions on every way down (oblivious trees): probabilities from numbers.

Forests are small JSON tables that ``benchmarks/train_organizations.py`` writes (gradient boosting, ``benchmarks/forests.py``). The five questions of
a tree are written out in ``score``: so it takes half the time that a loop over them does.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from lantai.core.matching.scorecard import squashed

Tree = tuple[int, float, int, float, int, float, int, float, int, float, tuple[float, ...]]
"""Five times the position of a number and the threshold that it is asked to be above, then the points of the 32 leaves."""


class Forest(msgspec.Struct, frozen=True):
    """``names``: the numbers in their order. ``trees``: see Tree; the first question is the highest bit of a leaf's number.

    ``same``: probability from which on a body is named; ``beside``: from which on one more is; ``auto``: from which on nobody need look.
    ``learned_from``: for people.
    """

    names: tuple[str, ...]
    base: float
    same: float
    beside: float
    auto: float
    trees: tuple[Tree, ...]
    learned_from: str = ""

    def score(self, values: Sequence[float]) -> float:
        """Return the probability, 0..1."""
        points, v = self.base, tuple(map(float, values))  # comparing like with like takes a third less
        for a, i, b, j, c, k, d, m, e, n, leaves in self.trees:
            points += leaves[
                (16 if v[a] > i else 0)
                + (8 if v[b] > j else 0)
                + (4 if v[c] > k else 0)
                + (2 if v[d] > m else 0)
                + (1 if v[e] > n else 0)
            ]
        return squashed(points)


@cache
def forest(name: str) -> Forest:
    """Return a forest of the package ("organizations")."""
    text = files("lantai.core.matching").joinpath(f"data/{name}.json").read_bytes()
    return msgspec.json.decode(text, type=Forest)
