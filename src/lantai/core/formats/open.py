"""From a file to its records: what is this, how is it to be read, and where does each record begin.

``open_file`` for a whole file, ``read_chunk`` for one record of it (in any process, any time later, from the kept bytes),
``write_file`` the other way.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord
from lantai.core.formats.errors import FormatError, UnknownFormat
from lantai.core.formats.protocol import Chunk, Format, Profile
from lantai.core.formats.registry import FORMATS, resolve
from lantai.core.formats.unpack import Limits, rewound, unpacked
from lantai.core.registry import MissingExtra

HEAD_BYTES = 1024 * 1024
SNIFF_BYTES = 64 * 1024
_SUREST_DOUBT = 0.05
_CERTAIN = 0.99
"""From here on no further format is asked: each loads its libraries, all together for a quarter of a second."""

_FIRST = "iso2709"
"""What is asked first: the format of nearly all large files, which a leader shows for certain."""

WRITTEN_DIALECTS = ("", "marc21")
"""MARC is written in one dialect; a file said to be another's would be one that nobody can read right."""


def detect(head: bytes, filename: str) -> str:
    """Return the name of the format that is surest that the file is its own; raise UnknownFormat."""
    if not head.strip():
        raise UnknownFormat(f"{filename}: the file is empty")
    surest, found = 0.0, ""
    for name in (_FIRST, *(other for other in FORMATS if other != _FIRST)):
        sure = sureness(name, head, filename)
        if (sure, name) > (surest, found):
            surest, found = sure, name
        if surest >= _CERTAIN:
            return found
    if surest <= _SUREST_DOUBT:
        raise UnknownFormat(f"{filename}: no format that Lantai reads looks like this; known are: {', '.join(FORMATS)}")
    return found


def sureness(name: str, head: bytes, filename: str) -> float:
    """Return how surely the file is of that format, 0 where the format's package is not installed."""
    try:
        return FORMATS[name].sniff(head[:SNIFF_BYTES], filename.lower().removesuffix(".gz").removesuffix(".bz2"))
    except MissingExtra:
        return 0.0


def open_file(
    stream: BinaryIO, filename: str, profile: Profile | None = None, *, limits: Limits | None = None
) -> tuple[Profile, Iterator[Chunk]]:
    """Return the completed profile and the chunks of a file, packed or not, in bounded memory.

    Raise UnknownFormat, WrongProfile, or LimitExceeded; the iterator may raise LimitExceeded or FormatError later on,
    after every record that could be told apart.
    """
    stream = unpacked(stream, limits)
    head = stream.read(HEAD_BYTES)
    stream = rewound(stream, head)
    profile = resolve(profile or Profile())
    if not profile.format:
        profile = msgspec.structs.replace(profile, format=detect(head, filename))
    module = FORMATS[profile.format]
    profile = module.examine(head, profile)
    return profile, module.split(stream, profile)


def read_chunk(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record in the bytes of one chunk; raise Unreadable. Pure."""
    return FORMATS[profile.format].read(raw, profile)


def write_file(name: str, records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write the records as a file of that format (an alias will do); raise FormatError where Lantai only reads it."""
    writer(name).write(records, stream)


def writer(name: str) -> Format:
    """Return the format that writes files of that name; raise FormatError where Lantai only reads them."""
    profile = resolve(Profile(format=name))
    module = FORMATS[profile.format]
    if not hasattr(module, "write") or profile.dialect not in WRITTEN_DIALECTS:
        raise FormatError(f"Lantai reads {name}, it does not write it")
    return module
