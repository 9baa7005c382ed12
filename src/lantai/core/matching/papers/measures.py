"""How well pairs are told: against pairs that are labelled, or against a full list of those that are the same."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from lantai.core.matching.scorecard import card

from .blocks import candidates
from .clusters import clustered
from .pairs import Scored, scored
from .paper import Paper
from .placing import placed
from .rarity import Rarity

Pair = tuple[int, int]
WHOLE = 2000
"""Papers that a group may hold when a set is measured: a set says itself how many there are of one."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """``auto_precision``: of the pairs that would be merged unseen, the share that is right; 1 where there are none."""

    precision: float
    recall: float
    f1: float
    auto_precision: float
    auto_share: float
    pairs: int
    taken: int


def told(left: Sequence[Paper], right: Sequence[Paper] | None, asked: Iterable[Pair] | None) -> tuple[list[Scored], set[Pair]]:
    """Score pairs and return them with those that are taken as one paper; ``asked`` None: whatever is worth comparing.

    In one table, groups decide: of three that are alike two by two, the third pair follows.
    """
    known = [*left, *(right or ())]
    rarity, left, right = Rarity(known), placed(left, known), None if right is None else placed(right, known)
    pairs = sorted(candidates(left, right, rarity) if asked is None else asked)
    found = scored(left, right, pairs, rarity)
    least = card("papers").same
    if right is not None or asked is not None:
        return found, {(each.left, each.right) for each in found if each.score >= least}
    groups = clustered(len(left), ((s.left, s.right, s.score) for s in found), least=least, most=WHOLE)
    return found, set(_together(groups))


def _together(groups: Sequence[int]) -> Iterable[Pair]:
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        members.setdefault(group, []).append(number)
    for inside in members.values():
        for at, one in enumerate(inside):
            yield from ((one, other) for other in inside[at + 1 :])


def measured(left: Sequence[Paper], right: Sequence[Paper] | None, gold: Mapping[Pair, bool], *, labelled: bool) -> Measured:
    """Measure. ``labelled``: only the pairs of ``gold`` count; else every pair that is not in it is different."""
    found, taken = told(left, right, gold if labelled else None)
    true = {pair for pair, same in gold.items() if same}
    auto = {(each.left, each.right) for each in found if each.auto}
    right_ones, sure = len(taken & true), len(auto & true)
    precision = right_ones / len(taken) if taken else 1.0
    recall = right_ones / len(true) if true else 1.0
    return Measured(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if right_ones else 0.0,
        auto_precision=sure / len(auto) if auto else 1.0,
        auto_share=sure / len(true) if true else 0.0,
        pairs=len(found),
        taken=len(taken),
    )
