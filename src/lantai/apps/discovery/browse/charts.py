"""Drawings of counts: bars, decades and a squarified treemap, as numbers that a template writes into SVG.

Treemap: Bruls, Huizing and van Wijk, "Squarified treemaps" (2000). Whoever cannot see a drawing has the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..facets import spans

COMPRESSION = 0.62
"""Power to which counts are taken for areas, so that small ones can be read; pages say so."""

STEPS = (10, 20, 25, 50, 100, 200, 500)
MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of a treemap in the units of its drawing. ``size``: of the letters that fit, 0 where none do."""

    key: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """The works of the years ``first`` to ``last`` as a column: percent of the drawing."""

    first: int
    last: int
    count: int
    x: float
    top: float
    width: float
    height: float


def treemap(counts: Sequence[tuple[str, int]], *, width: float, height: float) -> list[Cell]:
    """Return a cell a value, the largest first; areas are as the counts to the power COMPRESSION."""
    ordered = sorted((pair for pair in counts if pair[1] > 0), key=lambda pair: -pair[1])
    weights = [count**COMPRESSION for _, count in ordered]
    scale = width * height / (sum(weights) or 1)
    areas = [weight * scale for weight in weights]
    placed = _squarified(areas, 0.0, 0.0, width, height)
    return [Cell(key, count, *(round(v, 2) for v in box)) for (key, count), box in zip(ordered, placed, strict=True)]


def _squarified(
    areas: Sequence[float], x: float, y: float, width: float, height: float
) -> list[tuple[float, float, float, float]]:
    placed: list[tuple[float, float, float, float]] = []
    start = 0
    while start < len(areas):
        side = min(width, height)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(areas[start:end], side):
            end += 1
        row = areas[start:end]
        depth = sum(row) / side if side else 0
        at = y if width >= height else x
        for area in row:
            length = area / depth if depth else 0
            placed.append((x, at, depth, length) if width >= height else (at, y, length, depth))
            at += length
        if width >= height:
            x, width = x + depth, width - depth
        else:
            y, height = y + depth, height - depth
        start = end
    return placed


def _worst(row: Sequence[float], side: float) -> float:
    """Return the proportions of the least square cell of a row along a side."""
    total = sum(row)
    return max(side * side * max(row) / (total * total), total * total / (side * side * min(row)))


def decades(years: Sequence[tuple[int, int]]) -> list[Column]:
    """Return columns of ten years each, or of more where the years reach far; nothing of fewer than two different years."""
    begin, step, counts = spans(years, steps=STEPS, most=MOST_BARS)
    number, tallest = len(counts), max(counts, default=0)
    return [
        Column(
            begin + n * step,
            begin + (n + 1) * step - 1,
            count,
            round(100 * n / number, 2),
            round(100 - max(100 * count / tallest, 3), 1) if count else 100.0,
            round(max(100 / number - 0.6, 0.4), 2),
            round(max(100 * count / tallest, 3), 1) if count else 0.0,
        )
        for n, count in enumerate(counts)
    ]


def share(count: int, largest: int) -> float:
    """Return the length of a bar in percent of the largest; what is there at all can be seen."""
    return round(max(100 * count / largest, 0.6), 1) if largest and count else 0.0
