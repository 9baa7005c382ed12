"""Faults as staff see them, and what a letter about one says."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone, translation

from lantai.core.faults.kinds import FaultClass
from lantai.people.models import Account
from lantai.people.roles import Role

from ..letters import filled, letter
from ..models import KIND_NAMES, OPEN_STATES, Event, Fault, Letter, PlatformAccess, Report, State, Template
from ..models.faults import MOVES
from .service import service

READING = ("platform", "database", "package_title", "work", "assignee", "parent")


def listed() -> QuerySet[Fault]:
    """Return all faults, each with how many readers told of it and its signs."""
    told = Count("reports", distinct=True) + Count("children__reports", distinct=True)
    return Fault.objects.select_related("platform", "database", "assignee", "parent").annotate(told=told)


def waiting() -> QuerySet[Fault]:
    """Return the faults that nobody has looked at, the gravest first."""
    return Fault.objects.filter(state=State.NEW, parent=None).order_by("-severity", "opened_at")


def late(*, now: datetime) -> QuerySet[Fault]:
    """Return the open faults of which a promise was broken."""
    no_reply = Q(replied_at=None, reply_due_at__lt=now)
    return Fault.objects.filter(state__in=OPEN_STATES, parent=None).filter(no_reply | Q(restore_due_at__lt=now))


@dataclass(frozen=True, slots=True)
class FaultPage:
    """One fault with all that staff look at. ``moves``: the states that may follow; ``near``: open faults that it may be a sign of."""

    fault: Fault
    reports: list[Report]
    events: list[Event]
    letters: list[Letter]
    children: list[Fault]
    near: list[Fault]
    moves: list[State]
    way: PlatformAccess | None


def page_of(fault: Fault) -> FaultPage:
    """Return what the page of a fault shows (seven SQL queries)."""
    near = Fault.objects.filter(state__in=OPEN_STATES, parent=None).exclude(pk=fault.pk)
    near = near.filter(platform=fault.platform_id) if fault.platform_id else near.filter(label=fault.label)
    return FaultPage(
        fault=fault,
        reports=list(fault.reports.select_related("work", "package_title", "database").order_by("-made_at")[:200]),
        events=list(fault.events.select_related("by")),
        letters=list(fault.letters.order_by("-made_at")),
        children=list(fault.children.annotate(told=Count("reports"))),
        near=list(near.order_by("-told_at")[:20]),
        moves=[state for state in State if state in MOVES[State(fault.state)]],
        way=PlatformAccess.objects.filter(platform=fault.platform_id).first() if fault.platform_id else None,
    )


def staff() -> QuerySet[Account]:
    """Return who faults may be given to."""
    return (
        Account.objects.filter(is_active=True)
        .filter(Q(groups__name__in=[role for role in Role if role != Role.READER]) | Q(is_superuser=True))
        .distinct()
    )


def draft(fault: Fault, language: str) -> tuple[str, str]:
    """Return subject and text of the letter to the vendor about a fault, in ``language``, its places filled."""
    own = Template.objects.filter(label=fault.label, language=language).first()
    subject, body = (own.subject, own.body) if own else letter(FaultClass(fault.label), language)
    with translation.override(language):
        seen = str(KIND_NAMES.get(fault.kind, "")) if fault.kind else fault.get_label_display()
    values = {
        "library": settings.LIBRARY_NAME,
        "platform": str(fault.platform or "") or (fault.database.provider if fault.database else ""),
        "title": fault.title,
        "address": fault.address
        or (fault.database.address if fault.database else "")
        or (fault.platform.address if fault.platform else ""),
        "since": timezone.localtime(fault.opened_at).strftime("%Y-%m-%d %H:%M"),
        "count": str(Report.objects.filter(Q(fault=fault) | Q(fault__parent=fault)).count()),
        "seen": seen,
        "number": f"F{fault.pk}",
        "networks": service().networks,
        "contact": settings.CONTACT,
    }
    return filled(subject, values).replace("\n", " "), filled(body, values)
