"""The one writer of a tantivy index: changes are collected, and visible together at commit."""

import ctypes
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from lantai.search.document import Document
from lantai.search.protocol import WriterDied

from .guard import guarded, is_tantivys
from .room import filling_bytes
from .schema import row

if TYPE_CHECKING:
    from .numbering import Numbered

HEAP_BYTES = 256_000_000
"""Taken as it fills. At 64 MB the writer merges half of its time; 1 GB is no faster."""

THREADS = 1
"""A second one cuts every small commit in two segments, and takes a tenth more of the processor for the same works."""

FILLING_THREADS = 2
"""Of a writer that fills an index: one would be slower than what makes documents. With how much memory: ``room``."""

MOST_REMEMBERED = 2_000_000
"""Ids put into an empty index that are remembered, at 60 bytes each, to tell first ones from repeated ones."""

log = logging.getLogger(__name__)


class TantivyWriter:
    """Holds the lock of the index from its making to the end of the with-block."""

    def __init__(
        self, index: tantivy.Index, directory: Path, numbered: Mapping[str, "Numbered"], *, filling: bool = False
    ) -> None:
        self._index, self._directory, self._numbered = index, directory, numbered
        self._writer: tantivy.IndexWriter | None = None
        self._put_first: set[int] | None = None if self._count() else set()
        self._threads, self._heap = (FILLING_THREADS, filling_bytes()) if filling else (THREADS, HEAP_BYTES)
        self._has_uncommitted = False
        self._open()

    def put(self, documents: Iterable[Document]) -> None:
        """Raise TypeError or ValueError, with nothing changed by it, for a document whose values have the wrong types."""
        for document in documents:
            self._open()  # first: numbers are of the writer that takes them
            prepared = row(document, self._numbered)
            self._has_uncommitted = True
            if not self._is_first(document.id):
                self._do("delete_documents_by_term", "wid", document.id)
            self._do("add_json", prepared)

    def delete(self, ids: Iterable[int]) -> None:
        """Take works out at the next commit."""
        for number in ids:
            self._has_uncommitted = True
            self._do("delete_documents_by_term", "wid", number)

    def commit(self) -> None:
        """Return when the new segments are on disk and named in ``meta.json``; clear away files of older ones."""
        for one in self._numbered.values():
            self._do_with(one.save)
        self._do("commit")
        self._has_uncommitted = False
        self._do("garbage_collect_files")
        _give_back()

    def __enter__(self) -> "TantivyWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        """Undo what was not committed, let merges end and free the lock.

        To roll back kills the merges under way: they would begin anew each time, and leave what they had written (three times the index, once).
        """
        writer, self._writer = self._writer, None
        if writer is None:
            return
        try:
            if self._has_uncommitted:
                writer.rollback()
            writer.wait_merging_threads()
            _give_back()
        except BaseException as problem:
            if not is_tantivys(problem):
                raise
            log.warning("the writer of %s had stopped before it was closed: %s", self._directory, problem)

    def _open(self) -> tantivy.IndexWriter:
        """Return the writer. A new one first clears away what a killed one left: a repeated batch gives its files the same
        names, and would fail for ever because they exist."""
        if self._writer is None:
            with guarded(self._directory):
                self._writer = self._index.writer(self._heap, self._threads)
                self._writer.garbage_collect_files()
                for one in self._numbered.values():
                    one.read_on()
        return self._writer

    def _count(self) -> int:
        with guarded(self._directory):
            self._index.reload()
            return self._index.searcher().num_docs

    def _is_first(self, number: int) -> bool:
        """Tell whether there can be no document with this id; in an empty index that saves a fifth of the time."""
        if self._put_first is None or number in self._put_first:
            return False
        self._put_first.add(number)
        if len(self._put_first) > MOST_REMEMBERED:
            self._put_first = None
        return True

    def _do(self, what: str, *arguments: object) -> None:
        """Call tantivy's writer."""
        self._do_with(getattr(self._open(), what), *arguments)

    def _do_with(self, call: Callable[..., object], *arguments: object) -> None:
        """Call what writes. A dead writer stays dead: let it go, so that the next call opens another."""
        try:
            call(*arguments)
        except BaseException as problem:
            if not is_tantivys(problem):
                raise
            del call  # else the traceback would keep the writer, and with it the lock
            self._writer = None
            raise WriterDied(
                f"writing to the index in {self._directory} failed; put again what was put since the last commit: {problem}"
            ) from problem


def _give_back() -> None:
    """Let the system have the memory that a commit or a merge has freed.

    The C library keeps it for the thread that took it, and each of tantivy's has some of its own: a long import would seem to grow and grow.
    """
    with suppress(OSError, AttributeError):  # of GNU's alone
        ctypes.CDLL(None).malloc_trim(0)
