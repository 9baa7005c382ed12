"""What people do on the desk's own data: have the rules asked, set findings aside, save lists.

Every action checks the permission of ``by`` (None: no person, a job) and is audited.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from threading import Event

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lantai.infra import audit, jobs
from lantai.infra.models import Job
from lantai.people.models import Account

from . import checking
from .models import Check, CheckState, Finding, FindingState, SavedView

MOST_AT_ONCE = 5_000


def _allow(by: Account, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(permission)


def begin_check(*, by: Account | None, whole: bool, now: datetime) -> Check:
    """Have the worker ask every rule; while a round waits or runs it is that one. ``whole``: of all rows, not only of changed ones."""
    if by is not None:
        _allow(by, "desk.add_check")
    with transaction.atomic():
        under_way = Check.objects.exclude(state=CheckState.FINISHED).first()
        if under_way is not None:
            return under_way
        check = Check.objects.create(by=by, whole=whole, made_at=now)
        audit.record(by=by, action="desk.check", subject=check, now=now)
        jobs.enqueue("desk.check", check=check.pk)
    return check


def run_check(*, check: Check, now: Callable[[], datetime], stop: Event) -> bool:
    """Run a round, or go on with one; return whether it came to its end. ``now``: the clock."""
    try:
        checking.run(check, now=now, stop=stop)
    except checking.Stopped:
        return False
    return True


@transaction.atomic
def set_aside(*, by: Account, findings: Collection[int], reason: str, now: datetime) -> int:
    """Put findings aside for a reason, and return how many: they do not come back, however often they are found."""
    _allow(by, "desk.change_finding")
    if not reason.strip():
        raise ValidationError(_("Say why: whoever finds it set aside will ask."))
    rows = Finding.objects.filter(pk__in=list(findings)[:MOST_AT_ONCE], state=FindingState.STANDING)
    for row in rows:
        audit.record(by=by, action="desk.set_aside", subject=row, now=now)
    return rows.update(state=FindingState.ASIDE, aside_at=now, aside_by=by, aside_reason=reason.strip()[:300])


@transaction.atomic
def take_up(*, by: Account, findings: Collection[int], now: datetime) -> int:
    """Put findings that were set aside back on the list, and return how many."""
    _allow(by, "desk.change_finding")
    rows = Finding.objects.filter(pk__in=list(findings)[:MOST_AT_ONCE], state=FindingState.ASIDE)
    for row in rows:
        audit.record(by=by, action="desk.take_up", subject=row, now=now)
    return rows.update(state=FindingState.STANDING, aside_at=None, aside_by=None, aside_reason="")


@transaction.atomic
def save_view(*, by: Account, name: str, listing: str, query: str, shared: bool, now: datetime) -> SavedView:
    """Keep a filtered list under a name; raise ValidationError for a name that one has already."""
    _allow(by, "desk.add_savedview")
    view = SavedView(owner=by, name=" ".join(name.split()), listing=listing, query=query, shared=shared, made_at=now)
    try:
        view.clean_fields()
        with transaction.atomic():
            view.save()
    except IntegrityError as problem:
        raise ValidationError(_("You have a list of this name already.")) from problem
    audit.record(by=by, action="desk.save_view", subject=view, now=now)
    return view


@transaction.atomic
def forget_view(*, by: Account, view: SavedView, now: datetime) -> None:
    """Take a saved list away; only whoever saved it may."""
    if view.owner_id != by.pk:
        raise PermissionDenied("desk.delete_savedview")
    audit.record(by=by, action="desk.forget_view", subject=view, now=now)
    view.delete()


@transaction.atomic
def retry_job(*, by: Account, job: Job, now: datetime) -> None:
    """Let a failed job begin anew, when somebody has dealt with what stood in its way; any other stays as it is."""
    _allow(by, "infra.change_job")
    if jobs.retry(job, now=now):
        audit.record(by=by, action="desk.retry_job", subject=job, now=now)
