"""What readers tell, and the one fault that many of them mean.

A report joins an open fault of the same thing and class. One about something else of the same platform within half an hour becomes a fault of its
own beneath that one: its signs, not its cause. Both can be undone (``take_out``, ``part``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from lantai.apps.holdings.models import Database, PackageTitle, Platform
from lantai.catalog.models import Work
from lantai.core.faults.facts import Guess
from lantai.core.faults.kinds import CLASS_OF_KIND, FaultClass, LinkKind
from lantai.core.faults.severity import Scope, grade
from lantai.infra import audit
from lantai.people.models import Account

from ..models import OPEN_STATES, EventKind, Fault, Link, Origin, Report
from ..queries.service import due, service
from .allowing import allow, log
from .opening import importance_of, opened_as

FROM_ONE, FROM_ALL = 12, 500
"""Reports kept in an hour from one address (a reading room may share it), and from all. Chosen, not measured."""

PERIOD = timedelta(hours=1)
TOGETHER = timedelta(minutes=30)
SURE = 0.6
OWN = frozenset({FaultClass.USER_ERROR, FaultClass.METADATA, FaultClass.WRONG_COVERAGE})
"""Classes that one thing has by itself, whatever else happens on its platform."""


class TooMany(Exception):
    """More reports came in an hour than anybody could read; this one was not kept, and its sender must be told so."""


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about, as far as the page knew."""

    work: Work | None = None
    package_title: PackageTitle | None = None
    database: Database | None = None
    platform: Platform | None = None
    address: str = ""

    @property
    def its_platform(self) -> Platform | None:
        """Return the platform that it stands on."""
        title, database = self.package_title, self.database
        return self.platform or (title and (title.platform or title.package.platform)) or (database and database.platform) or None


def report(
    *, about: About, text: str, mail: str, language: str, page: str, sender: str, on_campus: bool | None, now: datetime
) -> Fault:
    """Keep what a reader tells and return the fault that it is a sign of; raise TooMany. ``sender``: IP address, kept as a digest for an hour."""
    digest = salted_hmac("lantai.access", sender, algorithm="sha256").hexdigest() if sender else ""
    guess = _guessed(about, text)
    with transaction.atomic():
        recent = Report.objects.filter(made_at__gt=now - PERIOD)
        if recent.count() >= FROM_ALL or (digest and recent.filter(sender=digest).count() >= FROM_ONE):
            raise TooMany
        fault = _same(about, guess) or _sign(about, guess, now)
        again = Report.objects.filter(fault=fault, sender=digest, text=text).exclude(sender="").exists()
        if not again:
            _keep(fault, about, text, mail, language, page, digest, on_campus, now)
    return fault


def _keep(
    fault: Fault, about: About, text: str, mail: str, language: str, page: str, digest: str, on_campus: bool | None, now: datetime
) -> None:
    first = not fault.reports.exists()
    Report.objects.create(
        fault=fault, text=text, mail=mail, language=language, page=page[:500], sender=digest, on_campus=on_campus, made_at=now,
        work=about.work, package_title=about.package_title, database=about.database, address=about.address,
    )  # fmt: skip
    Fault.objects.filter(pk=fault.pk).update(told_at=now)
    if not first:
        log(fault, EventKind.REPORTED, now=now)
    _grow(fault.parent or fault, now)


def _grow(fault: Fault, now: datetime) -> None:
    """Let a fault be as grave as the readers who told of it, or of its signs, make it; never less than before."""
    count = Report.objects.filter(Q(fault=fault) | Q(fault__parent=fault)).count()
    severity = grade(Scope(fault.scope), importance=importance_of(fault.platform), reports=count)
    if severity > fault.severity:
        reply, restore = due(fault.opened_at, severity, settings=service())
        Fault.objects.filter(pk=fault.pk).update(severity=severity, reply_due_at=reply, restore_due_at=restore)
        log(fault, EventKind.GRADED, now=now, before=fault.severity, after=int(severity))


def _guessed(about: About, text: str) -> Guess:
    """Return the class by the reader's words; without any, by what the last check of the link saw."""
    if text.strip():
        return classify(text)
    link = _link_of(about)
    if link is not None and link.is_faulty:
        label = CLASS_OF_KIND[LinkKind(link.kind)]
        return Guess(label, link.confidence, (link.kind,), label)
    return Guess(FaultClass.LINK_BROKEN, 0.0, (), FaultClass.PLATFORM_DOWN)


def classify(text: str) -> Guess:
    """Return what words are about; numbers are loaded by the first message, not by every process that serves pages."""
    from lantai.core.faults.classifying import classify

    return classify(text)


def _link_of(about: About) -> Link | None:
    if about.package_title is not None:
        return Link.objects.filter(package_title=about.package_title).first()
    return Link.objects.filter(database=about.database).first() if about.database is not None else None


def _same(about: About, guess: Guess) -> Fault | None:
    """Return the open fault of the very thing; where the words leave little doubt that they mean another sort of fault, none."""
    things = Q(pk=None)
    if about.package_title is not None:
        things |= Q(package_title=about.package_title)
    if about.database is not None:
        things |= Q(database=about.database)
    if about.address:
        things |= Q(address=about.address)
    if about.work is not None and about.package_title is None:
        things |= Q(work=about.work)
    if about.platform is not None and not (about.package_title or about.database or about.work):
        things |= Q(platform=about.platform, package_title=None, database=None, work=None)
    several = list(_open().filter(things).order_by("opened_at"))
    exact = next((fault for fault in several if fault.label == guess.label), None)
    return exact or (several[0] if several and guess.confidence < SURE else None)


def _sign(about: About, guess: Guess, now: datetime) -> Fault:
    """Open a fault, beneath the one that its platform has had since a moment ago, if any."""
    platform = about.its_platform
    parent = None
    if platform is not None and guess.label not in OWN:
        near = _open().filter(platform=platform, parent=None, told_at__gt=now - TOGETHER, told_at__lte=now).exclude(label__in=OWN)
        parent = near.order_by("opened_at").first()
    fault = Fault(
        platform=platform, package_title=about.package_title, database=about.database, work=about.work, address=about.address, parent=parent,
        label=guess.label, guess=guess.label, confidence=round(guess.confidence, 3), reasons=list(guess.reasons),
        language=about.work.language if about.work else "",
    )  # fmt: skip
    opened_as(fault, origin=Origin.READER, now=now)
    if parent is not None:
        log(fault, EventKind.JOINED, now=now, after=parent.pk)
    return fault


def _open() -> QuerySet[Fault]:
    return Fault.objects.filter(state__in=OPEN_STATES)


@transaction.atomic
def take_out(*, by: Account, report: Report, now: datetime) -> Fault:
    """Give a report a fault of its own: it was not about the one that it had joined."""
    allow(by)
    before, guess = report.fault, classify(report.text)
    about = About(report.work, report.package_title, report.database, None, report.address)
    fault = Fault(
        platform=about.its_platform, package_title=about.package_title, database=about.database, work=about.work, address=about.address,
        label=guess.label, guess=guess.label, confidence=round(guess.confidence, 3), reasons=list(guess.reasons),
    )  # fmt: skip
    opened_as(fault, origin=Origin.READER, now=now, by=by)
    Report.objects.filter(pk=report.pk).update(fault=fault)
    log(fault, EventKind.PARTED, now=now, by=by, before=before.pk)
    log(before, EventKind.PARTED, now=now, by=by, after=fault.pk)
    audit.record(by=by, action="access.take_out", subject=fault, now=now)
    return fault
