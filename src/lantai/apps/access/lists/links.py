"""Links as a staff list: how each address stands, and many of them asked again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from lantai.core.faults.kinds import LinkKind
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.narrowing import YES
from lantai.people.models import Account

from .. import actions
from ..models import KIND_NAMES, Link

WELL = ("", LinkKind.SOUND, LinkKind.UNKNOWN)


def change_link(*, by: Account, row: Link, values: Mapping[str, Any], now: datetime) -> None:
    """Have a link asked again at once, or at its usual time."""
    actions.ask_again(by=by, link=row, soon=bool(values["soon"]), now=now)


def _find(rows: QuerySet[Link], words: str) -> QuerySet[Link]:
    named = Q(package_title__title__icontains=words) | Q(database__name__icontains=words) | Q(platform__name__icontains=words)
    return rows.filter(named | Q(host__icontains=words))


def _faulty(rows: QuerySet[Link], text: str) -> QuerySet[Link]:
    return rows.exclude(kind__in=WELL) if text == YES else rows.filter(kind__in=WELL)


def _soon(rows: QuerySet[Link], text: str) -> QuerySet[Link]:
    now = timezone.now()
    return rows.filter(due_at__lte=now) if text == YES else rows.filter(due_at__gt=now)


register(
    StaffList(
        name="access.links",
        label=gettext_lazy("Links"),
        about=gettext_lazy(
            "Addresses of titles, databases and platforms, checked politely in turn; a fault is believed after three checks."
        ),
        permission="access.view_link",
        door="faults",
        rows=lambda: Link.objects.select_related("package_title", "database", "platform", "fault"),
        find=_find,
        order="-since",
        link=lambda row: reverse("access:link", args=[row.pk]),
        columns=(
            Column("name", gettext_lazy("What it leads to"), value=lambda row: row.name),
            Column("kind", gettext_lazy("State"), kind=Kind.CHOICE, path="kind", choices=KIND_NAMES.items),
            Column(
                "faulty",
                gettext_lazy("Has a fault"),
                kind=Kind.TICK,
                value=lambda row: row.is_faulty,
                narrow=_faulty,
                shown=False,
            ),
            Column("host", gettext_lazy("Host"), path="host"),
            Column("address", gettext_lazy("Address"), kind=Kind.ADDRESS, path="address", shown=False),
            Column("since", gettext_lazy("Since"), kind=Kind.MOMENT, path="since_at"),
            Column("checked", gettext_lazy("Checked"), kind=Kind.MOMENT, path="checked_at"),
            Column("due", gettext_lazy("Asked next"), kind=Kind.MOMENT, path="due_at", shown=False),
            Column(
                "soon",
                gettext_lazy("Ask again at once"),
                kind=Kind.TICK,
                value=lambda row: row.due_at <= timezone.now(),
                narrow=_soon,
                shown=False,
                editable=True,
            ),
            Column("status", gettext_lazy("Answer (HTTP)"), kind=Kind.NUMBER, path="status_code", shown=False),
            Column("fault", gettext_lazy("Fault"), value=lambda row: row.fault.number if row.fault else "", path="fault"),
        ),
        change=change_link,
        change_permission="access.change_fault",
    )
)
