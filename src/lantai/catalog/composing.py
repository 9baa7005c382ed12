"""The pure half of making documents: what the database holds of a work to what an engine indexes of it.

Runs in reader processes too (see ``readers``), so nothing here knows the database or Django.
"""

from collections.abc import Iterable

import msgspec

from lantai.core.bib.record import decode
from lantai.search.build import document
from lantai.search.document import Document

from .blobs import description, learn


class Described(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A live work. ``records``: packed, of its instances, the one shown first standing first; ``added``: day number."""

    work: int
    records: tuple[bytes, ...]
    sources: tuple[str, ...]
    added: int


def compose(works: Iterable[Described]) -> list[Document]:
    """Return the documents, in order."""
    return [
        document([decode(description(blob)) for blob in one.records], number=one.work, sources=one.sources, added=one.added)
        for one in works
    ]


def composed(works: list[Described], own: tuple[tuple[int, bytes], ...]) -> bytes:
    """Return the same for another process; cheaper than pickling them. ``own``: the library's own dictionaries."""
    learn(own)
    return _encode(compose(works))


_encode = msgspec.msgpack.Encoder().encode
decoded = msgspec.msgpack.Decoder(list[Document]).decode
