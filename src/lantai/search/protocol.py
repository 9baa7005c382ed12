"""What an engine is: a place where documents are found again.

SearchError                base of the ring's anticipated failures
├─ EngineUnavailable       cannot be asked now; what to do
│  └─ IndexDamaged         its files are missing or cannot be read: must be made anew
├─ IndexOutdated           made by another schema: must be rebuilt
├─ WriterBusy              another process is writing to this index
└─ WriterDied              what was put since the last commit is lost: put it again
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import msgspec

from lantai.core.query.tree import Node

from .document import Document, check_counted, check_facets

MAX_OFFSET = 10_000
"""Deepest hit that paging reaches; past it, readers are offered export."""

MOST_BELOW = 1_000
"""Keys below a key that are told."""


class SearchError(Exception):
    """Searching failed in an anticipated way; the message says what to do."""


class EngineUnavailable(SearchError):
    """The engine cannot be asked now."""


class IndexDamaged(EngineUnavailable):
    """Files of the index are missing or cannot be read; it must be made anew."""


class IndexOutdated(SearchError):
    """The index was made by another schema and must be rebuilt."""


class WriterBusy(SearchError):
    """Another process is writing to this index."""


class WriterDied(SearchError):
    """The writer stopped within; what was put since the last commit is lost and must be put again (the same writer goes on)."""


class Sort(StrEnum):
    """In which order hits come; ties always in the order of id, so that pages are stable."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    AUTHOR = "author"
    ADDED = "added"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One search. ``filters``: facet -> chosen values, OR inside a facet, AND across. ``exclude``: values of which it has none.
    ``typed``: the question as typed, where ``tree`` also holds translations; titles are lifted by it.

    ``among``: the only works that can be hits; None: all. ``without``: works that are none. ``also``: works that are hits whatever their words, with the score
    that these give, 0 without any; filters hold for them as for all.

    ``years``: (from, to), both included, None open; works without a year are in no range. ``exact_key``, ``identifiers``: of
    the question; works that have them are hits and come first, identifiers before titles. ``facets``: the ones to count, each
    without its own filter; ``facet_size`` values each (``facet_sizes``: of some another number), most frequent first. With any
    facet the years are counted too, without ``years``. ``limit`` 0 asks for total and counts alone; past MAX_OFFSET there are no
    hits. ``most_counted``: where more works than so many would have to be gone through for a facet or the years, an engine may count a part of them
    (``Result.estimated``); None: all counts are exact.

    ``bare``: hits need not say where they match; ``brief``: only what a page of results shows of it: a number, an exact
    title, or nothing but the sound.
    Names that are no facets raise ValueError; so do facets of keys (document.KEYS) that are to be counted.
    """

    tree: Node
    typed: Node | None = None
    exact_key: str = ""
    identifiers: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = {}
    exclude: Mapping[str, tuple[str, ...]] = {}
    among: frozenset[int] | None = None
    without: frozenset[int] = frozenset()
    also: tuple[int, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    facet_size: int = 50
    facet_sizes: Mapping[str, int] = {}
    most_counted: int | None = None
    bare: bool = False
    brief: bool = False

    def __post_init__(self) -> None:
        check_facets((*self.filters, *self.exclude))
        check_counted((*self.facets, *self.facet_sizes))

    def size_of(self, facet: str) -> int:
        """Return how many values of a facet are asked for."""
        return self.facet_sizes.get(facet, self.facet_size)


class Hit(msgspec.Struct, frozen=True):
    """A work found. ``score``: 0 when sorted by something else.

    ``matched``: where the question's words stand: "identifier", "exact_title", "title", "author", "subject", "series",
    "call_number", "body"; "romanised" where a title, series or name sounds like the question.
    """

    id: int
    score: float
    matched: tuple[str, ...] = ()


class Result(msgspec.Struct, frozen=True):
    """What was found. ``facets``: name -> (value, count) pairs; ``years``: (year, count) in order, for the bars.

    ``untold``: how many works, at most, a value of a facet has that is not told, where that may be more than one that is.
    ``estimated``: the facets, and "year", of which one work in so many was counted, taken by chance: their counts are multiples of it."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = {}
    years: tuple[tuple[int, int], ...] = ()
    untold: Mapping[str, int] = {}
    estimated: Mapping[str, int] = {}


class Writer(Protocol):
    """Changes to an index; visible to readers together, at commit. Use as a context manager: leaving it without commit undoes."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, each in place of the one with the same id."""

    def delete(self, ids: Iterable[int]) -> None:
        """Take works out; unknown ids are no error."""

    def commit(self) -> None:
        """Make everything since the last commit visible, and durable against kill -9; raise WriterDied."""

    def __enter__(self) -> "Writer": ...

    def __exit__(self, *exc: object) -> None: ...


class Engine(Protocol):
    """One index, open for reading."""

    def search(self, request: Request) -> Result:
        """Answer from one consistent state of the index; raise EngineUnavailable."""

    def count(self) -> int:
        """Return how many documents there are."""

    def among(self, ids: Collection[int]) -> set[int]:
        """Return those of ``ids`` of which there is a document."""

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return index tokens that begin with ``prefix``, most frequent first; for zero-hit help."""

    def frequencies(
        self, tokens: Collection[str], *, stem: bool = False, names: bool = False, sounds: bool = False
    ) -> dict[str, int]:
        """Return in how many works each token (``stem``: each stem) is found where words of other languages and names are looked for; 0 for unknown ones.
        ``names``: among those who made works alone. ``sounds``: tokens of core.romanise, where works are found by their sound.

        At least in so many: of the one column that has most. Works replaced or taken out may count until the index is tidied.
        """

    def below(self, facet: str, key: str) -> dict[str, int]:
        """Return the keys one step below a key of a facet of keys ("china--history" below "china"), and in how many works each stands; the thousand
        most frequent."""

    def sounds(self) -> frozenset[str]:
        """Return what the tokens begin with by which works are found by their sound (core.romanise); an engine that cannot tell returns all there may be."""

    def writer(self, *, filling: bool = False) -> Writer:
        """Return the one writer; raise WriterBusy when another process has it.

        ``filling``: works go by the hundred thousand into an index that nobody reads yet: it may take more memory, so that the index is faster to ask.
        """

    def close(self) -> None:
        """Let go of files and threads."""


class OpenEngine(Protocol):
    """How an engine is opened; what the registry of engines holds.

    ``fingerprint`` changes whenever an index made before can no longer be read or would be searched wrongly.
    """

    @property
    def fingerprint(self) -> str:
        """Return what stands for the schema."""

    def __call__(self, directory: Path, *, create: bool = False) -> Engine:
        """Return the engine over this index; raise EngineUnavailable when there is none (or make it), IndexOutdated."""


class Generations(Protocol):
    """The indexes of one library: the one in use, and the next one, made beside it and swapped in while readers go on searching."""

    def name(self) -> str | None:
        """Return the name of the generation in use; None when there is none."""

    def current(self) -> Engine | None:
        """Return the generation in use, open; None when there is none. Cheap enough to be asked for every question.

        Raise IndexOutdated when it was made for another schema or engine, EngineUnavailable when it cannot be opened.
        """

    def start(self, *, known: Iterable[str] = ()) -> tuple[str, Engine]:
        """Return the name of a new generation, and its engine, empty. ``known``: names that were given before; none is given again."""

    def swap(self, name: str) -> None:
        """Make this generation the one in use; the one before it counts as left from now on."""

    def discard(self, name: str) -> None:
        """Remove a generation whose making was broken off, unless it is in use."""

    def sweep(self, older_than_s: float) -> list[str]:
        """Remove generations that have been out of use, and unchanged, for so long; return their names."""


class Clustered(Protocol):
    """An engine past one machine; what the registry of clusters holds."""

    def opener(self, address: str) -> OpenEngine:
        """Return how indexes of the cluster at an address are opened, each under the name of a directory of this machine."""

    def generations(self, address: str) -> Generations:
        """Return the generations of the library at an address, which all its machines see alike."""
