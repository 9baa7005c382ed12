"""What a reader of lexicons is: a module with three functions, from a dictionary's files to entries, labels and refusals.

Readers are pure: they are given streams of unpacked bytes (``Files``), never paths. ``sniff`` says whether a file is theirs, ``describe`` what
stands in its head, ``read`` what it holds, in one pass. What an entry becomes in a table of translations is the same for all: compiling.py.

LexiconError              the file cannot be used; says which, where in it, and what was expected
└─ UnknownLexicon         no reader knows such a file
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeAlias

import msgspec

from lantai.core.bilingual.entry import Label

FADING = 0.6
"""What the next sense of a head weighs beside the one before, where the source only orders them."""

Opener: TypeAlias = Callable[[], BinaryIO]


class LexiconError(Exception):
    """A file cannot be used as a lexicon; the message names file, line where there is one, and what was expected."""

    def __init__(self, file: str, said: str, *, line: int = 0) -> None:
        self.file, self.line = file, line
        super().__init__(f"{file}, line {line}: {said}" if line else f"{file}: {said}")


class UnknownLexicon(LexiconError):
    """No reader knows such a file."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one lexicon, by name, each opened when it is read. ``main``: the one that was given; the others belong to it."""

    main: str
    openers: Mapping[str, Opener]

    def open(self, name: str = "") -> BinaryIO:
        """Open a file anew (the main one without a name); raise LexiconError where it is not there."""
        opener = self.openers.get(name or self.main)
        if opener is None:
            raise LexiconError(self.main, f"the file {name} belongs to it and is not there")
        return opener()

    def first(self, *endings: str) -> str:
        """Return the name of the first file that ends so, "" where none does."""
        return next((name for name in sorted(self.openers) if name.endswith(endings)), "")


class About(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a lexicon says of itself, or its librarian says of it. ``languages``: BCP 47 tags, of a dictionary the language of its heads first."""

    title: str = ""
    licence: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A head and what it means in another language: ``senses`` in the order of the source, each with its near synonyms, as plain words.

    ``shares``: how much of the head's use each sense has, where the source knows (any unit); else earlier senses count for more.
    ``names``: how many senses, at the end, are mere names ("surname Wang"). ``also``: further heads that mean the same.
    """

    lang: str
    head: str
    target: str
    senses: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()
    names: int = 0
    also: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """A line (or element) that was not read, and why. ``line`` counts from 1."""

    file: str
    line: int
    reason: str
    text: str = ""


class Passed(msgspec.Struct, frozen=True, gc=False):
    """A row that was understood and adds no entry: a sentence, a cross reference that leads nowhere, a mere note, one more line of a word."""

    line: int


Item: TypeAlias = Entry | Label | Refusal | Passed


class Reader(Protocol):
    """A module that reads one kind of lexicon. Every row of the file comes out once: as an Entry, a Label, a Refusal or Passed."""

    TITLE: str
    """What such files are called, for people."""
    EXPECTED: str
    """What a good line looks like: said of a file that has none."""

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely this is my kind of file: 0 no, 1 certain. ``head``: the first 64 KiB, unpacked; ``name``: without .gz."""

    def describe(self, files: Files) -> About:
        """Return what the files say of themselves; raise LexiconError where they are of another kind."""

    def read(self, files: Files, about: About) -> Iterator[Item]:
        """Yield what the files hold, in their order, in bounded memory; raise LexiconError where they are of another kind."""

    def packaged(self) -> Files | None:
        """Return the files that are installed with Lantai; None where a librarian gives them."""
