"""Opening a fault: its class, reach, severity, promises and who gets it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import Database, PackageTitle, Platform
from lantai.catalog.models import Work
from lantai.core.faults.kinds import FaultClass
from lantai.core.faults.severity import Scope, grade
from lantai.infra import audit
from lantai.people.models import Account

from ..models import Assignment, EventKind, Fault, Origin, PlatformAccess
from ..queries.service import due, service
from .allowing import WORK, allow, log

WIDE = frozenset({FaultClass.PLATFORM_DOWN, FaultClass.PROXY, FaultClass.FEDERATED_LOGIN, FaultClass.EXCESS_DOWNLOAD})
"""Classes of faults that shut a whole platform."""


@transaction.atomic
def open_by_staff(
    *, by: Account, title: str, label: FaultClass, platform: Platform | None, database: Database | None, words: str, now: datetime
) -> Fault:
    """Open a fault that staff saw themselves."""
    allow(by, WORK)
    fault = Fault(
        title=title, label=label, labelled=True, platform=platform or (database and database.platform), database=database
    )
    opened = opened_as(fault, origin=Origin.STAFF, now=now, by=by, words=words)
    audit.record(by=by, action="access.open_fault", subject=opened, now=now)
    return opened


def opened_as(fault: Fault, *, origin: Origin, now: datetime, by: Account | None = None, words: str = "") -> Fault:
    """Complete a fault and write it, with its first line of history; call it inside a transaction."""
    fault.origin, fault.opened_at, fault.told_at = origin, now, now
    fault.title = (fault.title or _title(fault))[:300]
    fault.scope = scope_of(fault)
    fault.severity = grade(Scope(fault.scope), importance=importance_of(fault.platform), reports=0)
    fault.reply_due_at, fault.restore_due_at = due(now, fault.severity, settings=service())
    fault.assignee = assignee_of(fault)
    fault.save()
    log(fault, EventKind.OPENED, now=now, by=by, after=origin, words=words)
    if fault.assignee is not None:
        log(fault, EventKind.ASSIGNED, now=now, words=str(fault.assignee))
    return fault


def scope_of(fault: Fault) -> Scope:
    """Return what a fault shuts, by its class and what it is about."""
    if fault.platform is not None and (fault.label in WIDE or not (fault.package_title_id or fault.database_id or fault.work_id)):
        return Scope.PLATFORM
    return Scope.DATABASE if fault.database_id else Scope.TITLE


def importance_of(platform: Platform | None) -> int:
    """Return how much readers need a platform, 1..3."""
    way = PlatformAccess.objects.filter(platform=platform).first() if platform else None
    return way.importance if way else 2


def assignee_of(fault: Fault) -> Account | None:
    """Return who gets a fault by the rules: the one for its class and platform, else for its class, else for its platform, else for all."""
    rules = Assignment.objects.filter(Q(label=fault.label) | Q(label=""), Q(platform=fault.platform_id) | Q(platform=None))
    exact = sorted(rules.select_related("account"), key=lambda rule: (rule.label == "", rule.platform_id is None, rule.pk))
    return next((rule.account for rule in exact if rule.account.is_active), None)


def _title(fault: Fault) -> str:
    named: PackageTitle | Database | Platform | Work | None = (
        fault.package_title or fault.database or fault.work or fault.platform
    )
    return str(getattr(named, "title", "") or named) if named is not None else _("Access in general")
