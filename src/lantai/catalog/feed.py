"""What an import has stored goes into the index as the import goes on.

While batches are stored, readers make the documents of works that records joined or changed, and the index commits in a thread: one of two processors would
have nothing to do (docs/decisions/0187).
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING

from lantai.search.document import Document
from lantai.search.kept import Kept
from lantai.search.protocol import SearchError, Writer, WriterBusy

from . import documents, index
from .models import Work

if TYPE_CHECKING:
    from .arrivals import Arrived
    from .readers import Lent

log = logging.getLogger(__name__)

COMMIT_SECONDS = 60.0
FIRST_COMMIT_SECONDS = 20.0
"""An import's documents become visible after ``index.COMMIT_DOCUMENTS`` or so long, the first ones sooner."""

WORTH_TWO_COMMITS = 4_000
"""Documents that wait when a file has been read to its end from which on they are committed while its last batches are still read and stored: ten thousand
take half a second, in which one processor would have nothing to do. Two commits take a tenth more than one."""

TOGETHER = 250
"""Works whose documents readers make at once. Not fewer: a work of many editions is touched again and again."""

FEW = 50
"""Works whose documents are made sooner than handed over."""

MOST_COMING = 4
"""Pieces that readers may be asked for before the first is waited for: by then it is there."""

MOST_HELD = 12
"""Batches that wait for a commit; then the import does, too."""


class Feed:
    """Takes what an import has stored into the index as it goes; a context manager. ``readers``: where documents are made.

    When another process has the writer, or the index fails, it does nothing: the index follows the database later.
    """

    def __init__(self, readers: "Lent | None" = None) -> None:
        self._readers = readers
        self._writer: Writer | None = None
        self._kept: Kept | None = None
        self._name = ""
        self._at = 0
        self._held: list[Arrived] = []
        self._touched: set[int] = set()
        self._coming: deque[tuple[list[int], Callable[[], list[Document]]]] = deque()
        self._waiting = 0
        self._has_committed = self._is_ahead = False
        self._since = time.monotonic()
        self._beside = ThreadPoolExecutor(1)
        self._committing: tuple[Future[None], int] | None = None

    def __enter__(self) -> "Feed":
        try:
            index.refresh()
            self._name = (
                index.generations().name() or ""
            )  # before the engine: were another swapped in, the old name would do no harm
            self._writer = index.engine().writer().__enter__()
        except WriterBusy:
            return self
        except SearchError as problem:
            log.warning("The index cannot follow this import (%s); the import goes on, `lantai check` says what to do.", problem)
            return self
        self._at = index.reached_by(self._name)
        self._kept = documents.kept_up_to(index.last_change)
        return self

    def take(self, arrived: "Arrived", *, all_read: bool = False) -> None:
        """Index a stored batch; visible to readers within ``COMMIT_SECONDS`` or at the end. ``all_read``: what follows has been read from its file."""
        if self._writer is None or self._kept is None:
            return
        try:
            self._note_touched(self._kept, arrived)
            self._held.append(arrived)
            if self._is_committing():
                return
            self._put_held(self._writer, self._kept)
            patience = COMMIT_SECONDS if self._has_committed else FIRST_COMMIT_SECONDS
            if self._waiting >= index.COMMIT_DOCUMENTS or time.monotonic() - self._since > patience:
                self._begin(self._kept, None)  # sooner made here than by readers, who have other work before it
                self._put_coming(self._writer, self._kept)
                self._commit(self._writer, self._at)
            elif all_read and self._waiting >= WORTH_TWO_COMMITS and not self._is_ahead:
                self._is_ahead = True
                self._commit(self._writer, 0)
        except SearchError as problem:
            log.warning(
                "The index stopped following this import (%s); the import goes on, the index catches up afterwards.", problem
            )
            self._writer.__exit__(type(problem), problem, None)
            self._writer = None

    def _note_touched(self, kept: Kept, arrived: "Arrived") -> None:
        for works, _ in index.pages(self._at, arrived.change - 1):  # what other processes changed between two batches
            self._touch(kept, works)
        self._at = arrived.change
        self._touch(kept, arrived.touched)

    def _touch(self, kept: Kept, works: Iterable[int]) -> None:
        self._touched.update(works)
        if len(self._touched) >= (TOGETHER if self._readers else index.PIECE):
            self._begin(kept, self._readers)

    def _begin(self, kept: Kept, readers: "Lent | None", *, parts: int = 1) -> None:
        """Begin to make documents of what was touched; those of one work are put in the order of its changes."""
        works = sorted(self._touched)
        self._touched = set()
        for start in range(parts):
            part = works[start::parts]
            changes = dict(Work.objects.filter(pk__in=part).values_list("pk", "changed"))
            self._coming.append((part, documents.begun(changes, readers, kept)))

    def _put_held(self, writer: Writer, kept: Kept) -> None:
        """Put what has waited for a commit, and then of what is being made all but the last pieces."""
        for arrived in self._held:
            writer.put(documents.with_facts(arrived.ready))
            kept.put([d for d in arrived.ready if d.id not in arrived.touched], {d.id: arrived.change for d in arrived.ready})
            self._waiting += len(arrived.ready) + len(arrived.touched)
        self._held = []
        self._put_coming(writer, kept, but=MOST_COMING if self._readers else 0)

    def _put_coming(self, writer: Writer, kept: Kept, *, but: int = 0) -> None:
        while len(self._coming) > but:
            works, made = self._coming.popleft()
            index.put(writer, kept, works, made())

    def _commit(self, writer: Writer, through: int) -> None:
        """Begin to commit. ``through``: the change up to which everything has been put, to be noted afterwards; 0: there is none."""
        self._committing = self._beside.submit(writer.commit), through
        self._waiting = 0
        self._has_committed = True

    def _is_committing(self) -> bool:
        """Tell whether a commit is under way that may be left to itself; raise SearchError where it has failed."""
        if self._committing is None:
            return False
        if not self._committing[0].done() and len(self._held) < MOST_HELD:
            return True
        self._committed()
        return False

    def _committed(self) -> None:
        """Wait for a commit, and note how far it went; raise SearchError where it has failed."""
        if self._committing is None:
            return
        (done, through), self._committing = self._committing, None
        done.result()
        if through:
            index.note(self._name, through)
        self._since = time.monotonic()

    def _finish(self, writer: Writer, kept: Kept) -> None:
        """Commit what is left. The last documents are made by all readers, if they have ended, while a commit goes on; then readers leave."""
        many = self._readers is not None and len(self._touched) > FEW
        self._begin(kept, self._readers if many else None, parts=self._readers.count if self._readers and many else 1)
        if self._readers:
            self._readers.end()
        self._committed()
        self._put_held(writer, kept)
        if self._waiting or self._is_ahead:
            self._put_coming(writer, kept)
            writer.commit()
            index.note(self._name, self._at)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._end(kind, error, trace)
        finally:
            self._beside.shutdown()
            if self._kept is not None:
                self._kept.close()

    def _end(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._writer is None or self._kept is None:
            return
        try:
            if kind is None or issubclass(kind, Exception):
                self._finish(self._writer, self._kept)
        except SearchError as problem:
            log.warning("The last works of this import are not in the index yet (%s); it catches up by itself.", problem)
        finally:
            self._beside.shutdown()  # a commit under way comes to its end
            self._writer.__exit__(kind, error, trace)
