"""Groups of papers from scored pairs: by the mean of all links between two groups, never by one strong link alone."""

from collections import defaultdict
from collections.abc import Iterable

Link = tuple[int, int, float]

KNOWN = 0.5
"""Share of the pairs between two groups that must have been compared: of others nobody knows anything."""


def clustered(
    size: int, links: Iterable[Link], *, least: float, most: int = 50, apart: Iterable[tuple[int, int]] = ()
) -> list[int]:
    """Return for each of ``size`` records the group it belongs to (the lowest position in it).

    ``links``: compared pairs with their scores. Two groups become one where their links have a mean of ``least`` and the group stays within
    ``most``. ``apart``: pairs that must never meet, whatever else holds.
    """
    near: defaultdict[int, dict[int, float]] = defaultdict(dict)
    held: defaultdict[int, set[int]] = defaultdict(set)
    ordered = sorted(links, key=lambda link: (-link[2], link[0], link[1]))
    for i, j, score in ordered:
        near[i][j] = near[j][i] = score
    for i, j in apart:
        held[i].add(j)
        held[j].add(i)
    group = list(range(size))
    members: dict[int, list[int]] = {}
    for i, j, score in ordered:
        if score < least:
            break
        one, other = sorted((group[i], group[j]))
        if one == other:
            continue
        left, right = members.get(one, [one]), members.get(other, [other])
        if len(left) + len(right) <= most and _belong(left, right, near, held, least):
            members[one] = left + right
            members.pop(other, None)
            for number in right:
                group[number] = one
    return group


def _belong(
    left: list[int], right: list[int], near: dict[int, dict[int, float]], held: dict[int, set[int]], least: float
) -> bool:
    few, many = sorted((left, right), key=len)
    others = set(many)
    total, count = 0.0, 0
    for number in few:
        if number in held and held[number] & others:
            return False
        links = near[number]
        inside = [links[other] for other in (links.keys() & others)]
        total += sum(inside)
        count += len(inside)
    return count >= KNOWN * len(few) * len(many) and total / count >= least
