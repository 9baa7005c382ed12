"""Groups of mentions that are one person's: those of one ORCID (or of one profile by somebody's word) for sure, the rest proposed with reasons.

Only mentions that share a key of a name are compared: family name and initial, the characters, or, across scripts, the sounds. Where one key
brings too many together, only those are compared that also share a co-author, an institution or a domain of mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from .mention import Mention
from .weighing import Weighed, authors, may_be_one, weigh

MOST_COMPARED = 200
"""Mentions under one key that are all compared with each other; a lab's common name is met by what stands around it."""

MOST_UNDER_A_SIGN = 60
"""Mentions under one key and one sign (a co-author, an institution) that are compared."""


class Group(msgspec.Struct, frozen=True, gc=False):
    """Mentions that may be one person's. ``score``: of the weakest proposal by which it grew; ``reasons``: of the strongest, for people."""

    members: tuple[Mention, ...]
    score: float = 1.0
    reasons: tuple[tuple[str, str], ...] = ()


class Proposal(msgspec.Struct, frozen=True, gc=False):
    """Two sure groups (of an ORCID, of a profile, or a mention by itself) that may be one person, by the best of their pairs."""

    left: str
    right: str
    score: float
    reasons: tuple[tuple[str, str], ...]


def seeds(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Return what is sure: mentions by profile, by ORCID, else each by itself. An ORCID that a profile has joins that profile's."""
    ready = list(mentions)
    profile_of = {one.orcid: one.scholar for one in ready if one.orcid and one.scholar}
    found: dict[str, list[Mention]] = defaultdict(list)
    for one in ready:
        number = one.scholar or profile_of.get(one.orcid, 0)
        found[f"scholar:{number}" if number else f"orcid:{one.orcid}" if one.orcid else f"mention:{one.key}"].append(one)
    return dict(found)


def proposals(known: Mapping[str, Sequence[Mention]]) -> list[Proposal]:
    """Return which sure groups may be one person, the likeliest first; each pair of groups once, with its best pair of mentions."""
    of = {one.key: name for name, members in known.items() for one in members}
    best: dict[tuple[str, str], Weighed] = {}
    ruled_out: set[tuple[str, str]] = set()
    for one, other, namesakes in _pairs([one for members in known.values() for one in members]):
        names = of[one.key], of[other.key]
        pair = (min(names), max(names))
        if names[0] == names[1] or pair in ruled_out:
            continue
        if not may_be_one(one, other):
            ruled_out.add(pair)
            best.pop(pair, None)
            continue
        found = weigh(one, other, namesakes=namesakes)
        if found and found.score >= authors().same and found.score > (best[pair].score if pair in best else 0.0):
            best[pair] = found
    made = [Proposal(left, right, found.score, found.reasons) for (left, right), found in best.items()]
    return sorted(made, key=lambda one: (-one.score, one.left, one.right))


def grouped(known: Mapping[str, Sequence[Mention]], proposed: Sequence[Proposal]) -> list[Group]:
    """Return the groups that the proposals would make, strongest first; what cannot be one person is never brought together by a third."""
    members = {name: list(some) for name, some in known.items()}
    where = {name: name for name in known}
    told: dict[str, tuple[float, tuple[tuple[str, str], ...]]] = {}
    for each in proposed:
        left, right = _root(where, each.left), _root(where, each.right)
        if left == right or not all(may_be_one(a, b) for a in members[left] for b in members[right]):
            continue
        where[right] = left
        members[left] += members.pop(right)
        before = [told[side] for side in (left, right) if side in told]
        told[left] = (each.score, before[0][1] if before else each.reasons)  # proposals come likeliest first
    return [Group(tuple(some), *told.get(name, (1.0, ()))) for name, some in members.items()]


def _root(where: dict[str, str], name: str) -> str:
    while where[name] != name:
        where[name] = where[where[name]]
        name = where[name]
    return name


def _pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, int]]:
    """Yield pairs worth weighing, each once, with how many given names stand under the key that brought them together."""
    seen: set[tuple[str, str]] = set()
    for key, block in _blocks(mentions):
        namesakes = _namesakes(key, block)
        for one, other in _within(block):
            pair = (min(one.key, other.key), max(one.key, other.key))
            if pair not in seen:
                seen.add(pair)
                yield one, other, namesakes


def _blocks(mentions: Sequence[Mention]) -> Iterator[tuple[str, list[Mention]]]:
    """Yield what meets under each key; sounds only where they bring two scripts together."""
    found: dict[str, list[Mention]] = defaultdict(list)
    heard: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        for key in {key for form in one.names for key in form.keys}:
            found[key].append(one)
        for key in {key for form in one.names for key in form.sound_keys}:
            heard[key].append(one)
    yield from ((key, block) for key, block in found.items() if len(block) > 1)
    for key, block in heard.items():
        foreign = [one for one in block if any(not form.readings for form in one.names)]
        if foreign and len(block) > 1:
            yield f"~{key}", block if len(block) <= MOST_COMPARED else foreign


def _within(block: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    if len(block) <= MOST_COMPARED:
        yield from combinations(block, 2)
        return
    signs: dict[str, list[Mention]] = defaultdict(list)
    for one in block:
        for sign in (*one.coauthors, *one.institutions, *one.domains):
            signs[sign].append(one)
    for some in signs.values():
        yield from combinations(some[:MOST_UNDER_A_SIGN], 2)


SHORT_PINYIN, PINYIN_NAME = 30, 8
"""What is added to namesakes where a name is Chinese in Latin letters, of one syllable beside the family's or of two: thousands are called Wei Zhang."""


def _namesakes(key: str, block: Sequence[Mention]) -> int:
    """Return how many different given names written out stand under a key: what a name tells depends on how many have it."""
    readings = [reading for one in block for form in one.names for reading in form.readings if reading.key == key]
    given = {"".join(reading.given) for reading in readings if any(len(word) > 1 for word in reading.given)}
    chinese = [len(reading.given) for reading in readings if reading.is_pinyin]
    more = (SHORT_PINYIN if min(chinese) == 1 else PINYIN_NAME) if chinese else 0
    return max(1, len(given)) + more
