"""The first records of a file, as ``examine`` needs them to fill in the profile."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

import msgspec

from lantai.core.formats.errors import Unreadable
from lantai.core.formats.marc import dialect
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.protocol import Chunk, Profile

SAMPLE_RECORDS = 200


def first_chunks(split: Callable[[BinaryIO, Profile], Iterator[Chunk]], head: bytes, profile: Profile) -> list[bytes]:
    """Return the bytes of the first records; the head may cut the last one off, which only counts when it is alone."""
    found = list(islice(split(io.BytesIO(head), profile), SAMPLE_RECORDS))
    return [chunk.raw for chunk in (found[:-1] if len(found) > 1 else found) if not chunk.refused]


def examined(raws: Sequence[bytes], read_marc: Callable[[bytes, Profile], MarcRecord], profile: Profile) -> Profile:
    """Return the profile with the MARC dialect that the first records show."""
    if profile.dialect:
        return profile
    return msgspec.structs.replace(profile, dialect=dialect.guess(list(_readable(raws, read_marc, profile))))


def _readable(raws: Iterable[bytes], read_marc: Callable[[bytes, Profile], MarcRecord], profile: Profile) -> Iterator[MarcRecord]:
    for raw in raws:
        try:
            yield read_marc(raw, profile)
        except Unreadable:
            continue
