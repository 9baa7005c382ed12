"""Entitlements as a staff list: what every agreement gives, and from when until when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.forms.rows import stretches
from lantai.apps.agreements.models import Agreement, Entitlement, Stage
from lantai.apps.holdings.models import Package, PackageTitle
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.columns import SEVERAL
from lantai.infra.lists.naming import named, only
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY


def _named(row: Entitlement) -> str:
    """Return by which number its title is found again, "" where it is no title."""
    title = row.package_title
    return str(title.online_identifier or title.print_identifier or title.title_id) if title else ""


def _package(row: Entitlement) -> str:
    package = row.package or (row.package_title.package if row.package_title else None)
    return package.reference if package else ""


def _years(row: Entitlement) -> str:
    return SEVERAL.join(f"{first} - {last}".strip() for first, last in row.coverage)


def _what(values: Mapping[str, Any], row: Entitlement) -> dict[str, Any]:
    """Return what a line entitles to: a title of a package, a package, or words."""
    reference = values.get("package", _package(row))
    package = named(Package.objects.all(), "package", reference, by="reference")
    words = values.get("title", _named(row))
    if not words:
        return {"package": package, "package_title": None}
    titles = PackageTitle.objects.filter(Q(print_identifier=words) | Q(online_identifier=words) | Q(title_id=words))
    titles = titles.filter(package=package) if package else titles.current()
    return {"package": None, "package_title": only(titles, "title", words)}


def keep_entitlement(*, by: Account, row: Entitlement, values: Mapping[str, Any], now: datetime) -> Entitlement:
    """Make or change an entitlement from the cells of a line; what readers have follows at once."""
    said = {name: values[name] for name in ("description", "active_from", "active_to", "note") if name in values}
    if "agreement" in values:
        held = only(Agreement.objects.filter(reference=values["agreement"]), "agreement", values["agreement"])
        if row.pk and held.pk != row.agreement_id:
            raise ValidationError({"agreement": _("An entitlement stays with its agreement: add one to the other instead.")})
        said["agreement"] = held
    if "package" in values or "title" in values:
        said |= _what(values, row)
    if "years" in values:
        try:
            said["coverage"] = stretches(values["years"].replace(";", "\n").replace("；", "\n"))
        except ValidationError as problem:
            raise ValidationError({"years": problem.messages}) from problem
    return actions.keep(by=by, row=row, said=said, why=str(WHY), now=now)


register(
    StaffList(
        name="agreements.entitlements",
        label=gettext_lazy("Entitlements"),
        about=gettext_lazy("What the agreements give. Readers have it from the day on which the agreement is activated."),
        permission=Permission.SEE_AGREEMENTS,
        door="agreements",
        rows=lambda: Entitlement.objects.select_related("agreement", "package", "package_title__package"),
        find=lambda rows, words: rows.filter(
            Q(agreement__name__icontains=words)
            | Q(agreement__reference__icontains=words)
            | Q(package__name__icontains=words)
            | Q(package_title__title__icontains=words)
            | Q(description__icontains=words)
        ),
        order="agreement",
        link=lambda row: reverse("agreements:agreement", args=[row.agreement_id]),
        columns=(
            Column(
                "agreement", gettext_lazy("Number of the agreement"), path="agreement__reference", editable=True, required=True
            ),
            Column("name", gettext_lazy("Agreement"), path="agreement__name"),
            Column("what", gettext_lazy("What it entitles to"), value=str),
            Column("stage", gettext_lazy("Stage"), kind=Kind.CHOICE, path="agreement__stage", choices=lambda: Stage.choices),
            Column("active_from", gettext_lazy("From"), kind=Kind.DATE, path="active_from", editable=True),
            Column("active_to", gettext_lazy("Ends before"), kind=Kind.DATE, path="active_to", editable=True),
            Column("package", gettext_lazy("Package"), path="package__reference", value=_package, editable=True, shown=False),
            Column("title", gettext_lazy("Only this title of it"), value=_named, editable=True, shown=False),
            Column("description", gettext_lazy("Description"), path="description", editable=True, shown=False, longest=300),
            Column("years", gettext_lazy("Years of the deal"), value=_years, editable=True, shown=False, longest=2_000),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=keep_entitlement,
        create=lambda *, by, values, now: keep_entitlement(by=by, row=Entitlement(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
