"""A file in: read, matched, stored and indexed, batch by batch, so that any moment is a good one to be interrupted.

``import_file`` for a path; ``run`` for an import that is already laid down (an upload, an interrupted one). A file that was
left half-way is taken
up where it stopped; the same file again changes nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Event

import msgspec
from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction

from lantai.core.formats import open_file
from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_
from lantai.people.models import Account

from . import apply, dictionaries, locks
from .arrivals import Arrived, arrive
from .blobs import unpack
from .index import Feed
from .known import profile_of
from .models import Harvest, HarvestRole, HarvestState, Refusal, Source, Wish
from .prepare import Desk
from .readers import Outcomes, collecting_seldom, read, readers

DEFAULT_SOURCE = "library"
"""The library's own catalogue: where a file belongs that names no source."""


WISHES = {Wish.PAUSE: HarvestState.PAUSED, Wish.END: HarvestState.ENDED}
"""What staff ask of a running import -> where it then stands."""


class ImportFailed(Exception):
    """The import cannot go on; what is in stays in. The message says what to do; ``resumable``: later, with the same file."""

    def __init__(self, message: str, *, resumable: bool = True) -> None:
        super().__init__(message)
        self.resumable = resumable


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows so far; ``rows_in`` is always the sum of the others."""

    rows_in: int
    new: int
    changed: int
    same: int
    deleted: int
    refused: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come; sizes in bytes of the file as it is on disk."""

    counts: Counts
    bytes_done: int
    bytes_total: int


Watch = Callable[[Progress], None]


def import_file(
    path: Path,
    *,
    source: str = DEFAULT_SOURCE,
    profile: Profile | None = None,
    by: Account | None = None,
    now: Callable[[], datetime],
    progress: Watch = lambda _: None,
    stop: Event | None = None,
    processes: int | None = None,
) -> Harvest:
    """Import a file and return its harvest with the counts; go on with an interrupted one of the same file.

    ``now``: the clock. ``stop``: set it to leave after the current batch, in a resumable state. Raise ImportFailed.
    """
    harvest = lay_down(path, source=source, profile=profile, by=by, now=now())
    return run(harvest, now=now, progress=progress, stop=stop, processes=processes)


def lay_down(
    path: Path, *, source: str, profile: Profile | None, by: Account | None, now: datetime, file_name: str = ""
) -> Harvest:
    """Return the harvest for a file: the one that was left half-way, else a new one. Deleting what a file names is another
    run than taking it in."""
    where, _ = Source.objects.get_or_create(name=source, defaults={"title": source})
    wanted = msgspec.to_builtins(profile or Profile())
    digest = digest_of(path)
    left = Harvest.objects.resumable().filter(source=where, digest=digest).exclude(state=HarvestState.FAILED, rows_done=0)
    waiting = next((h for h in left.order_by("pk") if bool(h.profile.get("deletions")) == bool(wanted.get("deletions"))), None)
    if waiting is not None:
        Harvest.objects.filter(pk=waiting.pk).update(path=str(path.resolve()), wish=Wish.NONE)
        waiting.refresh_from_db()
        return waiting
    return Harvest.objects.create(
        source=where, file_name=(file_name or path.name)[:255], path=str(path.resolve()), digest=digest, size=path.stat().st_size,
        profile=wanted, by=by, created_at=now,
    )  # fmt: skip


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file as it is on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run(
    harvest: Harvest,
    *,
    now: Callable[[], datetime],
    progress: Watch = lambda _: None,
    stop: Event | None = None,
    processes: int | None = None,
) -> Harvest:
    """Read the harvest's file from where it stopped and return the harvest as it then is; raise ImportFailed, leaving a
    resumable state."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locks.held(f"import-{harvest.pk}"))
        except locks.Busy:
            raise ImportFailed(
                N_("This file is being imported by another process; it shows how far it is under Imports.")
            ) from None
        Harvest.objects.filter(pk=harvest.pk).update(
            state=HarvestState.RUNNING, started_at=harvest.started_at or now(), error="", error_values={}
        )
        try:
            state = _read_and_store(harvest, now=now, progress=progress, stop=stop, processes=processes)
        except (FormatError, OSError, OperationalError, BrokenProcessPool, KeyboardInterrupt) as problem:
            raise _halt(harvest, problem, now=now) from problem
        except Exception as problem:  # a fault of ours: seen by staff on the import, and by whoever runs it
            _halt(harvest, problem, now=now)
            raise
        over = state in (HarvestState.FINISHED, HarvestState.ENDED)
        Harvest.objects.filter(pk=harvest.pk).update(state=state, finished_at=now() if over else None, wish=Wish.NONE)
    harvest.refresh_from_db()
    return harvest


@dataclass(frozen=True, slots=True)
class Rows:
    """What an import reads: how, from the first row on, and how far it has come (in the unit of the harvest's size)."""

    profile: Profile
    chunks: Iterator[Chunk]
    reached: Callable[[], int]


@contextmanager
def _rows(harvest: Harvest) -> Iterator[Rows]:
    """Open what an import reads: its file, or the rows that another import refused."""
    if harvest.role == HarvestRole.RETRY:
        yield _refused_rows(harvest)
        return
    with Path(harvest.path).open("rb") as file:
        profile, chunks = open_file(file, harvest.file_name, profile_of(harvest.profile))
        if harvest.rows_done and digest_of(Path(harvest.path)) != harvest.digest:
            raise FormatError(N_("The file is not the one any more that this import began with; import it as it is now."))
        yield Rows(profile, chunks, file.tell)


def _refused_rows(harvest: Harvest) -> Rows:
    """Return the rows that this import takes up again; their number stands for how far it has come."""
    refusals = Refusal.objects.filter(retried=harvest).order_by("number", "pk")
    handed: list[int] = [0]

    def chunks() -> Iterator[Chunk]:
        for n, row in enumerate(refusals.iterator(chunk_size=500), start=1):
            handed[0] = n
            yield Chunk(unpack(row.raw), row.position, row.number)

    return Rows(profile_of(harvest.profile), chunks(), lambda: handed[0])


def _read_and_store(
    harvest: Harvest, *, now: Callable[[], datetime], progress: Watch, stop: Event | None, processes: int | None
) -> HarvestState:
    """Read to the end, or until asked to leave; return where the import then stands."""
    if harvest.wish in WISHES:
        return WISHES[Wish(harvest.wish)]
    left = harvest.size - harvest.bytes_done
    with collecting_seldom(), readers(left, processes, at=settings.WORKERS) as lent, _rows(harvest) as rows, Feed() as feed:
        Harvest.objects.filter(pk=harvest.pk).update(profile=msgspec.to_builtins(rows.profile))
        harvest.refresh_from_db()
        packing = dictionaries.packing(rows.profile.format)
        desk = Desk(profile=rows.profile, source=harvest.source.name, added=now().toordinal(), packing=packing)
        left_rows = islice(rows.chunks, harvest.rows_done, None)
        for outcomes in read(left_rows, desk, lent, renew=dictionaries.renewing(harvest)):
            arrived = _store(outcomes, harvest, rows.reached, now=now)
            feed.take(arrived)
            harvest.refresh_from_db()
            progress(Progress(counts_of(harvest), harvest.bytes_done, harvest.size))
            if harvest.wish in WISHES:
                return WISHES[Wish(harvest.wish)]
            if stop is not None and stop.is_set():
                return HarvestState.STOPPED
    return HarvestState.FINISHED


def _store(outcomes: Outcomes, harvest: Harvest, reached: Callable[[], int], *, now: Callable[[], datetime]) -> Arrived:
    with transaction.atomic():
        arrived = arrive(outcomes, harvest=harvest, now=now())
        apply.count(harvest, **arrived.counts)
        for code, number in arrived.repairs.items():
            harvest.repairs[code] = harvest.repairs.get(code, 0) + number
        Harvest.objects.filter(pk=harvest.pk).update(bytes_done=min(reached(), harvest.size), repairs=harvest.repairs)
    return arrived


def _halt(harvest: Harvest, problem: BaseException, *, now: Callable[[], datetime]) -> BaseException:
    """Note why an import stopped, as far as the database still can, and return what to raise."""
    if isinstance(problem, FormatError) or (isinstance(problem, OSError) and not harvest.rows_done):
        state, said = HarvestState.FAILED, str(problem)
    elif isinstance(problem, KeyboardInterrupt):
        state, said = HarvestState.STOPPED, ""
    else:
        state, said = (
            HarvestState.STOPPED,
            f"{problem}. Everything up to the last finished batch is kept; import the file again to go on.",
        )
    try:
        Harvest.objects.filter(pk=harvest.pk).update(
            state=state, error=said, finished_at=now() if state == HarvestState.FAILED else None
        )
    except DatabaseError:
        said += " (The database could not even note this.)"
    return problem if isinstance(problem, KeyboardInterrupt) else ImportFailed(said, resumable=state == HarvestState.STOPPED)


def counts_of(harvest: Harvest) -> Counts:
    """Return the counts of an import."""
    return Counts(harvest.rows_in, harvest.new, harvest.changed, harvest.same, harvest.deleted, harvest.refused)
