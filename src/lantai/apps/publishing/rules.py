"""What may go wrong with agreements, caps and requests, as rules of the staff's work list."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lantai.infra.rules import Finding, Severity, rule
from lantai.people.roles import Permission

from .models import PublishingAgreement
from .queries import requests as queries
from .queries.places import own_lineage

SOON = timedelta(days=90)


@rule(
    "publishing.agreement_ends",
    level="agreement",
    severity=Severity.SOON,
    label=_("An agreement under which our authors publish ends within 90 days"),
    why=_("Articles accepted afterwards are not paid, and authors plan months ahead."),
    remedy=_("Ask whether it goes on, enter the next one, and tell authors."),
    permission=Permission.SEE_PUBLISHING,
)
def agreement_ends(now: datetime) -> Iterator[Finding]:
    """Find agreements of the library's own institution, or of one above it, that end within 90 days."""
    today = localdate(now)
    ending = PublishingAgreement.objects.filter(until_date__gt=today, until_date__lte=today + SOON)
    for row in ending.filter(memberships__institution__in=own_lineage()).distinct():
        detail = f"{row}: {row.until_date - timedelta(days=1):%Y-%m-%d}"
        yield Finding(f"publishing:{row.pk}", url=reverse("publishing:desk_agreement", args=[row.pk]), detail=detail)


@rule(
    "publishing.cap_nearly_used",
    level="agreement",
    severity=Severity.SOON,
    label=_("More than four fifths of a cap are used"),
    why=_("Soon authors must pay themselves, or the library must."),
    remedy=_("Ask for more, or tell authors how many are left."),
    permission=Permission.SEE_PUBLISHING,
)
def cap_nearly_used(now: datetime) -> Iterator[Finding]:
    """Find caps of today of which 80 % are used."""
    for state in queries.caps(localdate(now)):
        if state.share >= queries.WARN:
            deal = state.cap.agreement
            yield Finding(
                f"publishing_cap:{state.cap.pk}",
                url=reverse("publishing:desk_agreement", args=[deal.pk]),
                detail=f"{deal}: {state.share:.0%}",
            )


@rule(
    "publishing.request_waits",
    level="request",
    severity=Severity.URGENT,
    label=_("An author has waited for more than five days"),
    why=_("Publishers give authors few days to say who pays."),
    remedy=_("Decide on the request, or ask what is missing."),
    permission=Permission.SEE_REQUESTS,
)
def request_waits(now: datetime) -> Iterator[Finding]:
    """Find requests that have waited for the library for more than five days."""
    for row in queries.waiting(now=now):
        yield Finding(
            f"publishing_request:{row.pk}", url=reverse("publishing:request", args=[row.pk]), detail=f"{row.since_at:%Y-%m-%d}"
        )
