"""How well two sounds stand for each other, for each pair of scripts: logarithms of how much oftener than by chance they do.

From counts in ``data/sounds.txt``, which ``tools/learn_names.py`` learns from pairs of names; where a pair of scripts saw little, from
all of them together, and where they did too, from ``prior``. Ristad and Yianilos, Learning String-Edit Distance (1998).
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from .sounds import SCRIPTS, SOUNDS

NONE = "-"
"""Stands in counts where one side has no sound."""

_CLASSES = ("aeiou@", "pbfvw", "tdT", "szSZCJcX", "kgxh", "lrR", "mnN", "yi", "wu", "CtT", "JgZ", "yJ", "hX", "kCc", "vb", "dz")
_SILENT = {"@": 1.0, "h": 0.25, "w": 0.25, "y": 0.25, "R": 0.4, **dict.fromkeys("aeiou", 0.3)}
_OWN = 60.0
"""So many sounds of a pair of scripts weigh as much as what all scripts say; chosen on the training half of the names."""
_ALL = 150.0

Pair = tuple[str, str]
Counts = Mapping[Pair, float]


class Costs(NamedTuple):
    """``rows[a][b]``: what sound a against sound b is worth; the last of a row: a against nothing. ``inserted[b]``: nothing against b."""

    rows: tuple[tuple[float, ...], ...]
    inserted: tuple[float, ...]


@cache
def between(one: str, other: str) -> Costs:
    """Return the costs from script ``one`` to script ``other``."""
    own, everywhere = _learned()
    return made(own.get((one, other), {}), everywhere)


def made(own: Counts, everywhere: Counts) -> Costs:
    """Return costs from what was counted between two scripts and between all of them."""
    joint = _mixed(own, _mixed(everywhere, prior(), _ALL), _OWN)
    left = {a: sum(joint[a, b] for b in (*SOUNDS, NONE)) for a in SOUNDS} | {NONE: sum(joint[NONE, b] for b in SOUNDS)}
    right = {b: sum(joint[a, b] for a in (*SOUNDS, NONE)) for b in SOUNDS} | {NONE: sum(joint[a, NONE] for a in SOUNDS)}
    scale_left, scale_right = 1 - left.pop(NONE), 1 - right.pop(NONE)
    worth = {
        (a, b): log(share) - (log(left[a] / scale_left) if a != NONE else 0) - (log(right[b] / scale_right) if b != NONE else 0)
        for (a, b), share in joint.items()
    }
    rows = tuple(tuple(worth[a, b] for b in (*SOUNDS, NONE)) for a in SOUNDS)
    return Costs(rows, tuple(worth[NONE, b] for b in SOUNDS))


def _mixed(counts: Counts, behind: Counts, weight: float) -> dict[Pair, float]:
    total = sum(counts.values()) + weight
    return {pair: (counts.get(pair, 0.0) + weight * share) / total for pair, share in behind.items()}


@cache
def prior() -> Counts:
    """Return what is believed of any two sounds before a name was seen: shares that sum to 1."""
    shares = {(a, b): _kinship(a, b) for a in SOUNDS for b in SOUNDS}
    shares |= {(a, NONE): _SILENT.get(a, 0.03) for a in SOUNDS} | {(NONE, b): _SILENT.get(b, 0.03) for b in SOUNDS}
    total = sum(shares.values())
    return {pair: share / total for pair, share in shares.items()}


def _kinship(a: str, b: str) -> float:
    if a == b:
        return 1.0
    shared = sum(a in group and b in group for group in _CLASSES)
    return (0.12 if a in "aeiou@" else 0.2) * min(shared, 2) if shared else 0.002


@cache
def _learned() -> tuple[Mapping[Pair, Counts], Counts]:
    """Return the counts of each pair of scripts, both ways, and those of all together."""
    own: dict[Pair, dict[Pair, float]] = {}
    everywhere: dict[Pair, float] = {}
    for line in files("lantai.core.names").joinpath("data/sounds.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        one, other, a, *counted = line.split(" ")
        for entry in counted:
            b, count = entry[0], float(entry[1:])
            for scripts, pair in (((one, other), (a, b)), ((other, one), (b, a))):
                mine = own.setdefault(scripts, {})
                mine[pair] = mine.get(pair, 0.0) + count
                everywhere[pair] = everywhere.get(pair, 0.0) + count
    return {scripts: counts for scripts, counts in own.items() if set(scripts) <= set(SCRIPTS)}, everywhere
