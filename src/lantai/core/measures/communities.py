"""Communities of a network by modularity (Blondel et al. 2008, "Fast unfolding of communities in large networks"), and where to draw them.

Plain Python: 5,000 nodes take about a second (benchmarks/dashboards.py compares with networkit). The same network gives the same communities.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Edge = tuple[int, int, float]
Graph = list[dict[int, float]]
"""For each node its neighbors with weights; a node is its own neighbor where communities were joined into it."""

GOLDEN = math.pi * (3 - math.sqrt(5))
MOST_ROUNDS = 30
RINGS, ANGLES = 400, 60
SEARCHED = 80
"""Communities for which the best place is looked for; smaller ones stand around them."""


def communities(nodes: int, edges: Iterable[Edge]) -> list[int]:
    """Return the community of each node, numbered from 0 on, the largest first."""
    graph = graph_of(nodes, edges)
    member = list(range(nodes))
    while True:
        found = _moved(graph)
        if len(set(found)) == len(graph):
            break
        number = {label: n for n, label in enumerate(dict.fromkeys(found))}
        member = [number[found[at]] for at in member]
        graph = _joined(graph, [number[label] for label in found], len(number))
    sizes: dict[int, int] = defaultdict(int)
    for label in member:
        sizes[label] += 1
    place = {label: n for n, label in enumerate(sorted(sizes, key=lambda label: (-sizes[label], label)))}
    return [place[label] for label in member]


def graph_of(nodes: int, edges: Iterable[Edge]) -> Graph:
    """Return the neighbors of each node."""
    graph: Graph = [{} for _ in range(nodes)]
    for one, other, weight in edges:
        graph[one][other] = graph[one].get(other, 0.0) + weight
        graph[other][one] = graph[other].get(one, 0.0) + weight
    return graph


def modularity(nodes: int, edges: Sequence[Edge], member: Sequence[int]) -> float:
    """Return how much more of the weight lies inside communities than by chance, -0.5..1 (Newman and Girvan 2004)."""
    total = sum(weight for *_, weight in edges)
    inside: dict[int, float] = defaultdict(float)
    degree: dict[int, float] = defaultdict(float)
    for one, other, weight in edges:
        degree[member[one]] += weight
        degree[member[other]] += weight
        if member[one] == member[other]:
            inside[member[one]] += weight
    return sum(inside[c] / total - (degree[c] / (2 * total)) ** 2 for c in degree) if total else 0.0


def _moved(graph: Graph) -> list[int]:
    """Move each node to the community of the neighbors with which it gains most, round by round, until none moves."""
    degree = [sum(near.values()) for near in graph]
    double = sum(degree) or 1.0
    member, total = list(range(len(graph))), list(degree)
    for _ in range(MOST_ROUNDS):
        moves = 0
        for node, near in enumerate(graph):
            own = member[node]
            links: dict[int, float] = defaultdict(float)
            for other, weight in near.items():
                if other != node:
                    links[member[other]] += weight
            total[own] -= degree[node]
            share = degree[node] / double
            best, gain = own, links.get(own, 0.0) - total[own] * share
            for label, weight in links.items():
                if (better := weight - total[label] * share) > gain + 1e-12:
                    best, gain = label, better
            total[best] += degree[node]
            member[node] = best
            moves += best != own
        if not moves:
            break
    return member


def _joined(graph: Graph, member: Sequence[int], count: int) -> Graph:
    """Return the network whose nodes are the communities."""
    joined: Graph = [{} for _ in range(count)]
    for node, near in enumerate(graph):
        into = joined[member[node]]
        for other, weight in near.items():
            into[member[other]] = into.get(member[other], 0.0) + weight
    return joined


def layout(member: Sequence[int], strength: Sequence[float], edges: Iterable[Edge]) -> list[tuple[float, float]]:
    """Return where each node is drawn, within -1..1: each community a round patch, its strongest nodes in the middle, patches beside those
    that they work with most."""
    groups: dict[int, list[int]] = defaultdict(list)
    for node, label in enumerate(member):
        groups[label].append(node)
    between: dict[tuple[int, int], float] = defaultdict(float)
    for one, other, weight in edges:
        if member[one] != member[other]:
            between[member[one], member[other]] += weight
            between[member[other], member[one]] += weight
    radius = {label: math.sqrt(len(nodes)) + 0.9 for label, nodes in groups.items()}
    centers = _centers(radius, between)
    places = [(0.0, 0.0)] * len(member)
    for label, nodes in groups.items():
        x, y = centers[label]
        for n, node in enumerate(sorted(nodes, key=lambda node: (-strength[node], node))):
            far = (radius[label] - 0.9) * math.sqrt((n + 0.5) / len(nodes)) if len(nodes) > 1 else 0.0
            places[node] = (x + far * math.cos(n * GOLDEN), y + far * math.sin(n * GOLDEN))
    reach = max((max(abs(x), abs(y)) for x, y in places), default=0.0) or 1.0
    return [(x / reach, y / reach) for x, y in places]


def _centers(radius: Mapping[int, float], between: Mapping[tuple[int, int], float]) -> dict[int, tuple[float, float]]:
    """Return the middles of patches that do not overlap: the largest first, each on the nearest free ring, towards its partners; the many small ones
    in rows around all of these: to look for room for a thousand pairs takes minutes, and says nothing."""
    ordered = sorted(radius, key=lambda label: (-radius[label], label))
    placed: dict[int, tuple[float, float]] = {}
    step = max(radius.values(), default=1.0) / 6
    partners: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, other), weight in between.items():
        partners[one].append((other, weight))
    for label in ordered[:SEARCHED]:
        near = [(weight, placed[other]) for other, weight in partners[label] if other in placed]
        pull = sum(weight for weight, _ in near)
        toward = tuple(sum(w * at[axis] for w, at in near) / pull for axis in (0, 1)) if pull else (0.0, 0.0)
        for ring in range(RINGS):
            spots = [_spot(ring * step, angle) for angle in range(ANGLES if ring else 1)]
            free = [spot for spot in spots if all(_apart(spot, radius[label], placed[other], radius[other]) for other in placed)]
            if free:
                placed[label] = min(free, key=lambda spot: (spot[0] - toward[0]) ** 2 + (spot[1] - toward[1]) ** 2)
                break
    return placed | _around(placed, radius, ordered[SEARCHED:])


def _around(
    placed: Mapping[int, tuple[float, float]], radius: Mapping[int, float], rest: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """Return the middles of the rest, in rings around what is placed, each ring as wide as its first."""
    far = max((math.hypot(*at) + radius[label] for label, at in placed.items()), default=0.0)
    found: dict[int, tuple[float, float]] = {}
    turn, width = 2 * math.pi, 0.0
    for label in rest:
        if turn >= 2 * math.pi - 1e-9:
            far, width, turn = far + width + radius[label], radius[label], 0.0
        found[label] = (far * math.cos(turn), far * math.sin(turn))
        turn += 2 * math.asin(min(1.0, width / far)) if far else 2 * math.pi
        if turn + 2 * math.asin(min(1.0, width / far)) > 2 * math.pi and far:
            turn = 2 * math.pi
    return found


def _spot(far: float, angle: int) -> tuple[float, float]:
    turn = 2 * math.pi * angle / ANGLES
    return far * math.cos(turn), far * math.sin(turn)


def _apart(one: tuple[float, float], one_radius: float, other: tuple[float, float], other_radius: float) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= (one_radius + other_radius) ** 2
