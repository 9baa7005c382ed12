"""A list taken in: received and kept, checked (read, matched and compared, without a change), then applied when somebody says so.

``receive`` and ``apply`` are what people do; the worker does ``check`` and ``carry_out``. Nothing of the package changes before
``carry_out``, which does it all in one transaction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from lantai.apps.holdings import files
from lantai.apps.holdings.applying import apply_plan
from lantai.apps.holdings.differing import Plan, compare, preview
from lantai.apps.holdings.events import PackageChanged
from lantai.apps.holdings.models import Outcome, Package, Run, RunRow, RunState
from lantai.apps.holdings.waiting import mended_in, waiting
from lantai.catalog.actions import NotPossible
from lantai.catalog.tables import insert
from lantai.core.formats.errors import FormatError
from lantai.core.formats.kbart import Listing, read
from lantai.core.formats.kbart.sheet import NotAList
from lantai.core.text.messages import N_
from lantai.infra import audit, events, jobs
from lantai.people.models import Account

from .allowing import allow
from .shelving import touch

GUARD = 0.1
"""Share of a package's titles that one list may remove without somebody saying that it is meant."""

MANY_GONE = N_("{gone} of {held} titles would go. Confirm that this is meant: the list may be a part only, or another package’s.")
NOT_NOW = N_("This list does not wait for a decision.")


def receive(
    *,
    by: Account | None,
    package: Package,
    name: str,
    pieces: Iterable[bytes],
    mapping: Mapping[str, str] | None = None,
    now: datetime,
) -> Run:
    """Keep a list for a package and have it checked by the worker. ``mapping``: KBART column -> the file's own heading. Raise TooLarge."""
    run = lay_down(by=by, package=package, name=name, pieces=pieces, mapping=mapping or {}, now=now)
    jobs.enqueue("holdings.check", run=run.pk)
    return run


@transaction.atomic
def lay_down(
    *, by: Account | None, package: Package, name: str, pieces: Iterable[bytes], mapping: Mapping[str, str], now: datetime
) -> Run:
    """Keep a list for a package, to be checked by whoever calls."""
    allow(by, "holdings.add_run")
    path, digest, size = files.keep(pieces)
    run = Run.objects.create(
        package=package,
        file_name=Path(name).name[:255],
        path=str(path),
        digest=digest,
        size=size,
        mapping=dict(mapping),
        by=by,
        made_at=now,
    )
    audit.record(by=by, action="holdings.receive", subject=run, now=now)
    return run


def check(run: Run, *, now: datetime) -> Run:
    """Read a list and compare it with its package; note what it would change, and every row that is refused or mended."""
    if run.state not in (RunState.WAITING, RunState.CHECKED):
        return run
    read_and_compared(run, now=now)
    return run


def read_and_compared(run: Run, *, now: datetime) -> tuple[Listing, Plan] | None:
    """Return what a list says and would change, having noted it on the run; None where it cannot be read, which is noted too."""
    try:
        with Path(run.path).open("rb") as file:
            listing = read(file, today=localdate(now), mapping=run.mapping)
    except (FormatError, OSError) as problem:
        _fail(run, problem)
        return None
    plan = compare(run.package, listing.titles)
    with transaction.atomic():
        _note(run, listing, plan)
    return listing, plan


def _fail(run: Run, problem: Exception) -> None:
    reason, values = (problem.reason, problem.values) if isinstance(problem, NotAList) else (str(problem), {})
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, error=reason, error_values=values)
    run.refresh_from_db()


def _note(run: Run, listing: Listing, plan: Plan) -> None:
    mendings = mended_in(listing, plan)
    notes = Counter(each.note.rule for each in mendings)
    run.state, run.rows_in, run.refused = RunState.CHECKED, listing.rows, len(listing.refused)
    run.matched, run.new, run.queued = (plan.rows[state] for state in ("matched", "new", "queued"))
    run.added, run.changed, run.gone, run.same = (len(each) for each in (plan.added, plan.changed, plan.gone, plan.same))
    run.coverage_changes = plan.coverage_changes
    run.notes = dict(notes) | {fault: 0 for fault in (*listing.faults, *plan.faults) if fault not in notes}
    if listing.left_out:
        run.notes["other_packages"] = listing.left_out
    run.preview = preview(plan)
    run.save()
    RunRow.objects.filter(run=run).delete()
    names = ("run_id", "number", "outcome", "column", "value", "rule", "raw")
    refused = [(run.pk, r.number, Outcome.REFUSED, r.column, r.value[:2000], r.rule, r.raw[:20_000]) for r in listing.refused]
    mended = [(run.pk, m.number, Outcome.MENDED, m.note.column, m.note.value[:2000], m.note.rule, "") for m in mendings]
    queued = [(run.pk, w.number, Outcome.QUEUED, w.column, w.value[:2000], w.rule, "") for w in waiting(listing.titles, plan)]
    insert(RunRow, names, [*refused, *mended, *queued])


def apply(*, by: Account | None, run: Run, confirmed: bool = False, now: datetime) -> None:
    """Have the worker carry out what a checked list changes. Raise NotPossible where much would go and that is not ``confirmed``."""
    begin(by=by, run=run, confirmed=confirmed, now=now)
    jobs.enqueue("holdings.apply", run=run.pk)


@transaction.atomic
def begin(*, by: Account | None, run: Run, confirmed: bool, now: datetime) -> None:
    """Say that a checked list is to be carried out."""
    allow(by, "holdings.change_run")
    run.refresh_from_db()
    if run.state != RunState.CHECKED:
        raise NotPossible(NOT_NOW)
    if is_guarded(run) and not confirmed:
        raise NotPossible(MANY_GONE)
    Run.objects.filter(pk=run.pk).update(state=RunState.APPLYING)
    audit.record(by=by, action="holdings.apply", subject=run, now=now)
    run.refresh_from_db()


def held_by(run: Run) -> int:
    """Return how many titles the package held when the list was checked."""
    return run.gone + run.same + run.changed


def is_guarded(run: Run) -> bool:
    """Say whether so much of the package would go that somebody has to say that it is meant."""
    return run.gone > GUARD * held_by(run)


@transaction.atomic
def drop(*, by: Account | None, run: Run, now: datetime) -> None:
    """Leave a checked list unapplied; it stays to be looked at."""
    allow(by, "holdings.change_run")
    if not Run.objects.filter(pk=run.pk, state__in=(RunState.CHECKED, RunState.WAITING)).update(state=RunState.DROPPED):
        raise NotPossible(NOT_NOW)
    audit.record(by=by, action="holdings.drop", subject=run, now=now)


def carry_out(run: Run, *, plan: Plan | None = None, now: datetime) -> Run:
    """Apply a list whose application was begun: all of it or nothing. One that meanwhile would remove many more waits again.

    ``plan``: what ``read_and_compared`` returned a moment ago in this process; without it the list is read and compared again, for days may have passed.
    """
    run.refresh_from_db()
    if run.state != RunState.APPLYING:
        return run
    if plan is None:
        meant = run.gone
        done = read_and_compared(run, now=now)
        if done is None or (run.gone > meant and is_guarded(run)):
            return run
        plan = done[1]
    with transaction.atomic():
        works = apply_plan(run, plan, now=now)
        touch(works)
        Run.objects.filter(pk=run.pk).update(state=RunState.APPLIED, applied_at=now)
        jobs.enqueue("holdings.describe", package=run.package_id, since=now.isoformat())
        events.tell(PackageChanged(run.package_id))
    run.refresh_from_db()
    return run
