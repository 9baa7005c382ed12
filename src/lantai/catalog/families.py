"""Families of parts of the library that harvesters ask for one by one: a family tells which works lie in each of its parts, and which did.

The catalog tells of disciplines and institutions (``papers.parted``); an area with more writes ``register(Family(...))`` in its facts.py.
"""

from collections.abc import Callable, Collection

import msgspec

from .models import LeftPart


def noted_left(family: str) -> Callable[[str], Collection[int]]:
    """Return what tells the works that were noted to have left a part; some may lie in it again."""
    return lambda value: list(LeftPart.objects.filter(family=family, value=value).values_list("work", flat=True))


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One way to part works. ``name``: for machines ("discipline"); ``title``: for people. All of it is asked at once, never work by work.

    ``every``: value -> title of the parts there are; ``knows``: whether a value can name a part at all; ``members``: the works of a part;
    ``parts_of``: work -> values, of works; ``reached``: number of the change up to which it is told, 0 nothing is told.
    ``left``: the works that were in a part; some may be again.
    """

    name: str
    title: str
    every: Callable[[], dict[str, str]]
    knows: Callable[[str], bool]
    members: Callable[[str], Collection[int]]
    parts_of: Callable[[Collection[int]], dict[int, list[str]]]
    reached: Callable[[], int]
    left: Callable[[str], Collection[int]]


_families: dict[str, Family] = {}


def register(family: Family) -> None:
    """Add a family; one of the same name takes the place of the other."""
    _families[family.name] = family


def families() -> dict[str, Family]:
    """Return all families by name."""
    return dict(_families)
