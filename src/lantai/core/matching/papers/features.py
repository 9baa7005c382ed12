"""What two papers are compared by: numbers, each of one idea, NaN where a side says nothing.

``NAMES`` lists them in the order of ``features``; ``scorecard`` weighs them.
"""

from math import nan

from rapidfuzz.fuzz import ratio, token_sort_ratio

from .paper import Paper
from .rarity import Rarity
from .venues import Venues

NAMES = (
    "title", "title_words", "title_said", "title_extra", "title_weight", "whole", "whole_in", "people", "people_in", "people_count",
    "first", "year", "container", "numbers", "kinds", "pages", "volume", "doi",
)  # fmt: skip

SHORTEST = 4
"""Letters from which on words are forgiven one letter."""


def features(a: Paper, b: Paper, rarity: Rarity, venues: Venues) -> tuple[float, ...]:
    """Return the numbers of a pair."""
    said_a, said_b = _said(a.words, b, rarity), _said(b.words, a, rarity)
    return (
        ratio(a.title, b.title) / 100 if a.title and b.title else nan,
        _shared(frozenset(a.words), frozenset(b.words), rarity),
        max(said_a, said_b),
        min(said_a, said_b),
        min(rarity.sum(set(a.words)), rarity.sum(set(b.words)), 8.0) / 8,
        _shared(a.told, b.told, rarity),
        token_sort_ratio(a.text, b.text) / 100,
        *_people(a, b, rarity),
        _year(a, b),
        venues.alike(a, b),
        _numbers(a, b),
        float(bool(a.kinds ^ b.kinds)),
        _pages(a, b),
        nan if not a.volume or not b.volume else float(a.volume == b.volume),
        nan if not a.doi or not b.doi else float(a.doi == b.doi),
    )


def _said(words: tuple[str, ...], other: Paper, rarity: Rarity) -> float:
    """Return how much of a title stands anywhere in the other description, by weight."""
    whole = rarity.sum(words)
    return rarity.sum(w for w in words if w in other.told) / whole if whole else 0.0


def _shared(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    """Return the weight of what is common to both as a share of all."""
    if not one or not other:
        return nan
    common = rarity.sum(one & other)
    return common / (rarity.sum(one) + rarity.sum(other) - common or 1.0)


def _people(a: Paper, b: Paper, rarity: Rarity) -> tuple[float, float, float, float]:
    """Return shares of persons found: of the shorter list, of the longer one, whether they are as many, and the first in the first."""
    if not a.families or not b.families:
        listed, other = (a, b) if a.families else (b, a)
        if not listed.families:
            return nan, nan, nan, nan
        inside = sum(any(w in other.told for w in names) for names in listed.families) / len(listed.families)
        return nan, inside, nan, nan
    few, many = sorted((a.families, b.families), key=len)
    met = sum(any(names & others for others in many) for names in few)
    return met / len(few), met / len(many), len(few) / len(many), float(bool(few[0] & many[0]))


def _year(a: Paper, b: Paper) -> float:
    if not a.years or not b.years:
        return nan
    return min(abs(x - y) for x in a.years for y in b.years) / 1.0


def _numbers(a: Paper, b: Paper) -> float:
    """Return 0 where titles have the same numbers, .5 where one has more, 1 where both have others: Part I is not Part II."""
    if a.numbers == b.numbers:
        return 0.0
    left, right = {n for n in a.numbers if n not in b.told}, {n for n in b.numbers if n not in a.told}
    return 1.0 if left and right else 0.5 if left or right else 0.2


def _pages(a: Paper, b: Paper) -> float:
    if not a.pages or not b.pages:
        return nan
    if a.pages[0] == b.pages[0]:
        return 1.0
    return 0.5 if set(a.pages) & set(b.pages) else 0.0
