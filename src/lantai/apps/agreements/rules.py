"""What may be wrong with agreements, as rules of the staff's work list."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lantai.infra.rules import Finding, Severity, rule
from lantai.people.roles import Permission

from . import queries
from .life import GIVING
from .models import Agreement, Cost, Entitlement, Stage
from .queries.days import ending
from .queries.funds import unallocated


def _found(row: Agreement, detail: str = "") -> Finding:
    return Finding(f"agreement:{row.pk}", url=reverse("agreements:agreement", args=[row.pk]), detail=detail or row.name)


@rule(
    "agreements.ended_but_active",
    level="agreement",
    severity=Severity.URGENT,
    label=_("Something is open to readers although its agreement has ended"),
    why=_("Readers are led to what the library may no longer give, or has lost."),
    remedy=_("Add the next period, or cancel the agreement."),
    permission=Permission.SEE_AGREEMENTS,
)
def ended_but_active(now: datetime) -> Iterator[Finding]:
    """Find agreements in service of which the last period, or the cancellation, is over."""
    today = localdate(now)
    for row in Agreement.objects.filter(stage__in=GIVING, is_perpetual=False):
        end = row.ends_on or queries.last_end(row)
        if end is not None and end <= today and row.entitlements.exists():
            yield _found(row, f"{row.name}: {end:%Y-%m-%d}")


@rule(
    "agreements.without_period",
    level="agreement",
    severity=Severity.SOON,
    label=_("An agreement has no period"),
    why=_("Nobody knows from when it holds, and no deadline can be watched."),
    remedy=_("Add its period."),
    permission=Permission.SEE_AGREEMENTS,
)
def without_period(now: datetime) -> Iterator[Finding]:
    """Find agreements from the order on that have no period."""
    for row in Agreement.objects.filter(stage__in=[Stage.ORDERED, *GIVING], periods=None):
        yield _found(row)


@rule(
    "agreements.deadline_past",
    level="agreement",
    severity=Severity.URGENT,
    label=_("The last day to cancel has passed without a decision"),
    why=_("It may have renewed itself, at a price nobody agreed to."),
    remedy=_("Ask the vendor how it stands, then renew or cancel it."),
    permission=Permission.SEE_AGREEMENTS,
)
def deadline_past(now: datetime) -> Iterator[Finding]:
    """Find agreements in review whose last day to cancel is over."""
    for due in ending(localdate(now), until=localdate(now)):
        if due.agreement.stage in (Stage.IN_SERVICE, Stage.REVIEW_DUE):
            yield _found(due.agreement, f"{due.agreement.name}: {due.deadline:%Y-%m-%d}")


@rule(
    "agreements.entitled_to_removed",
    level="agreement",
    severity=Severity.SOON,
    label=_("An agreement entitles to a title that its package no longer has"),
    why=_("The library may pay for what it does not get."),
    remedy=_("Ask the vendor where the title has gone, then change or take out the entitlement."),
    permission=Permission.SEE_AGREEMENTS,
)
def entitled_to_removed(now: datetime) -> Iterator[Finding]:
    """Find entitlements to titles that were removed, or to packages that are retired, of agreements in service."""
    gone = Q(package_title__removed_at__isnull=False) | Q(package__status="retired")
    for row in Entitlement.objects.filter(gone, agreement__stage__in=GIVING).select_related(
        "agreement", "package", "package_title"
    ):
        yield Finding(
            f"entitlement:{row.pk}",
            url=reverse("agreements:agreement", args=[row.agreement_id]),
            detail=f"{row.agreement.name}: {row}",
        )


@rule(
    "agreements.cost_unallocated",
    level="cost",
    severity=Severity.NOTE,
    label=_("A cost is not shared out, or has changed since it was"),
    why=_("Cost per use and costs by discipline leave it out, or count an old amount."),
    remedy=_("Share it out."),
    permission=Permission.SEE_AGREEMENTS,
)
def cost_unallocated(now: datetime) -> Iterator[Finding]:
    """Find paid costs without an allocation of their present total."""
    rows = Cost.objects.filter(state="paid").select_related("agreement").prefetch_related("allocations")
    for row in unallocated(rows):
        yield Finding(
            f"cost:{row.pk}", url=reverse("agreements:allocation", args=[row.pk]), detail=f"{row.agreement.name}: {row}"
        )


@rule(
    "agreements.without_terms",
    level="agreement",
    severity=Severity.SOON,
    label=_("Readers have something of which nobody says what they may do with it"),
    why=_("Readers and the desk guess, and may break the contract."),
    remedy=_("Tie a licence to it, with its terms."),
    permission=Permission.SEE_AGREEMENTS,
)
def without_terms(now: datetime) -> Iterator[Finding]:
    """Find agreements in service whose licence is missing or lacks needed terms."""
    for row in Agreement.objects.filter(stage__in=GIVING).select_related("license"):
        missing = queries.required_terms_missing(row)
        if missing is None or missing:
            yield _found(row, f"{row.name}: {', '.join(missing or ())}".rstrip(": "))
