"""The search index, kept up to date with the works: followed change by change, or made anew beside the one in use.

``engine()`` for searching; ``refresh`` brings the current generation up to date, ``rebuild`` makes the next one and
swaps it in; documents straight from an import come by ``feed``.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from itertools import tee
from pathlib import Path
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
)
from lantai.search.same import Same

from . import documents
from .models import Counter, IndexState, Work
from .place_names import same_places

log = logging.getLogger(__name__)

COMMIT_DOCUMENTS = 40_000
"""Documents after which what follows changes commits: each commit costs 40 ms to 1 s, and makes a segment to merge, which takes half of what indexing its
works took."""

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
            found, metrics.note_search, memory=before.memory if before else None, limit_s=limit_s, same=_same
        )
    return before


def _same() -> Same:
    """Return the values that mean the same: the words of one place."""
    return {"location": same_places()}


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
    return reached_by(generations().name())


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
    if last_change() <= reached_by(name):
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
    IndexState.objects.exclude(generation=name).filter(changed__lt=reached_by(name)).delete()
    return done


def _follow_rest(new: Engine, name: str) -> None:
    """Take in what changed while the last pages of a rebuild were written."""
    with new.writer() as writer:
        _follow(writer, name, lambda done, total: None)


def _follow(writer: Writer, name: str, progress: Callable[[int, int], None], *, at_once: int = COMMIT_DOCUMENTS) -> int:
    """Put every work changed since ``name`` was last brought up to date; commit every ``at_once`` works, and note how far, after
    the commit."""
    from .readers import collecting_seldom, readers  # knows every format: web processes stay smaller without it

    reached, last = reached_by(name), last_change()
    total = Work.objects.filter(changed__gt=reached, changed__lte=last).count()
    done = uncommitted = 0
    ahead, seen = tee(pages(reached, last))
    with collecting_seldom(), documents.kept_up_to(last_change) as kept, ExitStack() as stack:
        lent = cache(lambda: stack.enter_context(readers(total * BYTES_OF_A_WORK, at=settings.WORKERS)))
        made = documents.of_many((works for works, _ in ahead), lent, kept)
        for (works, through), found in zip(seen, made, strict=True):
            put(writer, kept, works, found)
            done += len(works)
            uncommitted += len(works)
            if uncommitted >= at_once:
                writer.commit()
                note(name, through)
                uncommitted = 0
            progress(done, total)
    writer.commit()
    note(name, last)
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


def reached_by(name: str | None) -> int:
    """Return the number of the last change that is in a generation."""
    return IndexState.objects.filter(generation=name or "").values_list("changed", flat=True).first() or 0


def note(name: str, change: int) -> None:
    """Note that all changes up to this one are in a generation."""
    IndexState.objects.update_or_create(generation=name, defaults={"changed": change})
