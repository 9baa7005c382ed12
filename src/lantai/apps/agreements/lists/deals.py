"""Agreements as a staff list, each with its last period."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import Agreement, AgreementPeriod, License, Method, Stage, Vendor
from lantai.apps.agreements.models.deals import Priority
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import named, only
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY


def _last_period(row: Agreement) -> AgreementPeriod | None:
    return max(row.periods.all(), key=lambda period: period.start_date, default=None)


def _of_last(name: str) -> Any:
    return lambda row: getattr(_last_period(row), name, None)


def _agreement_said(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {
        name: values[name]
        for name in ("name", "reference", "method", "lead_days", "is_perpetual", "test_link", "consortium", "note")
        if name in values
    }
    if "priority" in values:
        said["priority"] = int(values["priority"] or Priority.USUAL)
    if "vendor" in values:
        said["vendor"] = only(Vendor.objects.filter(name=values["vendor"]), "vendor", values["vendor"])
    if "license" in values:
        said["license"] = named(License.objects.all(), "license", values["license"])
    return {name: value for name, value in said.items() if not (name == "lead_days" and value is None)}


def change_with_period(*, by: Account, row: Agreement, values: Mapping[str, Any], now: datetime) -> None:
    """Give an agreement new values, and its last period those days that the line says; its stage is moved on its own page."""
    actions.keep(by=by, row=row, said=_agreement_said(values), why=str(WHY), now=now)
    days = {name: values[name] for name in ("start_date", "end_date", "cancellation_deadline") if name in values}
    if days:
        actions.keep(by=by, row=_last_period(row) or AgreementPeriod(agreement=row), said=days, why=str(WHY), now=now)


def make_agreement(*, by: Account, values: Mapping[str, Any], now: datetime) -> Agreement:
    """Make an agreement, with its first period where the line says when."""
    row = actions.keep(by=by, row=Agreement(), said=_agreement_said(values), why=str(WHY), now=now)
    days = {name: values.get(name) for name in ("start_date", "end_date", "cancellation_deadline")}
    if any(days.values()):
        actions.keep(by=by, row=AgreementPeriod(agreement=row), said=days, why=str(WHY), now=now)
    return row


register(
    StaffList(
        name="agreements.agreements",
        label=gettext_lazy("Agreements"),
        permission=Permission.SEE_AGREEMENTS,
        door="agreements",
        rows=lambda: Agreement.objects.select_related("vendor", "license", "owner").prefetch_related("periods"),
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words) | Q(reference__icontains=words) | Q(vendor__name__icontains=words)
        ),
        order="name",
        fresh=lambda: reverse("agreements:add", args=["agreement"]),
        fresh_label=gettext_lazy("Add an agreement"),
        link=lambda row: reverse("agreements:agreement", args=[row.pk]),
        columns=(
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=300),
            Column("reference", gettext_lazy("Number"), path="reference", editable=True, required=True, longest=100),
            Column("vendor", gettext_lazy("Vendor"), path="vendor__name", editable=True, required=True),
            Column("stage", gettext_lazy("Stage"), kind=Kind.CHOICE, path="stage", choices=lambda: Stage.choices),
            Column("license", gettext_lazy("Licence"), path="license__name", editable=True),
            Column(
                "method",
                gettext_lazy("How readers get in"),
                kind=Kind.CHOICE,
                path="method",
                choices=lambda: [c for c in Method.choices if c[0]],
                editable=True,
            ),
            Column(
                "priority",
                gettext_lazy("Renewal"),
                kind=Kind.CHOICE,
                path="priority",
                choices=lambda: [(str(v), n) for v, n in Priority.choices],
                editable=True,
                shown=False,
            ),
            Column(
                "lead_days",
                gettext_lazy("Days of review before the cancellation deadline"),
                kind=Kind.NUMBER,
                path="lead_days",
                editable=True,
                shown=False,
            ),
            Column(
                "is_perpetual",
                gettext_lazy("Bought for ever, nothing to renew"),
                kind=Kind.TICK,
                path="is_perpetual",
                editable=True,
                shown=False,
            ),
            Column(
                "test_link",
                gettext_lazy("Test link"),
                kind=Kind.ADDRESS,
                path="test_link",
                editable=True,
                shown=False,
                longest=1000,
            ),
            Column("consortium", gettext_lazy("Consortium"), path="consortium", editable=True, shown=False, longest=200),
            Column(
                "start_date",
                pgettext_lazy("date", "From"),
                kind=Kind.DATE,
                value=_of_last("start_date"),
                editable=True,
                shown=False,
            ),
            Column("end_date", pgettext_lazy("date", "Until"), kind=Kind.DATE, value=_of_last("end_date"), editable=True),
            Column(
                "cancellation_deadline",
                gettext_lazy("Last day to cancel"),
                kind=Kind.DATE,
                value=_of_last("cancellation_deadline"),
                editable=True,
            ),
            Column("owner", gettext_lazy("Who looks after it"), value=lambda row: str(row.owner or "")),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=change_with_period,
        create=make_agreement,
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
