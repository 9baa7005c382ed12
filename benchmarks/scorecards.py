"""Scorecards learned by logistic regression: ``train_matching`` and others use them."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from lantai.core.matching.scorecard import Line, Scorecard

DATA = Path(__file__).resolve().parents[1] / "src/lantai/core/matching/data"
Knots = Mapping[str, tuple[float, ...]]
Believed = Mapping[str, tuple[tuple[float, ...], float]]


def expanded(values: np.ndarray, knots: Knots) -> np.ndarray:
    """Return the share of each knot, and one column for what is missing, for every number; the first column is the base."""
    columns = [np.ones(len(values))]
    for at, places in enumerate(knots.values()):
        given, line = values[:, at], np.array(places, float)
        missing = np.isnan(given)
        inside = np.where(missing, line[0], np.clip(given, line[0], line[-1]))
        columns += [np.where(missing, 0.0, np.interp(inside, line, row)) for row in np.eye(len(line))]
        columns.append(missing.astype(float))
    return np.array(columns).T


def fitted(
    numbers: np.ndarray, truth: np.ndarray, weights: np.ndarray, knots: Knots, pull: float, believed: Believed | None = None
) -> np.ndarray:
    """Return the weights of a logistic regression with a ``pull`` to zero, by Newton's method; those ``believed`` are laid down."""
    found, fixed, pulled = np.zeros(numbers.shape[1]), np.zeros(numbers.shape[1], bool), np.full(numbers.shape[1], pull)
    pulled[0], at = 1e-6, 1
    for name, places in knots.items():
        size = len(places) + 1
        if name in (believed or {}):
            points, missing = (believed or {})[name]
            found[at : at + size], fixed[at : at + size] = (*points, missing), True
        at += size
    free = ~fixed
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(numbers @ found, -40, 40)))
        spread = weights * chance * (1 - chance) + 1e-9
        slope = (numbers.T @ (weights * (truth - chance)) - pulled * found)[free]
        bend = ((numbers.T * spread) @ numbers + np.diag(pulled))[np.ix_(free, free)]
        step = np.linalg.solve(bend, slope)
        found[free] += step * min(1.0, 4 / np.abs(step).max())
        if np.abs(step).max() < 1e-3:
            break
    return found


def chances(values: np.ndarray, weights: np.ndarray, knots: Knots) -> np.ndarray:
    """Return the probabilities of measured pairs."""
    return 1 / (1 + np.exp(-np.clip(expanded(values, knots) @ weights, -40, 40)))


def carded(weights: np.ndarray, knots: Knots, *, same: float, auto: float, learned_from: str) -> Scorecard:
    """Return the card that the weights make, rounded as it is written."""
    lines, at = [], 1
    for name, places in knots.items():
        size = len(places)
        points = tuple(round(float(w), 2) for w in weights[at : at + size])
        lines.append(Line(name, tuple(map(float, places)), points, round(float(weights[at + size]), 2)))
        at += size + 1
    return Scorecard(round(float(weights[0]), 2), tuple(lines), round(same, 3), round(auto, 3), learned_from)


def written(name: str, card: Scorecard) -> None:
    """Write a card into the package."""
    lines = [{"name": one.name, "knots": one.knots, "points": one.points, "missing": one.missing} for one in card.lines]
    told = {"base": card.base, "same": card.same, "auto": card.auto, "learned_from": card.learned_from, "lines": lines}
    (DATA / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n")
