"""The search index, kept up to date with the works: followed change by change, or made anew beside the one in use.

``engine()`` for searching; ``refresh`` brings the current generation up to date, ``rebuild`` makes the next one and
swaps it in; ``Feed`` takes documents straight from an import while it runs.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from itertools import tee
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.conf import settings

from lantai.infra import metrics
from lantai.search import spoken
from lantai.search.document import Document
from lantai.search.generations import generations as generations_of
from lantai.search.kept import Kept
from lantai.search.patient import CLUSTER_LIMIT_S, LIMIT_S, PatientEngine
from lantai.search.protocol import (
    Engine,
    EngineUnavailable,
    Generations,
    IndexDamaged,
    IndexOutdated,
    SearchError,
    Writer,
    WriterBusy,
)

from . import documents
from .models import Counter, IndexState, Work

if TYPE_CHECKING:
    from .arrivals import Arrived

log = logging.getLogger(__name__)

COMMIT_DOCUMENTS = 40_000
COMMIT_SECONDS = 60.0
FIRST_COMMIT_SECONDS = 20.0
"""An import's documents become visible after so many or so long, the first ones sooner: each commit costs 40 ms to 1 s, and makes a segment to merge, which
takes half of what indexing its works took."""

COMMIT_REBUILT = 500_000
"""Documents after which a rebuild commits, whose index nobody reads yet: a million works become four segments, which no merge has to write again."""

PIECE = 1_000
BYTES_OF_A_WORK = 100
"""By which a rebuild is measured when it asks for reader processes: ten thousand works are worth some."""

KEEP_OLD_SECONDS = 3_600

DAMAGE_SECONDS = 4.0
"""How long a damaged index is waited for before it is made anew: a disk may only be away for a moment."""

_damage: dict[str, float] = {}
"""Since when a generation cannot be opened."""


@cache
def generations() -> Generations:
    """Return the generations of this library's index."""
    return generations_of(Path(settings.DATA) / "index", settings.SEARCH_ENGINE)


def engine() -> PatientEngine:
    """Return the index in use, as pages ask it; raise EngineUnavailable, saying what to do, when there is none.

    One that was open stays in use where the next cannot be opened: it goes on answering, or from memory (search/patient.py).
    """
    known = generations()
    before = _opened.get(known)
    try:
        found = known.current()
        if found is None:
            raise EngineUnavailable("There is no search index yet: run `lantai index`.")
    except SearchError:
        if before is None:
            raise
        return before
    if before is None or before.inner is not found:
        limit_s = CLUSTER_LIMIT_S if "://" in settings.SEARCH_ENGINE else LIMIT_S
        before = _opened[known] = PatientEngine(
            found, metrics.note_search, memory=before.memory if before else None, limit_s=limit_s
        )
    return before


_opened: WeakKeyDictionary[Generations, PatientEngine] = WeakKeyDictionary()


def languages() -> tuple[str, ...]:
    """Return the languages of the works in the index in use, the most frequent first; none while it cannot be asked."""
    try:
        return spoken.languages(engine())
    except SearchError:
        return ()


def last_change() -> int:
    """Return the number of the last change to works."""
    return Counter.objects.filter(name="change").values_list("value", flat=True).first() or 0


def reached() -> int:
    """Return the number of the last change that is in the index in use."""
    return _reached(generations().name())


def lag() -> int:
    """Return how many works have changed since the index in use was brought up to date."""
    return Work.objects.filter(changed__gt=reached()).count()


def refresh(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Bring the index in use up to date and return how many works were looked at; make one where there is none.

    Raise WriterBusy when another process is at it already.
    One that is damaged, and stays so for DAMAGE_SECONDS, is made anew.
    """
    name = generations().name()
    try:
        current = generations().current() if name else None
        _damage.clear()
    except IndexOutdated:
        current = None
    except IndexDamaged:
        now = time.monotonic()
        if now - _damage.setdefault(name or "", now) < DAMAGE_SECONDS:
            raise
        log.exception("The index is damaged; it is made anew")
        current = None
    if current is None:
        return rebuild(progress)
    if last_change() <= _reached(name):
        return 0
    with current.writer() as writer:
        return _follow(writer, name, progress)


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the next generation from all works, swap it in and return how many works it holds; readers search the old one
    meanwhile."""
    known = IndexState.objects.values_list("generation", flat=True)
    name, new = generations().start(known=known)  # a name that is used again would count as brought up to date
    try:
        with new.writer(filling=True) as writer:
            done = _follow(writer, name, progress, at_once=COMMIT_REBUILT)
        _follow_rest(new, name)
        generations().swap(name)
    except BaseException:
        with suppress(SearchError):
            generations().discard(name)
        raise
    generations().sweep(KEEP_OLD_SECONDS)
    documents.tidy_kept()
    IndexState.objects.exclude(generation=name).filter(changed__lt=_reached(name)).delete()
    return done


def _follow_rest(new: Engine, name: str) -> None:
    """Take in what changed while the last pages of a rebuild were written."""
    with new.writer() as writer:
        _follow(writer, name, lambda done, total: None)


def _follow(writer: Writer, name: str, progress: Callable[[int, int], None], *, at_once: int = COMMIT_DOCUMENTS) -> int:
    """Put every work changed since ``name`` was last brought up to date; commit every ``at_once`` works, and note how far, after
    the commit."""
    from .readers import readers  # knows every format: web processes stay smaller without it

    reached, last = _reached(name), last_change()
    total = Work.objects.filter(changed__gt=reached, changed__lte=last).count()
    done = uncommitted = 0
    ahead, seen = tee(pages(reached, last))
    with documents.kept_up_to(last_change) as kept, ExitStack() as stack:
        lent = cache(lambda: stack.enter_context(readers(total * BYTES_OF_A_WORK, at=settings.WORKERS)))
        made = documents.of_many((works for works, _ in ahead), lent, kept)
        for (works, through), found in zip(seen, made, strict=True):
            put(writer, kept, works, found)
            done += len(works)
            uncommitted += len(works)
            if uncommitted >= at_once:
                writer.commit()
                _note(name, through)
                uncommitted = 0
            progress(done, total)
    writer.commit()
    _note(name, last)
    return done


def pages(after: int, last: int, *, size: int = PIECE) -> Iterator[tuple[dict[int, int], int]]:
    """Yield works with their last changes, in the order of these, and the change up to which all have then been seen."""
    place = (after, 1 << 62)
    while True:
        change, pk = place
        rows = Work.objects.filter(changed__lte=last, changed__gte=change).exclude(changed=change, pk__lte=pk)
        page = list(rows.order_by("changed", "pk").values_list("changed", "pk")[:size])
        if not page:
            return
        place = page[-1]
        yield {pk: change for change, pk in page}, place[0] - 1


def put(writer: Writer, kept: Kept, works: Collection[int], found: Collection[Document]) -> None:
    """Make the index, and what is kept, agree with the documents found of ``works``."""
    writer.put(found)
    if gone := set(works) - {d.id for d in found}:
        writer.delete(gone)
        kept.delete(gone)


def _put_made(writer: Writer, kept: Kept, works: Collection[int]) -> None:
    """The same of works whose documents are made now."""
    changes = dict(Work.objects.filter(pk__in=works).values_list("pk", "changed"))
    (found,) = documents.of_many([changes], lambda: None, kept)
    put(writer, kept, works, found)


def _reached(name: str | None) -> int:
    return IndexState.objects.filter(generation=name or "").values_list("changed", flat=True).first() or 0


def _note(name: str, change: int) -> None:
    IndexState.objects.update_or_create(generation=name, defaults={"changed": change})


class Feed:
    """Takes what an import has stored into the index as it goes; a context manager.

    When another process has the writer, or the index fails, it does nothing: the index follows the database later.
    """

    def __init__(self) -> None:
        self._writer: Writer | None = None
        self._kept: Kept | None = None
        self._name = ""
        self._at = 0
        self._touched: set[int] = set()
        self._waiting = 0
        self._has_committed = False
        self._since = time.monotonic()

    def __enter__(self) -> "Feed":
        try:
            refresh()
            self._name = generations().name() or ""  # before the engine: were another swapped in, the old name would do no harm
            self._writer = engine().writer().__enter__()
        except WriterBusy:
            return self
        except SearchError as problem:
            log.warning("The index cannot follow this import (%s); the import goes on, `lantai check` says what to do.", problem)
            return self
        self._at = _reached(self._name)
        self._kept = documents.kept_up_to(last_change)
        return self

    def take(self, arrived: "Arrived") -> None:
        """Index a stored batch; visible to readers within ``COMMIT_SECONDS`` or at the end."""
        if self._writer is None or self._kept is None:
            return
        try:
            self._put(self._writer, self._kept, arrived)
            patience = COMMIT_SECONDS if self._has_committed else FIRST_COMMIT_SECONDS
            if self._waiting >= COMMIT_DOCUMENTS or time.monotonic() - self._since > patience:
                self._commit()
        except SearchError as problem:
            log.warning(
                "The index stopped following this import (%s); the import goes on, the index catches up afterwards.", problem
            )
            self._writer.__exit__(type(problem), problem, None)
            self._writer = None

    def _put(self, writer: Writer, kept: Kept, arrived: "Arrived") -> None:
        for works, _ in pages(self._at, arrived.change - 1):  # what other processes changed between two batches
            _put_made(writer, kept, works)
        writer.put(documents.with_facts(arrived.ready))
        kept.put([d for d in arrived.ready if d.id not in arrived.touched], {d.id: arrived.change for d in arrived.ready})
        self._touched |= arrived.touched  # made at the commit: a work of many editions is touched again and again
        self._at = arrived.change
        self._waiting += len(arrived.ready) + len(arrived.touched)
        if len(self._touched) >= PIECE:
            self._put_touched(writer, kept)

    def _put_touched(self, writer: Writer, kept: Kept) -> None:
        _put_made(writer, kept, self._touched)
        self._touched = set()

    def _commit(self) -> None:
        if self._writer is not None and self._kept is not None and self._waiting:
            self._put_touched(self._writer, self._kept)
            self._writer.commit()
            _note(self._name, self._at)
            self._waiting = 0
            self._has_committed = True
        self._since = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._end(kind, error, trace)
        finally:
            if self._kept is not None:
                self._kept.close()

    def _end(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._writer is None:
            return
        try:
            if kind is None or issubclass(kind, Exception):
                self._commit()
        except SearchError as problem:
            log.warning("The last works of this import are not in the index yet (%s); it catches up by itself.", problem)
        finally:
            self._writer.__exit__(kind, error, trace)
