"""Pairs of papers with their scores: measured, then weighed, in the light of all pairs at hand.

Two things are learned from the pairs themselves, without labels: which names mean one journal or meeting (``venues``), and whether a paper
has a better partner (``rival``). Enter at ``scored``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import isnan, nan

import msgspec

from lantai.core.matching.scorecard import Scorecard, card

from .features import NAMES, features
from .paper import Paper
from .rarity import Rarity
from .venues import Venues, learned

ALL = (*NAMES, "together", "rival")
_AT = {name: at for at, name in enumerate(NAMES)}
Pair = tuple[int, int]


class Scored(msgspec.Struct, frozen=True, gc=False):
    """A pair of positions, how surely it is one paper (0..1), and whether nobody need look."""

    left: int
    right: int
    score: float
    auto: bool
    values: tuple[float, ...]


def scored(
    left: Sequence[Paper], right: Sequence[Paper] | None, pairs: Iterable[Pair], rarity: Rarity, *, by: Scorecard | None = None
) -> list[Scored]:
    """Return the pairs with their scores. ``right`` None: positions are all of ``left``."""
    by = by or card("papers")
    return [judged(*pair, values, by) for pair, values in measured(left, right, pairs, rarity)]


def judged(left: int, right: int, values: tuple[float, ...], by: Scorecard) -> Scored:
    """Weigh a pair. What must never be merged unseen: other numbers in the titles, a correction and what it corrects,
    what stands in containers that are others."""
    score = by.score(values)
    guarded = values[_AT["numbers"]] >= 0.5 or values[_AT["kinds"]] > 0 or values[_AT["doi"]] == 0 or values[_AT["container"]] < 0
    return Scored(left, right, score, score >= by.auto and not guarded, values)


def measured(
    left: Sequence[Paper], right: Sequence[Paper] | None, pairs: Iterable[Pair], rarity: Rarity
) -> Iterator[tuple[Pair, tuple[float, ...]]]:
    """Yield each pair with its numbers, in the order of ``ALL``."""
    others, plain = left if right is None else right, Venues()
    rows = [((i, j), features(left[i], others[j], rarity, plain)) for i, j in pairs]
    venues = learned((left[i], others[j]) for (i, j), row in rows if _surely(row))
    rivals = _rivals(rows, own=right is None)
    at = _AT["container"]
    for (pair, row), rival in zip(rows, rivals, strict=True):
        venue = venues.alike(left[pair[0]], others[pair[1]])
        yield pair, (*row[:at], venue, *row[at + 1 :], _together(row), rival)


def _surely(row: tuple[float, ...]) -> bool:
    """Tell whether a pair is one paper by all but its container: the title and all its people stand in both, and no year speaks against it."""
    people, year = row[_AT["people_in"]], row[_AT["year"]]
    return row[_AT["title"]] > 0.92 and people > 0.99 and not (year > 0)


def _together(row: tuple[float, ...]) -> float:
    """Return how far both title and people agree: the weaker of the two."""
    people = row[_AT["people_in"]]
    return nan if isnan(people) else min(people, max(row[_AT["title"]], row[_AT["title_words"]]))


def _likeness(row: tuple[float, ...]) -> float:
    people = row[_AT["people_in"]]
    return row[_AT["title_words"]] + row[_AT["whole"]] + row[_AT["whole_in"]] + (0.5 if isnan(people) else people)


def _rivals(rows: list[tuple[Pair, tuple[float, ...]]], *, own: bool) -> list[float]:
    """Return by how much the best other partner of either side is more alike, 0..4; NaN inside one table, where groups are expected."""
    if own:
        return [nan] * len(rows)
    best: defaultdict[tuple[int, int], float] = defaultdict(float)
    alike = [_likeness(row) for _, row in rows]
    for ((i, j), _), value in zip(rows, alike, strict=True):
        for side in ((0, i), (1, j)):
            best[side] = max(best[side], value)
    return [max(best[0, i], best[1, j]) - value for ((i, j), _), value in zip(rows, alike, strict=True)]
