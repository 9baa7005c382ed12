"""Lantai's own form, both ways and without loss: one BibRecord as JSON on each line (docs/data/native.md)."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord, decode, encode
from lantai.core.text.messages import N_

from .errors import Unreadable
from .jsonstream import split_values
from .protocol import Chunk, Profile

_PLACE = re.compile(r"at `\$\.(\w+)")
"""Where msgspec says which field it could not take."""

NOT_OURS = N_("This line is no record in Lantai's own form: {problem}.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the first line is a BibRecord."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    if not line.startswith(b"{") or not re.search(rb'"(?:titles|deleted|dialect)":', line):
        return 0.0
    try:
        decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return 0.7 if b'"titles":[{' in line and b'"forms":[{' in line else 0.0
    return 0.99


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile; the form is always UTF-8."""
    return msgspec.structs.replace(profile, format="native", encoding="utf-8")


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records."""
    return split_values(stream)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record exactly as it was written."""
    try:
        record = decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as problem:
        place = _PLACE.search(str(problem))
        raise Unreadable(NOT_OURS, field=place[1] if place else "", values={"problem": str(problem)}) from problem
    return msgspec.structs.replace(record, deleted=True) if profile.deletions else record


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write one record a line."""
    for record in records:
        stream.write(encode(record) + b"\n")
