"""What may be wrong with kept files, and which embargoes end soon, as rules of the staff's work list."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lantai.infra.rules import Finding, Severity, rule

from . import queries
from .models import FullText

SEEN_BY = "fulltext.view_fulltext"


@rule(
    "fulltext.in_doubt",
    level="file",
    severity=Severity.SOON,
    label=_("A kept file speaks against its license"),
    why=_("It says that all rights are reserved, or names another license than the one that was claimed; readers are shown it."),
    remedy=_("Read what it says. Take it down, or say that it was looked at."),
    permission=SEEN_BY,
)
def in_doubt(now: datetime) -> Iterator[Finding]:
    """Find files that say something against their license, which nobody has looked at."""
    for one in queries.in_doubt():
        yield _found(one, one.against[0][1] if one.against else "")


@rule(
    "fulltext.embargo_ends",
    level="file",
    severity=Severity.NOTE,
    label=_("A full text is shown to readers within 30 days"),
    why=_("Its embargo ends, and then it is shown by itself."),
    remedy=_("Look at the file and its license once more; set another day if the embargo was prolonged."),
    permission=SEEN_BY,
)
def embargo_ends(now: datetime) -> Iterator[Finding]:
    """Find files whose embargo ends within 30 days."""
    for one in queries.opening(localdate(now)):
        yield _found(one, f"{one.shown_from:%Y-%m-%d} {one.work.title}"[:300])


def _found(one: FullText, detail: str) -> Finding:
    return Finding(f"fulltext:{one.pk}", work=one.work_id, url=reverse("fulltext:one", args=[one.pk]), detail=detail)
