"""A scorecard: each number of a pair earns points, the points add up to a probability, and every point can be shown as a reason.

Between the knots of a number the points go in straight lines; what is missing has points of its own. Cards are small JSON tables that
``benchmarks/train_matching.py`` writes; what was learned can be read there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, isnan

import msgspec


class Line(msgspec.Struct, frozen=True):
    """Points of one number: ``points[n]`` at ``knots[n]`` (ascending), ``missing`` where it is NaN."""

    name: str
    knots: tuple[float, ...]
    points: tuple[float, ...]
    missing: float

    def earned(self, value: float) -> float:
        """Return the points for a value; outside the knots those of the nearest."""
        if isnan(value):
            return self.missing
        knots = self.knots
        if value <= knots[0]:
            return self.points[0]
        if value >= knots[-1]:
            return self.points[-1]
        at = bisect_right(knots, value)
        low, high = knots[at - 1], knots[at]
        return self.points[at - 1] + (self.points[at] - self.points[at - 1]) * (value - low) / (high - low)


class Scorecard(msgspec.Struct, frozen=True):
    """``lines``: one for each number, in their order. ``same``: probability from which on a pair counts as the same; ``auto``: from which
    on nobody need look. ``learned_from``: the sets, for people."""

    base: float
    lines: tuple[Line, ...]
    same: float
    auto: float
    learned_from: str = ""

    def score(self, values: Sequence[float]) -> float:
        """Return the probability, 0..1."""
        return squashed(self.base + sum(line.earned(value) for line, value in zip(self.lines, values, strict=True)))

    def reasons(self, values: Sequence[float], *, least: float = 0.5) -> tuple[tuple[str, str], ...]:
        """Return (name, points with sign) of what counted for or against, the weightiest first."""
        earned = [(line.name, line.earned(value)) for line, value in zip(self.lines, values, strict=True)]
        told = sorted((each for each in earned if abs(each[1]) >= least), key=lambda each: -abs(each[1]))
        return tuple((name, f"{points:+.1f}") for name, points in told)


def squashed(points: float) -> float:
    """Return the probability that points mean."""
    return 1 / (1 + exp(-max(-40.0, min(40.0, points))))


@cache
def card(name: str) -> Scorecard:
    """Return a card of the package ("papers", "organizations")."""
    text = files("lantai.core.matching").joinpath(f"data/{name}.json").read_bytes()
    return msgspec.json.decode(text, type=Scorecard)
