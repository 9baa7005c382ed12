"""A file or an outside source in: read, matched, stored and indexed, batch by batch, so that any moment is a good one to be interrupted.

``import_file`` for a path; ``run`` for an import that is already laid down (an upload, an interrupted one). A file that was
left half-way is taken
up where it stopped; the same file again changes nothing.
"""

from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Event

import msgspec
from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction

from lantai.core.bib.selection import Selection
from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Profile
from lantai.core.text.messages import N_
from lantai.people.models import Account
from lantai.sources.protocols.polite import SourceError

from . import apply, dictionaries, incoming, locks, mapped
from .arrivals import Arrived, arrive
from .choosing import KEPT
from .feed import Feed
from .incoming import digest_of
from .models import Harvest, HarvestPlan, HarvestRole, HarvestState, Source, Wish
from .prepare import Desk
from .readers import Lent, Outcomes, collecting_seldom, read, readers

DEFAULT_SOURCE = "library"
"""The library's own catalogue: where a file belongs that names no source."""


WISHES = {Wish.PAUSE: HarvestState.PAUSED, Wish.END: HarvestState.ENDED}
"""What staff ask of a running import -> where it then stands."""


IN_PART = N_(
    "{problem}. The {rows} rows before it are in. Get the whole file once more and import that: what is in stays, the rest is added."
)


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
    skipped: int = 0


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
    selection: Selection | None = None,
    by: Account | None = None,
    now: Callable[[], datetime],
    progress: Watch = lambda _: None,
    stop: Event | None = None,
    processes: int | None = None,
) -> Harvest:
    """Import a file and return its harvest with the counts; go on with an interrupted one of the same file.

    ``now``: the clock. ``stop``: set it to leave after the current batch, in a resumable state. ``selection``: what is kept. Raise ImportFailed.
    """
    harvest = lay_down(path, source=source, profile=profile, selection=selection, by=by, now=now())
    return run(harvest, now=now, progress=progress, stop=stop, processes=processes)


def lay_down(
    path: Path,
    *,
    source: str,
    profile: Profile | None,
    by: Account | None,
    now: datetime,
    file_name: str = "",
    selection: Selection | None = None,
) -> Harvest:
    """Return the harvest for a file: the one that was left half-way, else a new one. Deleting what a file names is another
    run than taking it in, and so is taking in another selection of it."""
    where, _ = Source.objects.get_or_create(name=source, defaults={"title": source})
    wanted = msgspec.to_builtins(profile or Profile())
    chosen = msgspec.to_builtins(selection or Selection())
    digest = digest_of(path)
    left = (
        Harvest.objects.resumable()
        .filter(source=where, digest=digest, selection=chosen)
        .exclude(state=HarvestState.FAILED, rows_done=0)
    )
    waiting = next((h for h in left.order_by("pk") if bool(h.profile.get("deletions")) == bool(wanted.get("deletions"))), None)
    if waiting is not None:
        Harvest.objects.filter(pk=waiting.pk).update(path=str(path.resolve()), wish=Wish.NONE)
        waiting.refresh_from_db()
        return waiting
    return Harvest.objects.create(
        source=where, file_name=(file_name or path.name)[:255], path=str(path.resolve()), digest=digest, size=path.stat().st_size,
        profile=wanted, selection=chosen, by=by, created_at=now,
    )  # fmt: skip


def run(
    harvest: Harvest,
    *,
    now: Callable[[], datetime],
    progress: Watch = lambda _: None,
    stop: Event | None = None,
    processes: int | None = None,
    until: float | None = None,
) -> Harvest:
    """Read the harvest's file, or walk on through its outside source, from where it stopped and return the harvest as it then is; raise ImportFailed,
    leaving a resumable state. ``until``: when a walk gives way to other work (``time.monotonic``), and is left RUNNING or WAITING."""
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
            left = harvest.size - harvest.bytes_done
            with (
                readers(left, processes, at=settings.WORKERS) as lent,  # first: they start while the file is looked at
                incoming.opened(harvest, now=now, stop=stop, until=until) as rows,
            ):
                state = _read_and_store(harvest, rows, lent, now=now, progress=progress, stop=stop)
        except (FormatError, SourceError, OSError, OperationalError, BrokenProcessPool, KeyboardInterrupt) as problem:
            raise _halt(harvest, problem, now=now) from problem
        except Exception as problem:  # a fault of ours: seen by staff on the import, and by whoever runs it
            _halt(harvest, problem, now=now)
            raise
        _note(harvest, state, now=now)
    harvest.refresh_from_db()
    return harvest


def _note(harvest: Harvest, state: HarvestState, *, now: Callable[[], datetime]) -> None:
    """Note where an import stands; of a harvest that has come to its end also where the next one begins."""
    over = state in (HarvestState.FINISHED, HarvestState.ENDED)
    done = {} if state == HarvestState.RUNNING else {"wish": Wish.NONE}
    with transaction.atomic():
        Harvest.objects.filter(pk=harvest.pk).update(state=state, finished_at=now() if over else None, **done)
        if state == HarvestState.FINISHED and harvest.role == HarvestRole.FETCH and (began := harvest.place.get("began")):
            HarvestPlan.objects.filter(pk=harvest.plan_id).update(reached=began)


def _read_and_store(
    harvest: Harvest,
    rows: incoming.Rows,
    lent: Lent | None,
    *,
    now: Callable[[], datetime],
    progress: Watch,
    stop: Event | None,
) -> HarvestState:
    """Read to the end, or until asked to leave; return where the import then stands."""
    if harvest.wish in WISHES:
        return WISHES[Wish(harvest.wish)]
    with collecting_seldom(), Feed(lent) as feed:
        Harvest.objects.filter(pk=harvest.pk).update(profile=msgspec.to_builtins(rows.profile))
        harvest.refresh_from_db()
        packing = dictionaries.packing(rows.profile.format)
        chosen = msgspec.convert(harvest.selection, Selection)
        desk = Desk(
            profile=rows.profile, source=harvest.source.name, added=now().toordinal(), packing=packing, selection=chosen,
            organizations=str(Path(settings.DATA) / KEPT), own=mapped.own() if chosen.disciplines else {},
        )  # fmt: skip
        left_rows = islice(rows.chunks, harvest.rows_done - rows.passed, None)
        for outcomes in read(left_rows, desk, lent, renew=dictionaries.renewing(harvest)):
            arrived = _store(outcomes, harvest, rows.reached, now=now)
            harvest.refresh_from_db()
            feed.take(arrived, all_read=harvest.bytes_done >= harvest.size)
            progress(Progress(counts_of(harvest), harvest.bytes_done, harvest.size))
            if harvest.wish in WISHES:
                return WISHES[Wish(harvest.wish)]
            if stop is not None and stop.is_set():
                return HarvestState.STOPPED
    return rows.end()


def _store(outcomes: Outcomes, harvest: Harvest, reached: Callable[[], int], *, now: Callable[[], datetime]) -> Arrived:
    with transaction.atomic():
        arrived = arrive(outcomes, harvest=harvest, now=now())
        apply.count(harvest, **arrived.counts)
        for code, number in arrived.repairs.items():
            harvest.repairs[code] = harvest.repairs.get(code, 0) + number
        for reason, number in arrived.skips.items():
            harvest.skips[reason] = harvest.skips.get(reason, 0) + number
        noted = {"repairs": harvest.repairs, "skips": harvest.skips}
        Harvest.objects.filter(pk=harvest.pk).update(bytes_done=min(reached(), harvest.size), **noted)
    return arrived


def _halt(harvest: Harvest, problem: BaseException, *, now: Callable[[], datetime]) -> BaseException:
    """Note why an import stopped, as far as the database still can, and return what to raise."""
    values: dict[str, str | int] = {}
    if isinstance(problem, FormatError) or (isinstance(problem, OSError) and not harvest.rows_done):
        state, said = HarvestState.FAILED, str(problem)
        if harvest.rows_in and not isinstance(problem, incoming.Replaced):
            said, values = IN_PART, {"problem": said.rstrip("."), "rows": harvest.rows_in}
    elif isinstance(problem, KeyboardInterrupt):
        state, said = HarvestState.STOPPED, ""
    elif isinstance(problem, SourceError):
        state, said = HarvestState.STOPPED, f"{problem}."
    else:
        state, said = (
            HarvestState.STOPPED,
            f"{problem}. Everything up to the last finished batch is kept; import the file again to go on.",
        )
    try:
        Harvest.objects.filter(pk=harvest.pk).update(
            state=state, error=said, error_values=values, finished_at=now() if state == HarvestState.FAILED else None
        )
    except DatabaseError:
        said += " (The database could not even note this.)"
    said = said.format(**values) if values else said
    return problem if isinstance(problem, KeyboardInterrupt) else ImportFailed(said, resumable=state == HarvestState.STOPPED)


def wait_of(harvest: Harvest) -> float:
    """Return how many seconds the source of a harvest wants to be left alone."""
    return float(harvest.place.get("wait", "0")) if harvest.state == HarvestState.WAITING else 0.0


def counts_of(harvest: Harvest) -> Counts:
    """Return the counts of an import."""
    return Counts(harvest.rows_in, harvest.new, harvest.changed, harvest.same, harvest.deleted, harvest.refused, harvest.skipped)
