"""What readers and staff do with reports of errors."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac

from lantai.catalog.models import Work
from lantai.infra import audit
from lantai.people.models import Account

from .models import ErrorReport, Outcome

FROM_ONE, FROM_ALL = 10, 200
"""Reports kept in an hour from one address (a reading room may share it), and from all. Chosen, not measured."""

PERIOD = timedelta(hours=1)


class TooMany(Exception):
    """More reports came in an hour than anybody could read; this one was not kept, and its sender must be told so."""


def report_error(*, work: Work, text: str, mail: str, language: str, address: str, now: datetime) -> ErrorReport:
    """Keep what a reader says is wrong; the same words about the same work are kept once. Raise TooMany.

    ``address``: from where it came, "" where that is not known; kept as a digest, for an hour.
    """
    sender = salted_hmac("lantai.feedback", address, algorithm="sha256").hexdigest() if address else ""
    with transaction.atomic():
        forget_senders(now=now)
        recent = ErrorReport.objects.filter(made_at__gt=now - PERIOD)
        if recent.count() >= FROM_ALL or (sender and recent.filter(sender=sender).count() >= FROM_ONE):
            raise TooMany
        again = ErrorReport.objects.filter(work=work, text=text, outcome=Outcome.OPEN).first()
        return again or ErrorReport.objects.create(work=work, text=text, mail=mail, language=language, sender=sender, made_at=now)


def close(*, by: Account, report: ErrorReport, outcome: Outcome, now: datetime) -> None:
    """Say what became of a report; the reader's mail address is forgotten."""
    _allow(by)
    with transaction.atomic():
        ErrorReport.objects.filter(pk=report.pk).update(outcome=outcome, closed_at=now, closed_by=by, mail="")
        audit.record(by=by, action=f"feedback.{outcome}", subject=report, now=now)


def reopen(*, by: Account, report: ErrorReport, now: datetime) -> None:
    """Take back that a report was closed; the mail address is gone all the same."""
    _allow(by)
    with transaction.atomic():
        ErrorReport.objects.filter(pk=report.pk).update(outcome=Outcome.OPEN, closed_at=None, closed_by=None)
        audit.record(by=by, action="feedback.reopen", subject=report, now=now)


def forget_senders(*, now: datetime) -> int:
    """Forget from where reports came that are older than an hour."""
    return ErrorReport.objects.filter(made_at__lte=now - PERIOD).exclude(sender="").update(sender="")


def _allow(by: Account) -> None:
    if not by.has_perm("feedback.change_errorreport"):
        raise PermissionDenied("feedback.change_errorreport")
