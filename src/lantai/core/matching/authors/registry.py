"""Authors as a service that numbers them describes them: forms of the name, ORCID, where they worked and when."""

import msgspec

MOST_NAMES, MOST_PLACES, LONGEST = 60, 60, 300
"""Of one author; more than anybody has. ``LONGEST``: letters of a name."""


class Post(msgspec.Struct, frozen=True, gc=False):
    """That somebody worked at an institution, from the first to the last year in which works say so; ``ror``: identifier of ROR, ``country``: two letters."""

    name: str
    ror: str = ""
    country: str = ""
    first: int | None = None
    last: int | None = None


class Author(msgspec.Struct, frozen=True, gc=False):
    """``number``: the service's own, digits alone. ``orcid``: "" none. ``names``: the one that the service shows first. ``row``: its place in the file."""

    row: int
    number: int
    orcid: str
    names: tuple[str, ...]
    places: tuple[Post, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """A row that cannot be used, and why."""

    row: int
    why: str
