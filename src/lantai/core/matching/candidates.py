"""What is compared of a title of a list and of a known edition, and how surely they are one."""

from collections.abc import Iterable

import msgspec

from lantai.core.bib.statements import Statement

LIKELY = 0.75
"""Score from which on a title is tied where the catalog knows no second candidate worth naming."""


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is compared. ``numbers``: ISSNs or ISBNs. ``titles``: the first is its own, others it is known by. ``key``: of a known one, its
    instance; ``group``: its work. ``online``: a number that is of the online edition; ``beside``: those of its other form. ``host``: words of the
    address at which it is read (``publishers.host_of``). ``people``: family names, folded; ``edition``: a book's, as its statement says.
    Of serials: ``issue``: year and volume of an early issue, ``began``: the year in which it began."""

    titles: tuple[str, ...]
    numbers: frozenset[str] = frozenset()
    publisher: str = ""
    serial: bool = True
    part: str = ""
    people: frozenset[str] = frozenset()
    edition: str = ""
    year: int | None = None
    issue: tuple[int, int] | None = None
    began: int | None = None
    online: str = ""
    beside: frozenset[str] = frozenset()
    host: str = ""
    key: int = 0
    group: int = 0


def issue_of(statements: Iterable[Statement]) -> tuple[int, int] | None:
    """Return year and volume of the first issue of which statements name both."""
    for each in statements:
        if each.first[:4].isdigit() and each.first_volume.isdecimal() and each.first_volume.isascii() and int(each.first_volume):
            return int(each.first[:4]), int(each.first_volume)
    return None


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A known edition that it may be, how surely (0..1), and why: (code, detail) pairs."""

    key: int
    score: float
    reasons: tuple[tuple[str, str], ...]
