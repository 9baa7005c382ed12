"""The one writer of an index: changes are kept aside, and sent at commit.

A cluster knows no transactions. Nothing is sent before commit, and a commit is acknowledged when every change is in the log of every copy
and shows; a process that dies within a commit may leave part of it, which then is put again (the index follows the database).
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO

import msgspec

from lantai.search.document import Document
from lantai.search.protocol import EngineUnavailable, WriterDied

from .bulk import Bulk, Piece
from .cluster import Cluster, Missing
from .lease import Lease
from .mapping import row

PIECE_BYTES = 5_000_000
"""Of one request; clusters take up to 100 MB, and are quickest with 5 to 15."""

KEPT_IN_MEMORY = 32_000_000
"""Bytes of changes; more wait for their commit in a file."""

_OF_LEASE = 36
"""Bits of a version below the number of the lease: so many changes under one."""


class OpenSearchWriter:
    """Holds the lease of the index from its making to the end of the with-block."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._lease = Lease(cluster, index)
        self._bulk = Bulk(cluster, index)
        self._changes = 0
        self._waiting = _aside()

    def put(self, documents: Iterable[Document]) -> None:
        """Raise TypeError or ValueError, with nothing changed by it, for a document whose values have the wrong types."""
        for document in documents:
            self._keep("index", document.id, row(document))

    def delete(self, ids: Iterable[int]) -> None:
        """Take works out at the next commit."""
        for number in ids:
            self._keep("delete", number)

    def commit(self) -> None:
        """Return when every copy has the changes in its log, and shows them."""
        waiting, self._waiting = self._waiting, _aside()
        with waiting:
            waiting.seek(0)
            for piece in _pieces(waiting):
                self._lease.renew()
                self._bulk.send(piece, least_version=self._lease.number << _OF_LEASE)
        try:
            self._cluster.ask("POST", f"/{self._index}/_refresh", answer_s=60.0, patience_s=60.0)
        except (EngineUnavailable, Missing) as problem:
            raise WriterDied(f"a commit to the index {self._index} cannot be shown; put it again: {problem}") from problem

    def __enter__(self) -> "OpenSearchWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        """Drop what was not committed, and let others write. A cluster that is away learns of it when the lease runs out."""
        self._waiting.close()
        with suppress(EngineUnavailable):
            self._lease.free()

    def _keep(self, what: str, number: int, line: bytes = b"") -> None:
        self._lease.renew()
        self._changes += 1
        version = (self._lease.number << _OF_LEASE) + self._changes
        head = {what: {"_id": str(number), "version": version, "version_type": "external_gte"}}
        self._waiting.write(msgspec.json.encode(head) + b"\n" + (line + b"\n" if line else b""))


def _aside() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # closed at commit or at the end


def _pieces(lines: IO[bytes]) -> Iterator[Piece]:
    """Yield changes, each of one or two lines, in pieces that a request carries."""
    piece: Piece = []
    size = 0
    for head in lines:
        change = (head, b"") if head.startswith(b'{"delete"') else (head, lines.readline())
        if piece and size + len(change[0]) + len(change[1]) > PIECE_BYTES:
            yield piece
            piece, size = [], 0
        piece.append(change)
        size += len(change[0]) + len(change[1])
    if piece:
        yield piece
