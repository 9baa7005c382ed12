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
from lantai.core.text.messages import N_

SAMPLE_RECORDS = 200
_ODD_SHARE = 0.02  # fewer are records that say too little to tell
_MIXED = N_("The file holds records of MARC 21 and of UNIMARC; each is read as what it looks like.")


def first_chunks(split: Callable[[BinaryIO, Profile], Iterator[Chunk]], head: bytes, profile: Profile) -> list[bytes]:
    """Return the bytes of the first records; the head may cut the last one off, which only counts when it is alone."""
    found = list(islice(split(io.BytesIO(head), profile), SAMPLE_RECORDS))
    return [chunk.raw for chunk in (found[:-1] if len(found) > 1 else found) if not chunk.refused]


def examined(raws: Sequence[bytes], read_marc: Callable[[bytes, Profile], MarcRecord], profile: Profile) -> Profile:
    """Return the profile with the MARC dialect that the first records show; it stays open where they are of two."""
    if profile.dialect:
        return profile
    records = list(_readable(raws, read_marc, profile))
    marc21 = sum(dialect.guess([record]) == "marc21" for record in records)
    if min(marc21, len(records) - marc21) > max(1, len(records) * _ODD_SHARE):
        return msgspec.structs.replace(profile, notes=(*profile.notes, _MIXED))
    return msgspec.structs.replace(profile, dialect=dialect.guess(records))


def _readable(raws: Iterable[bytes], read_marc: Callable[[bytes, Profile], MarcRecord], profile: Profile) -> Iterator[MarcRecord]:
    for raw in raws:
        try:
            yield read_marc(raw, profile)
        except Unreadable:
            continue
