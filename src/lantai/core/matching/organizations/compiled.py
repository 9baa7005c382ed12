"""A registry in one table: names by key, organizations by number; packed as one file, read in a second or two."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

import msgspec

from .registry import ACRONYM, LABEL, Organization
from .words import HAN, key, tokens

LONGEST = 14
SHORTEST_ACRONYM = 3
VERSION = 2


class Body(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is compared of an organization. ``cities`` and ``regions``: keys; ``countries``: ISO codes; ``parents``: positions.

    ``name``: what it is called first.
    """

    id: str
    education: bool
    company: bool
    health: bool
    cities: tuple[str, ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]
    parents: tuple[int, ...]
    name: str = ""


class Table(msgspec.Struct, frozen=True, array_like=True):
    """``names``: key -> [(position of a body, kind of name)]."""

    version: int
    bodies: list[Body]
    names: dict[str, list[tuple[int, int]]]

    @classmethod
    def of(cls, organizations: Iterable[Organization]) -> Self:
        """Compile a registry. Names of withdrawn bodies lead to their successors, or nowhere."""
        known = {each.id: each for each in organizations}
        at = {each.id: n for n, each in enumerate(each for each in known.values() if each.status != "withdrawn")}
        names: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for each in known.values():
            position = at.get(_standing(each, known))
            if position is None:
                continue
            for name, kind in each.names:
                for form in _forms(name, kind):
                    names[form][position] = max(kind, names[form].get(position, ACRONYM))
        bodies = [_body(each, at) for each in known.values() if each.status != "withdrawn"]
        return cls(VERSION, bodies, {form: sorted(found.items()) for form, found in names.items()})

    def packed(self) -> bytes:
        """Return the table as bytes."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def unpacked(cls, raw: bytes) -> Self:
        """Read a packed table."""
        return msgspec.msgpack.decode(raw, type=cls)


def _standing(each: Organization, known: dict[str, Organization]) -> str:
    for _ in range(5):
        if each.status != "withdrawn" or each.successor not in known:
            break
        each = known[each.successor]
    return each.id


def _forms(name: str, kind: int) -> list[str]:
    words = tokens(name)
    bare = tokens(name.partition("(")[0])
    if not words or (kind == ACRONYM and len("".join(words)) < SHORTEST_ACRONYM):
        return []
    forms = [words] if len(words) <= LONGEST else []
    if bare and bare != words and len(bare) > 1 and not HAN.match(name):
        forms.append(bare)
    return [written for form in forms for written in dict.fromkeys((" ".join(form), key(form)))]


def _body(each: Organization, at: dict[str, int]) -> Body:
    def keys(part: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key(words) for place in each.places if (words := tokens(place[part]))))

    return Body(
        id=each.id,
        education="education" in each.types,
        company="company" in each.types,
        health="healthcare" in each.types,
        cities=keys(0),
        regions=keys(1),
        countries=tuple(dict.fromkeys(place[2].upper() for place in each.places)),
        parents=tuple(at[parent] for parent in each.parents if parent in at),
        name=next((name for name, kind in each.names if kind == LABEL), each.names[0][0]),
    )
