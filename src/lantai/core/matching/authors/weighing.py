"""How probable it is that two mentions are one person: a scorecard (core.matching.scorecard) whose points are read in data/authors.json.

The points were chosen by hand, not learned: no set that is free to use has enough persons with several works (docs/decisions/0146).
"""

from math import log2, nan

import msgspec

from lantai.core.matching.scorecard import Scorecard, card

from .mention import Mention
from .naming import Agreement, agreement


class Weighed(msgspec.Struct, frozen=True, gc=False):
    """A pair that may be one person: how probably (0..1), and why: (code, points with sign)."""

    score: float
    reasons: tuple[tuple[str, str], ...]


def weigh(one: Mention, other: Mention, *, namesakes: int) -> Weighed | None:
    """Return how probably two mentions are one person; None where they cannot be.

    ``namesakes``: how many different given names the data at hand has under this family name and initial.
    """
    if not may_be_one(one, other):
        return None
    agreed = agreement(one.names, other.names)
    if agreed is Agreement.OTHER:
        return None
    values = _values(one, other, agreed, namesakes)
    points = authors()
    return Weighed(points.score(values), points.reasons(values))


def may_be_one(one: Mention, other: Mention) -> bool:
    """Say whether nothing rules it out: two ORCIDs, two profiles by somebody's word, or two places in one work."""
    two_ids = bool(one.orcid and other.orcid and one.orcid != other.orcid)
    two_profiles = bool(one.scholar and other.scholar and one.scholar != other.scholar)
    return not two_ids and not two_profiles and one.work != other.work


def authors() -> Scorecard:
    """Return the card of authors."""
    return card("authors")


def _values(one: Mention, other: Mention, agreed: Agreement, namesakes: int) -> list[float]:
    return [
        float(agreed),
        log2(max(1, namesakes)),
        _common(one.coauthors, other.coauthors),
        _shared(one.institutions, other.institutions),
        _overlap(one.topics, other.topics),
        _shared(one.domains, other.domains),
        float(abs(one.year - other.year)) if one.year and other.year else nan,
    ]


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return float(min(3, len(one & other))) if one and other else nan


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return float(not one.isdisjoint(other)) if one and other else nan


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else nan
