"""Who decides is told of requests that wait, an author of one that waits for an answer; each once."""

from datetime import datetime

from django.urls import reverse

from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import ChargeRequest
from lantai.apps.publishing.queries import requests as queries
from lantai.people.actions import notify
from lantai.people.models import Account
from lantai.people.roles import Role

DECIDE = (Role.ERESOURCES, Role.ADMINISTRATOR)


def remind(*, now: datetime) -> int:
    """Tell staff of requests that have waited for five days, and authors of questions that have; return how many were told."""
    told = 0
    found = list(queries.waiting(now=now))
    staff = list(Account.objects.filter(groups__name__in=DECIDE, is_active=True, closed_at=None).distinct()) if found else []
    for row in found:
        path = reverse("publishing:request", args=[row.pk])
        told += sum(_tell(account, row, "waits", path, now) for account in staff)
    asked = ChargeRequest.objects.filter(state=RequestState.MORE_INFO, since_at__lte=now - queries.WAITING).exclude(author=None)
    for row in asked.select_related("author"):
        told += _tell(row.author, row, "answer", reverse("publishing:own_request", args=[row.pk]), now)
    return told


def _tell(account: Account, row: ChargeRequest, what: str, path: str, now: datetime) -> bool:
    key = f"publishing.{what}:{row.pk}:{row.since_at:%Y%m%d%H%M}"
    said = {"title": row.title, "day": f"{row.since_at:%Y-%m-%d}"}
    return notify(to=account, key=key, template=f"publishing/mail/{what}.txt", said=said, path=path, now=now)
