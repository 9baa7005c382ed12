"""Communities: known networks, and patches that do not overlap."""

import math
import random

from lantai.core.measures.communities import communities, layout, modularity

KARATE = (
    "1-2 1-3 2-3 1-4 2-4 3-4 1-5 1-6 1-7 5-7 6-7 1-8 2-8 3-8 4-8 1-9 3-9 3-10 1-11 5-11 6-11 1-12 1-13 4-13 1-14 2-14 3-14 4-14 6-17 7-17 1-18 2-18 1-20 "
    "2-20 1-22 2-22 24-26 25-26 3-28 24-28 25-28 3-29 24-30 27-30 2-31 9-31 1-32 25-32 26-32 29-32 3-33 9-33 15-33 16-33 19-33 21-33 23-33 24-33 30-33 31-33 "
    "32-33 9-34 10-34 14-34 15-34 16-34 19-34 20-34 21-34 23-34 24-34 27-34 28-34 29-34 30-34 31-34 32-34 33-34"
)
"""The friendships of a karate club (Zachary 1977)."""


def test_the_karate_club_falls_into_four():
    edges = [(int(a) - 1, int(b) - 1, 1.0) for a, _, b in (pair.partition("-") for pair in KARATE.split())]

    found = communities(34, edges)

    assert len(edges) == 78
    assert len(set(found)) == 4
    assert modularity(34, edges, found) > 0.41  # the best that is known is .4198


def test_two_cliques_with_a_bridge_are_two():
    edges = [(a + far, b + far, 1.0) for far in (0, 5) for a in range(5) for b in range(a)] + [(0, 5, 1.0)]

    assert communities(10, edges) == [0] * 5 + [1] * 5


def test_nodes_without_links_are_alone_and_an_empty_network_is_none():
    assert communities(3, []) == [0, 1, 2]
    assert communities(0, []) == []
    assert layout([], [], []) == []


def test_patches_do_not_overlap_and_lie_within_the_drawing():
    rng = random.Random(7)
    member = sorted(rng.choice([0, 0, 0, 1, 1, 2, 3, 4]) for _ in range(400))
    edges = [(rng.randrange(400), rng.randrange(400), 1.0) for _ in range(800)]

    places = layout(member, [1.0] * 400, edges)

    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in places)
    middles = {
        c: [sum(p[i] for p, m in zip(places, member, strict=True) if m == c) / member.count(c) for i in (0, 1)]
        for c in set(member)
    }
    reach = {c: max(math.dist(p, middles[c]) for p, m in zip(places, member, strict=True) if m == c) for c in middles}
    assert all(math.dist(middles[a], middles[b]) > (reach[a] + reach[b]) * 0.9 for a in middles for b in middles if a < b)
