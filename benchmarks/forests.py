"""Forests of small oblivious trees learned by gradient boosting, with numpy alone; ``train_organizations`` uses it."""

from dataclasses import dataclass

import numpy as np

MOST_STEPS = 24
DEPTH = 5
Tree = tuple[tuple[tuple[int, float], ...], tuple[float, ...]]
"""Questions (position of a number, threshold), and the points of the leaves."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``trees``: how many, ``rate``: share of a step taken, ``pull``: to zero; ``part``: of the numbers each tree may ask."""

    trees: int = 100
    rate: float = 0.15
    pull: float = 8.0
    part: float = 0.5
    seed: int = 7


def thresholds(values: np.ndarray) -> list[np.ndarray]:
    """Return for each number the thresholds that are tried: between its quantiles."""
    found = []
    for column in values.T:
        own = np.unique(column)
        if len(own) > MOST_STEPS:
            own = np.unique(np.quantile(column, np.linspace(0, 1, MOST_STEPS)))
        found.append(np.round((own[:-1] + own[1:]) / 2, 3))
    return found


def grown(values: np.ndarray, truth: np.ndarray, weights: np.ndarray, by: Settings = Settings()) -> tuple[float, list[Tree]]:
    """Return the base and the trees of a logistic forest; ``values``: (n, numbers), ``truth``: 0 or 1."""
    rng, steps = np.random.default_rng(by.seed), thresholds(values)
    binned = np.array([np.searchsorted(step, column, "left") for step, column in zip(steps, values.T, strict=True)])
    share = float((truth * weights).sum() / weights.sum())
    base = float(np.log(share / (1 - share)))
    points, trees = np.full(len(truth), base), []
    asked_most = max(1, int(by.part * len(steps)))
    for _ in range(by.trees):
        chance = 1 / (1 + np.exp(-points))
        slope, bend = weights * (truth - chance), weights * chance * (1 - chance)
        leaf, asked = np.zeros(len(truth), np.int64), []
        tried = [n for n in rng.permutation(len(steps)) if len(steps[n])][:asked_most]
        for level in range(DEPTH):
            best = max(
                ((*_best(binned[n], leaf, slope, bend, 2**level, len(steps[n]), by.pull), int(n)) for n in tried),
                key=lambda each: each[0],
            )
            _, at, number = best
            asked.append((number, float(steps[number][at])))
            leaf = 2 * leaf + (binned[number] > at)
        count = 2**DEPTH
        told = by.rate * np.bincount(leaf, slope, count) / (np.bincount(leaf, bend, count) + by.pull)
        points += told[leaf]
        trees.append((tuple(asked), tuple(round(float(each), 3) for each in told)))
    return base, trees


def _best(
    binned: np.ndarray, leaf: np.ndarray, slope: np.ndarray, bend: np.ndarray, leaves: int, steps: int, pull: float
) -> tuple[float, int]:
    """Return what the best threshold of a number gains, and which it is."""
    size = steps + 1
    cells = leaf * size + binned
    slopes = np.bincount(cells, slope, leaves * size).reshape(leaves, size).cumsum(1)
    bends = np.bincount(cells, bend, leaves * size).reshape(leaves, size).cumsum(1)
    low, low_bend = slopes[:, :-1], bends[:, :-1]
    high, high_bend = slopes[:, -1:] - low, bends[:, -1:] - low_bend
    gains = (low**2 / (low_bend + pull) + high**2 / (high_bend + pull)).sum(0)
    at = int(gains.argmax())
    return float(gains[at]), at


def chances(values: np.ndarray, base: float, trees: list[Tree]) -> np.ndarray:
    """Return the probabilities of measured candidates."""
    points = np.full(len(values), base)
    for asked, leaves in trees:
        leaf = np.zeros(len(values), np.int64)
        for number, threshold in asked:
            leaf = 2 * leaf + (values[:, number] > threshold)
        points += np.array(leaves)[leaf]
    return 1 / (1 + np.exp(-points))
