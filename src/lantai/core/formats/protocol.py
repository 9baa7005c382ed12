"""What a format is: four functions in a module, from a file's bytes to records and back.

``examine`` looks at the head of a file once and completes the profile; ``split`` cuts the stream into chunks in bounded
memory; ``read`` turns one chunk into a record (pure, so that it runs in any process and can be run again from kept
bytes); ``write`` turns records into bytes. A module that only reads has no ``write``.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

import msgspec

from lantai.core.bib.record import BibRecord


class Profile(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How a file is to be read: what the librarian laid down, the rest filled in by ``examine``. Kept with the import.

    ``dialect``: marc21, unimarc, cnmarc. ``encoding``: a Python codec, or "marc8". ``delimiter``, ``columns``: of tables
    and line formats.
    ``mapping``: column -> field path, of tables (docs/data/mapping.md). ``library``: what holdings without a library
    get. ``deletions``: every record of the file is
    a withdrawal. ``notes``: what examine found worth telling (a guess, a doubt).
    """

    format: str = ""
    dialect: str = ""
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[str, ...] = ()
    mapping: dict[str, str] = {}
    library: str = ""
    deletions: bool = False
    notes: tuple[str, ...] = ()


class Chunk(msgspec.Struct, frozen=True):
    """The bytes of one record as received. ``position``: byte offset in the (unpacked) file, or the row of a table;
    ``number``: from 1.

    ``refused``: why these bytes are no record at all (then they are kept and listed, not read); "" normally. ``key``: what names the record
    where that stands around it and not in it (the identifier of OAI-PMH); ``deleted``: it is gone at its source, whatever its bytes still say.
    """

    raw: bytes
    position: int
    number: int
    refused: str = ""
    key: str = ""
    deleted: bool = False


class Format(Protocol):
    """A module that reads, and perhaps writes, one format."""

    def sniff(self, head: bytes, filename: str) -> float:
        """Return how surely this is my format: 0 no, 1 certain. ``head``: the first 64 KiB, unpacked."""

    def examine(self, head: bytes, profile: Profile) -> Profile:
        """Return the profile with what the head of the file (up to 1 MiB) tells; raise WrongProfile where they contradict."""

    def split(self, stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
        """Yield every record's bytes in order, in bounded memory; what is between records and is not white space
        comes as refused."""

    def read(self, raw: bytes, profile: Profile) -> BibRecord:
        """Return the record; raise Unreadable. Pure: the same bytes and profile give the same record."""

    def write(self, records: Iterable[BibRecord], stream: BinaryIO) -> None:
        """Write a whole file."""
