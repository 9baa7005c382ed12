"""Vendors as a staff list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import Vendor
from lantai.apps.holdings.models import Platform
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY


def _platforms(names: tuple[str, ...]) -> list[Platform]:
    found = {each.name: each for each in Platform.objects.filter(name__in=names)}
    if missing := [name for name in names if name not in found]:
        raise ValidationError({"platforms": _("There is no platform named “%(name)s”.") % {"name": missing[0]}})
    return list(found.values())


def keep_vendor(*, by: Account, row: Vendor, values: Mapping[str, Any], now: datetime) -> Vendor:
    """Make or change a vendor from the cells of a line; its platforms are named."""
    said = {name: value for name, value in values.items() if name != "platforms"}
    if "platforms" in values:
        said["platforms"] = _platforms(values["platforms"])
    return actions.keep(by=by, row=row, said=said, why=str(WHY), now=now)


register(
    StaffList(
        name="agreements.vendors",
        label=gettext_lazy("Vendors"),
        permission=Permission.SEE_AGREEMENTS,
        door="vendors",
        rows=lambda: Vendor.objects.prefetch_related("platforms").annotate(deals=Count("agreements", distinct=True)),
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words)
            | Q(customer_number__icontains=words)
            | Q(pk__in=Vendor.objects.filter(contacts__name__icontains=words).values("pk"))
        ),
        order="name",
        fresh=lambda: reverse("agreements:add", args=["vendor"]),
        fresh_label=gettext_lazy("Add a vendor"),
        link=lambda row: reverse("agreements:vendor", args=[row.pk]),
        columns=(
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=200),
            Column("agreements", gettext_lazy("Agreements"), kind=Kind.NUMBER, path="deals"),
            Column(
                "customer_number",
                gettext_lazy("Our customer number"),
                path="customer_number",
                editable=True,
                longest=100,
            ),
            Column(
                "platforms",
                gettext_lazy("Platforms"),
                kind=Kind.SEVERAL,
                value=lambda row: tuple(each.name for each in row.platforms.all()),
                narrow=lambda rows, text: rows.filter(pk__in=Vendor.objects.filter(platforms__name__icontains=text).values("pk")),
                editable=True,
                longest=2_000,
            ),
            Column("address", gettext_lazy("Web address"), kind=Kind.ADDRESS, path="address", editable=True, longest=1_000),
            Column("ended", gettext_lazy("No longer dealt with"), kind=Kind.TICK, path="ended", editable=True, shown=False),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=keep_vendor,
        create=lambda *, by, values, now: keep_vendor(by=by, row=Vendor(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
