"""Learning how often two sounds stand for each other, from pairs of names that are known to be one: align, count, align again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .alike import Alignments, best
from .costs import NONE, Costs, Pair, made
from .parts import Name
from .sounds import SOUNDS

ROUNDS = 6
"""After which nothing changes any more."""

Learned = dict[Pair, Counter[Pair]]
"""Pair of scripts -> pair of sounds -> how often they stood for each other."""


class _Step(NamedTuple):
    worth: float
    before: "_Step | None"
    pair: Pair


def counts(pairs: Sequence[tuple[Name, Name]], *, rounds: int = ROUNDS) -> Learned:
    """Return what sounds stand for each other in pairs of names; script pairs as given, one way."""
    learned: Learned = {}
    for _ in range(rounds):
        costs = {
            scripts: made(learned.get(scripts, Counter()), everywhere(learned)) for scripts in {_scripts(*pair) for pair in pairs}
        }
        again: Learned = {}
        for one, other in pairs:
            scripts = _scripts(one, other)
            counted = again.setdefault(scripts, Counter())
            for a, b in best(one, other, Alignments(costs[scripts]))[1]:
                counted.update(path(a, b, costs[scripts]))
        learned = again
    return learned


def everywhere(learned: Learned) -> Counter[Pair]:
    """Return the counts of all pairs of scripts together, both ways."""
    total: Counter[Pair] = Counter()
    for counted in learned.values():
        for (a, b), count in counted.items():
            total[a, b] += count
            total[b, a] += count
    return total


def path(one: str, other: str, costs: Costs) -> Iterable[Pair]:
    """Return the pairs of sounds of the best alignment of two words."""
    start = _Step(0.0, None, (NONE, NONE))
    row = [start]
    for b in other:
        row.append(_step(row[-1], NONE, b, costs))
    for a in one:
        after = [_step(row[0], a, NONE, costs)]
        for place, b in enumerate(other):
            ways = (_step(row[place], a, b, costs), _step(row[place + 1], a, NONE, costs), _step(after[-1], NONE, b, costs))
            after.append(max(ways, key=lambda step: step.worth))
        row = after
    steps, last = [], row[-1]
    while last.before is not None:
        steps.append(last.pair)
        last = last.before
    return reversed(steps)


def _step(before: _Step, a: str, b: str, costs: Costs) -> _Step:
    if a == NONE:
        value = costs.inserted[SOUNDS.index(b)]
    else:
        value = costs.rows[SOUNDS.index(a)][-1 if b == NONE else SOUNDS.index(b)]
    return _Step(before.worth + value, before, (a, b))


def _scripts(one: Name, other: Name) -> Pair:
    return one.script, other.script
