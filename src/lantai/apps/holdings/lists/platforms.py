"""Platforms as a staff list, each with how many packages and databases stand on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings import actions
from lantai.apps.holdings.models import Platform, PlatformStatus
from lantai.infra.lists import Column, Kind, StaffList, Value, register


def change_platform(*, by: Any, row: Platform, values: Mapping[str, Value], now: datetime) -> None:
    """Give a platform new values."""
    actions.change_platform(by=by, platform=row, values=values, now=now)


def make_platform(*, by: Any, values: Mapping[str, Value], now: datetime) -> Platform:
    """Make a platform of a line."""
    return actions.make_platform(by=by, values={name: value for name, value in values.items() if value}, now=now)


def _rows() -> QuerySet[Platform]:
    return Platform.objects.annotate(
        packages_held=Count("packages", distinct=True), databases_held=Count("databases", distinct=True)
    )


register(
    StaffList(
        name="holdings.platforms",
        label=_("Platforms"),
        permission="holdings.view_platform",
        door="platforms",
        rows=_rows,
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words) | Q(provider__icontains=words) | Q(address__icontains=words)
        ),
        order="name",
        link=lambda row: reverse("holdings:platform", args=[row.pk]),
        fresh=lambda: reverse("holdings:platform_new"),
        fresh_label=_("Make a platform"),
        columns=(
            Column("name", _("Platform"), path="name", editable=True, required=True, longest=200),
            Column("provider", _("Provider"), path="provider", editable=True, longest=200),
            Column("address", _("Address"), kind=Kind.ADDRESS, path="address", editable=True, longest=1_000),
            Column(
                "status",
                pgettext_lazy("package", "Status"),
                kind=Kind.CHOICE,
                path="status",
                choices=lambda: PlatformStatus.choices,
                editable=True,
            ),
            Column("packages", _("Packages"), kind=Kind.NUMBER, path="packages_held"),
            Column("databases", _("Databases"), kind=Kind.NUMBER, path="databases_held"),
            Column("note", _("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=change_platform,
        create=make_platform,
        change_permission="holdings.change_platform",
    )
)
