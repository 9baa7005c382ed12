"""Costs as a staff list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.actions.costing import Rate
from lantai.apps.agreements.errors import Refused, Unsuitable
from lantai.apps.agreements.models import Agreement, Cost, CostKind, CostState, Fund
from lantai.core.measures.amounts import plain
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import only
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY, currency_of, minor_of, number_of


def _minor(values: Mapping[str, Any], name: str, currency: str, before: int) -> int:
    if name not in values:
        return before
    return minor_of(name, values[name], currency, negative=True) if values[name] else 0


def _funds(words: str) -> list[tuple[Fund, int]]:
    found = []
    for part in filter(None, map(str.strip, words.replace("；", ";").split(";"))):
        code, _space, share = part.rpartition(" ")
        fund = Fund.objects.filter(code=part).first() or Fund.objects.filter(code=code.strip()).first()
        if fund is None:
            raise ValidationError({"funds": _("There is no open fund “%(code)s”.") % {"code": part}})
        found.append((fund, int(share) if fund.code != part and share.isdigit() else 1))
    return found


def keep_cost(*, by: Account, cost: Cost, values: Mapping[str, Any], now: datetime) -> Cost:
    """Make or change a cost from the cells of a line."""
    currency = currency_of("currency", values.get("currency", cost.currency))
    said = {name: values[name] for name in ("kind", "state", "booked_on", "invoice", "note") if name in values}
    said |= {"currency": currency, "booked_on": values.get("booked_on", cost.booked_on), "period": cost.period}
    said |= {name: _minor(values, name, currency, getattr(cost, name) or 0) for name in ("net", "tax", "fee")}
    funds = (
        _funds(values["funds"])
        if "funds" in values
        else [(share.fund, share.weight) for share in cost.shares.select_related("fund")]
    )
    rate = None
    if values.get("rate"):
        rate = Rate(
            number_of("rate", values["rate"]), values.get("rate_date") or said["booked_on"], values.get("rate_source") or str(WHY)
        )
    elif cost.pk and currency == cost.currency and "rate" not in values:
        rate = Rate(cost.rate, cost.rate_date, cost.rate_source)
    try:
        return actions.keep_cost(by=by, cost=cost, said=said, funds=funds, rate=rate, together=False, why=str(WHY), now=now)
    except Unsuitable as problem:
        raise ValidationError({problem.field: str(problem)} if problem.field else str(problem)) from problem
    except Refused as problem:
        raise ValidationError(str(problem)) from problem


def change_cost(*, by: Account, row: Cost, values: Mapping[str, Any], now: datetime) -> Cost:
    """Give a cost new values; it stays with its agreement, whose periods and members it is reckoned by."""
    if "agreement" in values:
        raise ValidationError({"agreement": _("A cost stays with its agreement: take it out there, and add it to the other.")})
    return keep_cost(by=by, cost=row, values=values, now=now)


def make_cost(*, by: Account, values: Mapping[str, Any], now: datetime) -> Cost:
    """Make a cost of the agreement that the line names by its number."""
    reference = values.get("agreement", "")
    held = only(Agreement.objects.filter(reference=reference), "agreement", reference)
    return keep_cost(by=by, cost=Cost(agreement=held), values=values, now=now)


def _money(name: str) -> Any:
    return lambda row: plain(getattr(row, name), row.currency)


register(
    StaffList(
        name="agreements.costs",
        label=gettext_lazy("Costs"),
        permission=Permission.SEE_AGREEMENTS,
        door="funds",
        rows=lambda: Cost.objects.select_related("agreement__vendor").prefetch_related("shares__fund"),
        find=lambda rows, words: rows.filter(
            Q(agreement__name__icontains=words) | Q(agreement__reference__icontains=words) | Q(invoice__icontains=words)
        ),
        order="-booked_on",
        link=lambda row: reverse("agreements:allocation", args=[row.pk]),
        columns=(
            Column(
                "agreement", gettext_lazy("Number of the agreement"), path="agreement__reference", editable=True, required=True
            ),
            Column("name", gettext_lazy("Agreement"), path="agreement__name"),
            Column(
                "kind", gettext_lazy("What for"), kind=Kind.CHOICE, path="kind", choices=lambda: CostKind.choices, editable=True
            ),
            Column(
                "state", gettext_lazy("State"), kind=Kind.CHOICE, path="state", choices=lambda: CostState.choices, editable=True
            ),
            Column("booked_on", gettext_lazy("Counts on"), kind=Kind.DATE, path="booked_on", editable=True, required=True),
            Column("currency", gettext_lazy("Currency"), path="currency", editable=True, required=True, longest=3),
            Column(
                "net",
                gettext_lazy("Amount without tax"),
                value=_money("net"),
                figure=True,
                editable=True,
                required=True,
                longest=40,
            ),
            Column("tax", gettext_lazy("Tax"), value=_money("tax"), figure=True, editable=True, longest=40),
            Column("fee", gettext_lazy("Service fee"), value=_money("fee"), figure=True, editable=True, longest=40),
            Column(
                "funds",
                gettext_lazy("Funds that bear it"),
                value=lambda row: "; ".join(f"{s.fund.code} {s.weight}" for s in row.shares.all()),
                editable=True,
                required=True,
            ),
            Column(
                "rate",
                gettext_lazy("Exchange rate"),
                value=lambda row: f"{row.rate.normalize():f}",
                editable=True,
                shown=False,
                longest=30,
            ),
            Column("rate_date", gettext_lazy("Rate of"), kind=Kind.DATE, path="rate_date", editable=True, shown=False),
            Column(
                "rate_source", gettext_lazy("Source of the rate"), path="rate_source", editable=True, shown=False, longest=200
            ),
            Column("invoice", gettext_lazy("Invoice"), path="invoice", editable=True, longest=100),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=change_cost,
        create=make_cost,
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
