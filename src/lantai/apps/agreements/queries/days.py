"""The days of agreements: when reviews open, when the last day to cancel is, when periods end; and who is to be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from lantai.apps.agreements.life import GIVING, review_opens
from lantai.apps.agreements.models import Agreement, AgreementPeriod
from lantai.people.models import Account
from lantai.people.roles import Role

AHEAD = timedelta(days=120)
NEAR = (30, 7, 0)
"""How many days before the last day to cancel its keepers are told again."""


@dataclass(frozen=True, slots=True)
class Due:
    """A period of an agreement that readers have, with its days. ``days_left``: to the last day to cancel; below 0: it is over."""

    agreement: Agreement
    period: AgreementPeriod
    deadline: date
    opens: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody is to be told once; ``key`` says what."""

    agreement: Agreement
    key: str
    said: Mapping[str, str]
    path: str


def deadline_of(period: AgreementPeriod) -> date | None:
    """Return the last day on which a period can be cancelled: the one said, else the day before its end."""
    if period.cancellation_deadline:
        return period.cancellation_deadline
    return period.end_date - timedelta(days=1) if period.end_date else None


def last_end(agreement: Agreement) -> date | None:
    """Return the first day after the last period, None where there is no end or no period."""
    last = agreement.periods.order_by("-start_date").first()
    return last.end_date if last else None


def ending(today: date, *, until: date | None = None) -> Iterator[Due]:
    """Yield the last period of every agreement in service that ends, the nearest deadline first; those whose deadline lies before ``until``."""
    rows = AgreementPeriod.objects.filter(agreement__stage__in=GIVING, agreement__is_perpetual=False)
    newest: dict[int, AgreementPeriod] = {}
    for period in rows.select_related("agreement__vendor", "agreement__owner").order_by("start_date"):
        newest[period.agreement_id] = period
    found = []
    for period in newest.values():
        deadline = deadline_of(period)
        if deadline is not None and (until is None or deadline < until):
            opens = review_opens(deadline, period.agreement.lead_days)
            found.append(Due(period.agreement, period, deadline, opens, (deadline - today).days))
    yield from sorted(found, key=lambda due: (due.deadline, due.agreement.name))


def due_soon(*, today: date, ahead: timedelta = AHEAD) -> list[Due]:
    """Return what must be renewed or cancelled in the coming days, and what should have been."""
    return list(ending(today, until=today + ahead + timedelta(days=1)))


def reminders(*, today: date) -> Iterator[Reminder]:
    """Yield what has come near: a review that is open, and the last day to cancel 30 and 7 days ahead and on the day itself.

    Only the nearest of the steps that have been passed is told, so that a worker that rested for a month sends one mail and not four.
    """
    for due in ending(today):
        if due.days_left < 0 or today < due.opens:
            continue
        step = min((n for n in NEAR if due.days_left <= n), default=None)
        name = "review" if step is None else str(step)
        said = {
            "name": due.agreement.name,
            "vendor": due.agreement.vendor.name,
            "deadline": due.deadline.isoformat(),
            "days": str(due.days_left),
        }
        path = reverse("agreements:agreement", args=[due.agreement.pk])
        yield Reminder(due.agreement, f"agreements.deadline:{due.period.pk}:{due.deadline}:{name}", said, path)


def keepers(agreement: Agreement) -> list[Account]:
    """Return who is told of an agreement's days: who looks after it, else everybody with the role."""
    owner = agreement.owner
    if owner is not None and owner.is_active and owner.closed_at is None:
        return [owner]
    role = Q(groups__name=Role.ERESOURCES)
    found = Account.objects.filter(role, is_active=True, closed_at=None).distinct().order_by("pk")
    return list(found) or list(
        Account.objects.filter(Q(groups__name=Role.ADMINISTRATOR) | Q(is_superuser=True), is_active=True, closed_at=None)
        .distinct()
        .order_by("pk")
    )
