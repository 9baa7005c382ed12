"""Files of full texts that the library keeps, and passages of them to answer from, told by the area that keeps them.

An area writes in its facts.py ``@files("fulltext")``, (work numbers) -> {work: [KeptFile]}, and ``@passages("fulltext")``, (work numbers) -> {work: [Passage]}.
Whoever makes answers asks ``passages_of``: what is cited is found again at ``address``, and the text it stood in is named by ``version``. Where the library
searches the words of full texts, ``@searched`` gives them to the index and ``@quotes`` the place in which a question's words stand.

What authors deposited is told by ``Deposits``: whoever gives works in DataCite's words takes the description that the area makes of its own copy.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that anybody may read. ``address``: of the file, ``page`` of its text, both below the library's address; ``version``: core.openness.copies.

    ``license``: what it is called, and ``license_url`` where it says so, "" where a deposit is the reason; ``digest``: SHA-256.
    """

    address: str
    page: str
    media_type: str
    size: int
    version: str
    license: str
    license_url: str
    digest: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a full text. ``titles``: headings it stands under; ``page``: of a PDF, 0 without pages; ``start`` and ``end``: in the characters of
    all paragraphs of its section or page, joined by a line's end. ``version``: SHA-256 of the file. ``address``: leads to the section or page."""

    work: int
    address: str
    version: str
    kind: str
    titles: tuple[str, ...]
    page: int
    start: int
    end: int
    text: str
    language: str
    license: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The paragraph of a full text in which words stand. ``pieces``: of it, True where they are; ``address``: leads there."""

    pieces: list[tuple[str, bool]]
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Deposits:
    """What authors gave to this library. ``every``: the works; ``among``: those of some; ``described``: (works, address of a work's page) -> {work: XML}, a
    resource of DataCite each, whose identifier is the DOI, else that address."""

    every: Callable[[], Collection[int]]
    among: Callable[[Collection[int]], Collection[int]]
    described: Callable[[Collection[int], Callable[[int], str]], Mapping[int, bytes]]


Files = Callable[[Collection[int]], Mapping[int, Sequence[KeptFile]]]
Passages = Callable[[Collection[int]], Mapping[int, Sequence[Passage]]]
Searched = Callable[[Collection[int]], Mapping[int, Sequence[str]]]
Mark = Callable[[str, str], list[tuple[str, bool]]]
Quotes = Callable[[Collection[int], Mark], Mapping[int, Quote]]
_files: dict[str, Files] = {}
_passages: dict[str, Passages] = {}
_searched: dict[str, Searched] = {}
_quotes: dict[str, Quotes] = {}
_deposits: dict[str, Deposits] = {}


def files(area: str) -> Callable[[Files], Files]:
    """Decorate a function that tells which files of works an area keeps."""

    def register(tell: Files) -> Files:
        _files[area] = tell
        return tell

    return register


def passages(area: str) -> Callable[[Passages], Passages]:
    """Decorate a function that gives the passages of works' full texts."""

    def register(tell: Passages) -> Passages:
        _passages[area] = tell
        return tell

    return register


def files_of(works: Collection[int]) -> dict[int, list[KeptFile]]:
    """Return the kept files of works; nothing of those that have none."""
    found: dict[int, list[KeptFile]] = defaultdict(list)
    for tell in _files.values():
        for work, some in tell(works).items():
            found[work].extend(some)
    return dict(found)


def passages_of(works: Collection[int]) -> dict[int, list[Passage]]:
    """Return the passages of works' full texts, in the order of the text; of each work those of its best file."""
    found: dict[int, list[Passage]] = defaultdict(list)
    for tell in _passages.values():
        for work, some in tell(works).items():
            found[work].extend(some)
    return dict(found)


def searched(area: str) -> Callable[[Searched], Searched]:
    """Decorate a function that gives the texts of works whose words are to be found, where the library wants so; pieces of text by work."""

    def register(tell: Searched) -> Searched:
        _searched[area] = tell
        return tell

    return register


def quotes(area: str) -> Callable[[Quotes], Quotes]:
    """Decorate a function that finds where marked words stand in full texts."""

    def register(tell: Quotes) -> Quotes:
        _quotes[area] = tell
        return tell

    return register


def searched_of(works: Collection[int]) -> dict[int, list[str]]:
    """Return the texts of works that are to be found by their words."""
    found: dict[int, list[str]] = defaultdict(list)
    for tell in _searched.values():
        for work, some in tell(works).items():
            found[work].extend(some)
    return dict(found)


def quotes_of(works: Collection[int], mark: Mark) -> dict[int, Quote]:
    """Return for each work one paragraph of its full text in which words are marked; nothing of those that have none."""
    return {work: quote for tell in _quotes.values() for work, quote in tell(works, mark).items()} if works else {}


def tell_deposits(area: str, told: Deposits) -> None:
    """Say what an area has as deposits."""
    _deposits[area] = told


def deposited() -> set[int]:
    """Return the works of which something was deposited."""
    return {work for told in _deposits.values() for work in told.every()}


def deposited_among(works: Collection[int]) -> set[int]:
    """Return those of some works of which something was deposited."""
    return {work for told in _deposits.values() for work in told.among(works)} if works else set()


def deposits_described(works: Collection[int], address: Callable[[int], str]) -> dict[int, bytes]:
    """Return the description of what was deposited of works, as XML; nothing of the others."""
    return {work: raw for told in _deposits.values() for work, raw in told.described(works, address).items()} if works else {}
