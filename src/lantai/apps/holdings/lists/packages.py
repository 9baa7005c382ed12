"""Packages as a staff list, each with how many titles it holds and how many of them wait for a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings import actions, queries
from lantai.apps.holdings.models import Package, PackageKind, PackageSource, PackageStatus, Platform
from lantai.infra.lists import Column, Kind, StaffList, Value, register
from lantai.infra.lists.naming import named
from lantai.infra.lists.words import gathered, words_column


def _fields(values: Mapping[str, Value], row: Package) -> dict[str, Any]:
    fields = gathered(values, row, "descriptions")
    if "platform" in fields:
        fields["platform"] = named(Platform.objects.all(), "platform", fields["platform"])
    return fields


def change_package(*, by: Any, row: Package, values: Mapping[str, Value], now: datetime) -> None:
    """Give a package new values; its platform is named."""
    actions.change_package(by=by, package=row, values=_fields(values, row), now=now)


def make_package(*, by: Any, values: Mapping[str, Value], now: datetime) -> Package:
    """Make a package of a line; its titles come by a list of their own."""
    given = {name: value for name, value in values.items() if value}
    return actions.make_package(by=by, values=_fields(given, Package()), now=now)


register(
    StaffList(
        name="holdings.packages",
        label=_("Packages"),
        about=_("Their titles come and change by the lists that their providers send: open a package to send one."),
        permission="holdings.view_package",
        door="packages",
        rows=queries.packages,
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words) | Q(provider__icontains=words) | Q(reference__icontains=words)
        ),
        order="name",
        link=lambda row: reverse("holdings:package", args=[row.pk]),
        fresh=lambda: reverse("holdings:package_new"),
        fresh_label=_("Make a package"),
        columns=(
            Column("name", _("Package"), path="name", editable=True, required=True, longest=300),
            Column("provider", _("Provider"), path="provider", editable=True, longest=200),
            Column("platform", _("Platform"), path="platform__name", editable=True, longest=200),
            Column(
                "kind",
                pgettext_lazy("package", "Kind"),
                kind=Kind.CHOICE,
                path="kind",
                choices=lambda: PackageKind.choices,
                editable=True,
            ),
            Column(
                "status",
                pgettext_lazy("package", "Status"),
                kind=Kind.CHOICE,
                path="status",
                choices=lambda: PackageStatus.choices,
                editable=True,
            ),
            Column("titles", _("Titles"), kind=Kind.NUMBER, path="held"),
            Column("unsure", pgettext_lazy("titles", "Unsure"), kind=Kind.NUMBER, path="waiting"),
            Column(
                "source",
                _("Source of its titles"),
                kind=Kind.CHOICE,
                path="source",
                choices=lambda: PackageSource.choices,
                editable=True,
                shown=False,
            ),
            Column("reference", _("Reference"), path="reference", editable=True, required=True, shown=False, longest=200),
            Column("note", _("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
            words_column("descriptions", "en", _("Description in English"), long=True),
            words_column("descriptions", "zh-hans", _("Description in Chinese"), long=True),
            words_column("descriptions", "ar", _("Description in Arabic"), long=True),
        ),
        change=change_package,
        create=make_package,
        change_permission="holdings.change_package",
    )
)
