"""What may be forgotten about trials, in the staff's work list."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lantai.infra.rules import Finding, Severity, rule

from . import queries
from .models import Trial


@rule(
    "evaluation.no_report",
    level="trial",
    severity=Severity.SOON,
    label=_("A trial has ended without a report"),
    why=_("Readers have said what they think, and the vendor waits for an answer; later nobody remembers."),
    remedy=_("Write the report and have it signed, or call the trial off and say why."),
    permission="evaluation.view_trial",
)
def no_report(now: datetime) -> Iterator[Finding]:
    """Yield the trials whose last day is over and whose report is not signed."""
    return (_of(trial) for trial in queries.without_report(localdate(now)))


@rule(
    "evaluation.ending",
    level="trial",
    severity=Severity.NOTE,
    label=_("A trial ends within a week"),
    why=_("Readers lose access by its date; those who have not answered yet can still be asked."),
    remedy=_("Remind readers, ask the vendor for the use, or give the trial another end."),
    permission="evaluation.view_trial",
)
def ending(now: datetime) -> Iterator[Finding]:
    """Yield the open trials that end soon."""
    return (_of(trial) for trial in queries.ending(localdate(now)))


def _of(trial: Trial) -> Finding:
    return Finding(
        subject=f"trial:{trial.pk}", url=reverse("evaluation:trial", args=[trial.pk]), detail=f"{trial.name} · {trial.until_date}"
    )
