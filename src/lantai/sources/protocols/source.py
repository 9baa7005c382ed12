"""What a source is: a module that walks an outside service page by page, and takes a page apart into records.

``pages`` asks and yields; whoever keeps each page with its ``place`` in one transaction loses at most one page, wherever it is stopped. ``rows`` is pure:
the same bytes give the same rows, so that what was kept can be taken apart again. The registry is ``sources.registry``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lantai.core.bib.selection import Selection
from lantai.core.formats.protocol import Chunk, Profile

from .polite import Polite

ALL = Selection()

Place = Mapping[str, str]
"""Where a walk stands, in the source's own words; empty at its beginning."""


@dataclass(frozen=True, slots=True)
class About:
    """What a source is called, where it is asked, and what can be said to it.

    ``address``: the usual one, "" where every library has its own. ``prefix``: the usual metadata format, "" where there is no choice. ``sets``,
    ``filters``: whether it takes these. ``terms``: what its makers ask of those who harvest it.
    """

    title: str
    address: str = ""
    prefix: str = ""
    sets: bool = False
    filters: bool = False
    pause_s: float = 1.0
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to walk through. ``since``: changed then or later. ``filters``: of the service's own, as it writes them. ``contact``: an address of mail.
    ``beside``: the other sets of the same walk.

    ``selection``: what is kept in the end; a source that can leave out the rest by itself may.
    """

    address: str
    prefix: str = ""
    set: str = ""
    since: datetime | None = None
    filters: str = ""
    contact: str = ""
    selection: Selection = ALL
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What came at once. ``raw``: as it came; ``beside``: records that had to be fetched by themselves; ``place``: where to go on after it.

    ``over``: the list ends with it. ``notes``: what went wrong on the way to it and was mended. ``size``: how many records the source says that the
    list has, 0 where it does not.
    """

    raw: bytes
    place: dict[str, str]
    beside: tuple[bytes, ...] = ()
    over: bool = False
    notes: tuple[str, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """Names of records that a server has, some at a time. ``place``: where to go on; ``over``: the list ends with them; ``size``: how many records
    the list is said to have, 0 not said; ``sound``: nothing went wrong on the way that may have cost names."""

    names: tuple[str, ...]
    place: dict[str, str]
    over: bool = False
    size: int = 0
    sound: bool = True


class Lister(Protocol):
    """A source that can tell which records it has, where it does not tell which it had."""

    def listed(self, polite: Polite, wanted: Wanted, place: Place) -> Iterator[Listed]:
        """Yield the names of all records, from the beginning or from a place; deleted ones are none. Raise SourceError."""

    def has(self, polite: Polite, wanted: Wanted, name: str, sets: Sequence[str]) -> bool | None:
        """Ask for one record: True where the server has it in one of the sets, False where it says that it has none of this name; None where its
        answer says neither, or the record is in none of them. Raise SourceError."""

    def gone(self, names: Sequence[str]) -> bytes:
        """Return a page that tells records with these names as deleted, as ``rows`` reads it."""


class Source(Protocol):
    """A module that harvests one outside source."""

    ABOUT: About

    def reading(self, wanted: Wanted) -> Profile:
        """Return how its records are read; raise SourceError where nobody can read what is wanted."""

    def pages(self, polite: Polite, wanted: Wanted, place: Place) -> Iterator[Page]:
        """Yield the pages after ``place``; raise SourceError."""

    def rows(self, raw: bytes) -> Iterator[Chunk]:
        """Yield the records of a page, or of one record's bytes, numbered from 1."""
