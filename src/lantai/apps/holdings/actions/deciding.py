"""What staff decide about a title whose match is not sure; what was proposed stays, so that a decision can be taken back."""

from datetime import datetime

from django.db import transaction

from lantai.apps.holdings.models import MatchState, PackageTitle
from lantai.catalog.actions import NotPossible
from lantai.catalog.models import Instance
from lantai.core.text.messages import N_
from lantai.infra import audit, jobs
from lantai.people.models import Account

from .allowing import allow
from .shelving import touch

MEANWHILE = N_("Meanwhile somebody has decided about this title. Nothing was changed now.")


@transaction.atomic
def tie(*, by: Account | None, title: PackageTitle, instance: Instance, now: datetime) -> None:
    """Say which edition a title is; later lists leave that as it is."""
    allow(by, "holdings.change_packagetitle")
    _decide(title, instance=instance.pk, reasons=[["staff", ""]])
    touch([instance.work_id])
    audit.record(by=by, action="holdings.tie", subject=title, now=now)


@transaction.atomic
def set_apart(*, by: Account | None, title: PackageTitle, now: datetime) -> None:
    """Say that a title is none of those proposed: it is described in the catalog as a title of its own."""
    allow(by, "holdings.change_packagetitle")
    _decide(title, instance=None, reasons=[["decided_new", ""]])
    audit.record(by=by, action="holdings.set_apart", subject=title, now=now)
    jobs.enqueue("holdings.describe", package=title.package_id, since=now.isoformat())


def _decide(title: PackageTitle, *, instance: int | None, reasons: list[list[str]]) -> None:
    waiting = PackageTitle.objects.filter(pk=title.pk, state=MatchState.QUEUED)
    if not waiting.update(state=MatchState.DECIDED, instance=instance, reasons=reasons):
        raise NotPossible(MEANWHILE)


@transaction.atomic
def undo_decision(*, by: Account | None, title: PackageTitle, now: datetime) -> None:
    """Put a title that staff decided about back into the queue, with what was proposed."""
    allow(by, "holdings.change_packagetitle")
    title.refresh_from_db()
    if title.state != MatchState.DECIDED:
        raise NotPossible(N_("Nobody has decided about this title."))
    works = [title.instance.work_id] if title.instance else []
    reasons = title.candidates[0]["reasons"] if title.candidates else []
    PackageTitle.objects.filter(pk=title.pk).update(state=MatchState.QUEUED, instance=None, reasons=reasons)
    touch(works)
    audit.record(by=by, action="holdings.undo_decision", subject=title, now=now)
