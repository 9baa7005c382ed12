"""From contributions to what is sure and what is proposed: two readings of the works, so that only what may concern a profile is held. Pure but for its source.

The first reading gathers who has a profile, or gets one; the second, who may be one of them, and who else wrote at the library's own institutions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import msgspec

from lantai.catalog.papers.bodies import Bodies
from lantai.core.bib.work import WorkDocument
from lantai.core.matching.authors.grouping import Group, Proposal, grouped, proposals, seeds
from lantai.core.matching.authors.mention import Mention
from lantai.core.text.fold import key

from .reading import Contributed, contributed

MOST_HELD = 300_000
"""Contributions without a profile that are compared; beyond it only those with a profile's name are, and no new profiles are proposed."""

SMALLEST = 2
"""Works from which contributions without an ORCID are proposed as a profile."""

Source = Callable[[], Iterable[WorkDocument]]


@dataclass(frozen=True, slots=True)
class Known:
    """What stands: profiles by ORCID, and by whom somebody said which works are theirs or not, (work, mark) each."""

    orcids: Mapping[str, int] = field(default_factory=dict)
    mine: Mapping[tuple[int, str], int] = field(default_factory=dict)
    refused: frozenset[tuple[int, int]] = frozenset()
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the works say. ``sure``: contributions with an ORCID that has a profile, or gets one. ``proposed``: (name of a sure group, name of another, …).

    ``groups``: contributions without a profile that may be one person's. ``contributions``: by the key of their mention. ``left_out``: how many
    contributions were too many to be compared.
    """

    sure: list[Contributed]
    proposed: list[Proposal]
    groups: list[Group]
    contributions: Mapping[str, Contributed]
    left_out: int


def find(source: Source, known: Known, bodies: Bodies) -> Found:
    """Read the works twice and say what is sure and what may be."""
    homes = tuple(filter(None, map(key, known.homes)))
    people = partial(_people, source, bodies)
    sure, wanted = _sure(people, known, homes)
    held = {one.mention.key: one for one in sure}
    keys = {name_key for one in sure for form in one.mention.names for name_key in form.keys | form.sound_keys}
    others, left_out = list[Contributed](), 0
    for one in people():
        at_home = bool(homes) and _is_at(one, homes)
        if one.orcid in wanted or one.mention.key in held or not one.is_paper or not (at_home or _meets(one.mention, keys)):
            continue
        if len(others) < MOST_HELD:
            others.append(one)
        else:
            left_out += 1
    held |= {one.mention.key: one for one in others}
    return _weighed(sure, held, known, homes, left_out)


def _sure(
    people: Callable[[], Iterator[Contributed]], known: Known, homes: tuple[str, ...]
) -> tuple[list[Contributed], set[str]]:
    """Return the contributions of whoever has a profile or gets one, and all their ORCIDs."""
    with_orcid = [one for one in people() if one.orcid or (one.work, one.mark) in known.mine]
    wanted = set(known.orcids) | {one.orcid for one in with_orcid if one.orcid and (not homes or _is_at(one, homes))}
    return [one for one in with_orcid if one.orcid in wanted or (one.work, one.mark) in known.mine], wanted


def _weighed(
    sure: list[Contributed], held: Mapping[str, Contributed], known: Known, homes: tuple[str, ...], left_out: int
) -> Found:
    groups_of_known = seeds([_bound(one, known) for one in held.values()])
    found = [one for one in proposals(groups_of_known) if not _is_refused(one, groups_of_known, known)]
    among_others = {name: members for name, members in groups_of_known.items() if name.startswith("mention:")}
    taken = {
        name for one in found for name in (one.left, one.right) if not (one.left in among_others and one.right in among_others)
    }
    free = {
        name: members
        for name, members in among_others.items()
        if name not in taken and (not homes or _is_at(held[members[0].key], homes))
    }
    within = [one for one in found if one.left in free and one.right in free]
    groups = [group for group in grouped(free, within) if len(group.members) >= SMALLEST] if homes and not left_out else []
    return Found(sure, [one for one in found if one not in within], groups, held, left_out)


def _bound(one: Contributed, known: Known) -> Mention:
    scholar = known.mine.get((one.work, one.mark)) or known.orcids.get(one.orcid, 0)
    return msgspec.structs.replace(one.mention, scholar=scholar) if scholar else one.mention


def _is_refused(one: Proposal, groups: Mapping[str, list[Mention]], known: Known) -> bool:
    """Say whether a person has already said that it is not so."""
    for left, right in ((one.left, one.right), (one.right, one.left)):
        number = groups[left][0].scholar
        if number and right.startswith("mention:") and (number, int(groups[right][0].work)) in known.refused:
            return True
    return False


def _people(source: Source, bodies: Bodies) -> Iterator[Contributed]:
    return (one for document in source() for one in contributed(document, bodies))


def _meets(mention: Mention, keys: set[str]) -> bool:
    return any(not keys.isdisjoint(form.keys if form.readings else form.keys | form.sound_keys) for form in mention.names)


def _is_at(one: Contributed, homes: tuple[str, ...]) -> bool:
    return any(home in place for place in one.mention.institutions for home in homes)
