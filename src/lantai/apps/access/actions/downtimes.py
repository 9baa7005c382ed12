"""From when until when something was shut: by a fault, or as a vendor told beforehand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import Database, Platform
from lantai.core.faults.kinds import FaultClass
from lantai.core.faults.severity import Scope
from lantai.infra import audit
from lantai.people.models import Account

from ..models import Downtime, Fault
from .allowing import NotPossible, allow

SHUT = frozenset({
    FaultClass.PLATFORM_DOWN, FaultClass.PROXY, FaultClass.FEDERATED_LOGIN, FaultClass.NO_ENTITLEMENT, FaultClass.PAYMENT_LAPSED,
    FaultClass.EXCESS_DOWNLOAD,
})  # fmt: skip
"""Classes of faults under which readers cannot get in at all."""


def begin_with(fault: Fault, *, now: datetime) -> None:
    """Note that what a fault is about has been shut since it was opened, or opened again; for faults of a database or a platform."""
    shut = (
        fault.scope >= Scope.DATABASE
        and fault.label in SHUT
        and fault.parent_id is None
        and (fault.platform_id or fault.database_id)
    )
    running = Downtime.objects.filter(fault=fault, until_at=None)
    if not shut:
        running.delete()
    elif not running.exists():
        since = now if fault.reopened_count else fault.opened_at
        database = fault.database if fault.scope == Scope.DATABASE else None
        Downtime.objects.create(platform=fault.platform, database=database, fault=fault, from_at=since)


def end_with(fault: Fault, *, now: datetime) -> None:
    """Note that it is open again."""
    Downtime.objects.filter(fault=fault, until_at=None, from_at__lt=now).update(until_at=now)
    Downtime.objects.filter(fault=fault, until_at=None).delete()


@transaction.atomic
def plan_downtime(
    *,
    by: Account | None,
    platform: Platform,
    database: Database | None = None,
    from_at: datetime,
    until_at: datetime,
    notes: dict[str, str],
    now: datetime,
) -> Downtime:
    """Put maintenance that a vendor told of on the status page."""
    allow(by, "access.add_downtime")
    if until_at <= from_at:
        raise NotPossible(_("It ends before it begins."))
    said = {lang: words.strip() for lang, words in notes.items() if words.strip()}
    row = Downtime.objects.create(
        platform=platform, database=database, from_at=from_at, until_at=until_at, planned=True, notes=said
    )
    audit.record(by=by, action="access.plan_downtime", subject=row, now=now)
    return row


@transaction.atomic
def end_downtime(*, by: Account, downtime: Downtime, now: datetime) -> None:
    """Say that maintenance is over sooner than planned, or now."""
    allow(by, "access.change_downtime")
    if downtime.from_at >= now:
        raise NotPossible(_("It has not begun yet; take it away instead."))
    Downtime.objects.filter(pk=downtime.pk).update(until_at=now)
    audit.record(by=by, action="access.end_downtime", subject=downtime, now=now)


@transaction.atomic
def forget_downtime(*, by: Account, downtime: Downtime, now: datetime) -> None:
    """Take away maintenance that will not take place."""
    allow(by, "access.delete_downtime")
    if downtime.from_at < now:
        raise NotPossible(_("It has begun already; end it instead."))
    audit.record(by=by, action="access.forget_downtime", subject=downtime, now=now)
    downtime.delete()
