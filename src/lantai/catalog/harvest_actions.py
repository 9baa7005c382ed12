"""What people do with harvests: set one up, begin it, keep a profile of what is wanted; and what the clock does: begin what is due.

A run is an import (``Harvest``): it is paused, let go on, ended and taken back as every other (``import_actions``, ``actions.resume``).
"""

from calendar import monthrange
from datetime import datetime, timedelta

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantai.core.bib.selection import Selection
from lantai.core.text.messages import N_
from lantai.infra import audit, jobs
from lantai.infra.models import Job, JobState
from lantai.people.models import Account
from lantai.sources.registry import LISTERS, SOURCES

from . import comparing
from .actions import NotPossible, allow
from .models import (
    Harvest,
    HarvestListed,
    HarvestPage,
    HarvestPlan,
    HarvestRole,
    HarvestState,
    Schedule,
    SelectionProfile,
    Source,
    Wish,
)

JOB = "catalog.harvest"
OPEN = (HarvestState.WAITING, HarvestState.RUNNING, HarvestState.STOPPED, HarvestState.PAUSED, HarvestState.FAILED)
LIST = ("kind", "address", "prefix", "sets", "since", "filters", "selection_id")
"""What makes a harvest another one when it changes."""

PAGES_KEPT = timedelta(days=30)
"""How long pages are kept after their run has ended: every record on them is kept for good by itself."""

DIED = N_(
    "The program that harvested ended again and again without coming further. Whoever runs this installation finds the reason in its log."
)


@transaction.atomic
def save_plan(*, by: Account | None, plan: HarvestPlan, source: str, now: datetime) -> HarvestPlan:
    """Keep a harvest as it is set up, new or changed; ``source``: the name of the source it feeds, made where there is none. ``by`` None: at the
    command line. Raise ValidationError."""
    if by is not None:
        allow(by, "catalog.add_harvestplan")
    if plan.kind not in list(SOURCES):
        raise ValidationError({"kind": f"there is no source of that kind; there are: {', '.join(SOURCES)}"})
    plan.source, _ = Source.objects.get_or_create(name=source, defaults={"title": plan.name})
    before = HarvestPlan.objects.filter(pk=plan.pk).first() if plan.pk else None
    if before is None:
        plan.by, plan.created_at = by, now
    elif any(getattr(before, name) != getattr(plan, name) for name in LIST):
        plan.list_changed_at = now  # what an earlier setting brought is on no list that this one walks through
        plan.reached = ""  # another list, or what was passed over may be wanted now: from its beginning
        _end_run(plan, now=now)
    if before is None or before.schedule != plan.schedule:
        plan.next_at = following(Schedule(plan.schedule), now)
    plan.full_clean()
    plan.save()
    audit.record(by=by, action="catalog.save_harvest_plan", subject=plan, now=now)
    return plan


@transaction.atomic
def save_profile(*, by: Account | None, profile: SelectionProfile, wanted: Selection, now: datetime) -> SelectionProfile:
    """Keep a profile of what is wanted. Harvests that use it begin anew at their next run when it has changed. Raise ValidationError."""
    if by is not None:
        allow(by, "catalog.add_harvestplan")
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise ValidationError(N_("The first year is after the last."))
    changed = profile.pk is not None and SelectionProfile.objects.get(pk=profile.pk).wanted != wanted
    profile.selection, profile.changed_at = msgspec.to_builtins(wanted), now
    profile.full_clean(exclude=["selection", "said"])
    profile.save()
    if changed:
        for plan in HarvestPlan.objects.select_for_update().filter(selection=profile):
            _end_run(
                plan, now=now
            )  # it passes over what was not wanted before, and would note that all of its list was looked at
        HarvestPlan.objects.filter(selection=profile).update(reached="")
    audit.record(by=by, action="catalog.save_selection", subject=profile, now=now)
    return profile


@transaction.atomic
def begin(*, by: Account | None, plan: HarvestPlan, now: datetime, queued: bool = True) -> Harvest:
    """Begin a run of a harvest, or let the one go on that has not come to its end; return it. ``by`` None: the clock or the command line.

    ``queued`` False: whoever calls runs it in this process. Raise NotPossible where it runs already.
    """
    if by is not None:
        allow(by, "catalog.add_harvest")
    HarvestPlan.objects.select_for_update().get(pk=plan.pk)
    waiting = open_run(plan)
    if waiting is not None and queued and waiting.state in (HarvestState.WAITING, HarvestState.RUNNING):
        raise NotPossible(N_("This harvest is running already."))
    run = waiting or _laid_down(plan, by=by, now=now)
    Harvest.objects.filter(pk=run.pk).update(state=HarvestState.WAITING, wish=Wish.NONE, error="", error_values={})
    audit.record(by=by, action="catalog.begin_harvest", subject=run, now=now)
    if queued:
        enqueue(run)
    run.refresh_from_db()
    return run


@transaction.atomic
def withdraw_missing(*, by: Account, held: Harvest, now: datetime) -> Harvest:
    """Withdraw what the server's list lacked when a run compared it and held back; return the import that does it, by which it can be brought back.
    Raise NotPossible."""
    allow(by, "catalog.change_sourcerecord")
    plan = _compared(held)
    if open_run(plan) is not None:
        raise NotPossible(N_("This harvest is running already."))
    run = _laid_down(plan, by=by, now=now)
    comparing.agreed(held, run, plan, LISTERS[plan.kind], now=now)
    Harvest.objects.filter(pk=run.pk).update(place={"over": "1"}, compared={"state": comparing.AGREED, "of": held.pk})
    _decided(held, comparing.AGREED)
    audit.record(by=by, action="catalog.withdraw_missing", subject=held, now=now)
    enqueue(run)
    run.refresh_from_db()
    return run


@transaction.atomic
def keep_missing(*, by: Account, held: Harvest, now: datetime) -> None:
    """Keep what the server's list lacked; the next comparison asks again. Raise NotPossible."""
    allow(by, "catalog.change_sourcerecord")
    _compared(held)
    _decided(held, comparing.KEPT)
    audit.record(by=by, action="catalog.keep_missing", subject=held, now=now)


def _compared(held: Harvest) -> HarvestPlan:
    """Return the harvest of a run that held back; raise NotPossible where it does not any more."""
    locked = Harvest.objects.select_for_update().get(pk=held.pk)
    if locked.compared.get("state") != comparing.HELD or locked.plan is None:
        raise NotPossible(N_("This has been decided already."))
    if not HarvestListed.objects.filter(harvest=held).exclude(number=comparing.WAITING).exists() and locked.compared.get(
        "listed"
    ):
        raise NotPossible(N_("The list is no longer kept; it is compared again with one of the next runs."))
    held.compared = locked.compared
    return locked.plan


def _decided(held: Harvest, state: str) -> None:
    held.compared = held.compared | {"state": state}
    Harvest.objects.filter(pk=held.pk).update(compared=held.compared)


def _end_run(plan: HarvestPlan, *, now: datetime) -> None:
    """End the run that walks through a list which is no longer the one wanted; what is in stays in."""
    run = open_run(plan)
    if run is not None:
        resting = Harvest.objects.filter(pk=run.pk).exclude(state=HarvestState.RUNNING)
        resting.update(state=HarvestState.ENDED, finished_at=now)
        Harvest.objects.filter(pk=run.pk, state=HarvestState.RUNNING).update(wish=Wish.END)


def _laid_down(plan: HarvestPlan, *, by: Account | None, now: datetime) -> Harvest:
    made = Harvest.objects.create(
        source=plan.source, plan=plan, file_name=plan.name[:255], path=plan.address, digest="", selection=msgspec.to_builtins(plan.wanted),
        by=by, created_at=now, role=HarvestRole.FETCH,
    )  # fmt: skip
    Harvest.objects.filter(pk=made.pk).update(digest=f"harvest:{made.pk}")
    return made


def open_run(plan: HarvestPlan) -> Harvest | None:
    """Return the run of a harvest that has not come to its end."""
    return Harvest.objects.filter(plan=plan, role=HarvestRole.FETCH, state__in=OPEN).order_by("-pk").first()


def enqueue(run: Harvest, *, wait_s: float = 0.0) -> None:
    """Have the worker go on with a run, unless that waits to be done already. Call inside the transaction that makes it so."""
    if not Job.objects.filter(name=JOB, state=JobState.WAITING, payload__harvest=run.pk).exists():
        made = jobs.enqueue(JOB, harvest=run.pk)
        if wait_s:
            Job.objects.filter(pk=made.pk).update(due_at=timezone.now() + timedelta(seconds=wait_s))


def begin_due(*, now: datetime) -> int:
    """Begin every harvest that is due; return how many. One whose last run stopped goes on with it, one that staff paused is left alone."""
    begun = 0
    for plan in HarvestPlan.objects.filter(next_at__lte=now).exclude(schedule=Schedule.OFF).order_by("next_at"):
        HarvestPlan.objects.filter(pk=plan.pk).update(next_at=following(Schedule(plan.schedule), now))
        waiting = open_run(plan)
        if waiting is None or waiting.state in (HarvestState.STOPPED, HarvestState.FAILED):
            begin(by=None, plan=plan, now=now)
            begun += 1
    return begun


def mind(*, now: datetime) -> int:
    """Take up runs that nobody runs any more; return how many. One that came no further since it was last taken up stops, and says so."""
    jobs_open = Job.objects.filter(name=JOB, state__in=(JobState.WAITING, JobState.RUNNING)).values_list(
        "payload__harvest", flat=True
    )
    lost = Harvest.objects.filter(
        role=HarvestRole.FETCH, state__in=(HarvestState.WAITING, HarvestState.RUNNING), plan__isnull=False
    )
    count = 0
    for run in lost.exclude(pk__in=list(jobs_open)):
        reached = f"{HarvestPage.objects.filter(harvest=run).count()}:{run.rows_done}"
        with transaction.atomic():
            if run.place.get("taken_up") == reached:
                Harvest.objects.filter(pk=run.pk).update(state=HarvestState.STOPPED, error=DIED)
            else:
                Harvest.objects.filter(pk=run.pk).update(place=run.place | {"taken_up": reached})
                enqueue(run)
                count += 1
    return count


def sweep(*, now: datetime) -> int:
    """Forget pages and lists of runs that ended long ago; return how many. The list that a harvest compared last stays until the next is compared."""
    over = now - PAGES_KEPT
    return (
        HarvestPage.objects.filter(harvest__finished_at__lt=over).delete()[0]
        + HarvestListed.objects.filter(harvest__finished_at__lt=over).exclude(harvest__in=comparing.last_lists()).delete()[0]
    )


def following(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when a harvest is due after ``now``; None for one that is begun by hand."""
    if schedule is Schedule.MONTHLY:
        year, month = (now.year + 1, 1) if now.month == 12 else (now.year, now.month + 1)
        return now.replace(year=year, month=month, day=min(now.day, monthrange(year, month)[1]))
    days = {Schedule.DAILY: 1, Schedule.WEEKLY: 7}.get(schedule)
    return now + timedelta(days=days) if days else None
