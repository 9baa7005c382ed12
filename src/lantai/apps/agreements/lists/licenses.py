"""Licences as a staff list; what each says of its terms stands on its page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import License, LicenseStatus
from lantai.apps.holdings.models import Platform
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import named
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY


def keep_license(*, by: Account, row: License, values: Mapping[str, Any], now: datetime) -> License:
    """Make or change a licence from the cells of a line; the one it amends and the archive are named."""
    said = dict(values)
    if "amends" in said:
        said["amends"] = named(License.objects.exclude(pk=row.pk), "amends", said["amends"])
    if "archive" in said:
        said["archive"] = named(Platform.objects.all(), "archive", said["archive"])
    if not said.get("status", True):
        del said["status"]
    return actions.keep(by=by, row=row, said=said, why=str(WHY), now=now)


register(
    StaffList(
        name="agreements.licenses",
        label=gettext_lazy("Licences"),
        permission=Permission.SEE_AGREEMENTS,
        door="licenses",
        rows=lambda: License.objects.select_related("amends", "archive").annotate(deals=Count("agreements", distinct=True)),
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words) | Q(pk__in=License.objects.filter(agreements__name__icontains=words).values("pk"))
        ),
        order="name",
        fresh=lambda: reverse("agreements:add", args=["license"]),
        fresh_label=gettext_lazy("Add a licence"),
        link=lambda row: reverse("agreements:license", args=[row.pk]),
        beside=lambda: reverse("agreements:compare"),
        columns=(
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=300),
            Column(
                "status",
                gettext_lazy("Status"),
                kind=Kind.CHOICE,
                path="status",
                choices=lambda: LicenseStatus.choices,
                editable=True,
            ),
            Column("start_date", gettext_lazy("From"), kind=Kind.DATE, path="start_date", editable=True),
            Column("end_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="end_date", editable=True),
            Column("amends", gettext_lazy("Amends"), path="amends__name", editable=True, longest=300),
            Column("agreements", gettext_lazy("Agreements"), kind=Kind.NUMBER, path="deals"),
            Column(
                "archive",
                gettext_lazy("Perpetual access is kept at"),
                path="archive__name",
                editable=True,
                shown=False,
                longest=200,
            ),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=keep_license,
        create=lambda *, by, values, now: keep_license(by=by, row=License(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
