"""Funds and their budgets as staff lists: the budgets of a new year come in as one file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import Budget, Fund
from lantai.core.measures.amounts import plain
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import only
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY, currency_of, minor_of


def keep_fund(*, by: Account, row: Fund, values: Mapping[str, Any], now: datetime) -> Fund:
    """Make or change a fund from the cells of a line; its currency stays once something is counted in it."""
    said = dict(values)
    if "currency" in said:
        said["currency"] = currency_of("currency", said["currency"])
        if row.pk and said["currency"] != row.currency and (row.shares.exists() or row.budgets.exists()):
            raise ValidationError({"currency": _("Its budgets and costs are counted in the present currency: it stays.")})
    return actions.keep(by=by, row=row, said=said, why=str(WHY), now=now)


def keep_budget(*, by: Account, row: Budget, values: Mapping[str, Any], now: datetime) -> Budget:
    """Make or change a budget from the cells of a line; the fund is named by its code, the amount is in its currency."""
    said = {name: values[name] for name in ("start_date", "end_date") if name in values}
    if "fund" in values:
        fund = only(Fund.objects.filter(code=values["fund"]), "fund", values["fund"])
        if row.pk and fund.pk != row.fund_id:
            raise ValidationError({"fund": _("A budget stays with its fund: add one to the other instead.")})
        said["fund"] = fund
    if "amount" in values:
        said["minor"] = minor_of("amount", values["amount"], (said.get("fund") or row.fund).currency)
    return actions.keep(by=by, row=row, said=said, why=str(WHY), now=now)


register(
    StaffList(
        name="agreements.funds",
        label=gettext_lazy("Funds"),
        permission=Permission.SEE_AGREEMENTS,
        door="funds",
        rows=Fund.objects.all,
        find=lambda rows, words: rows.filter(Q(code__icontains=words) | Q(name__icontains=words)),
        order="code",
        fresh=lambda: reverse("agreements:add", args=["fund"]),
        fresh_label=pgettext_lazy("money", "Add a fund"),
        columns=(
            Column("code", pgettext_lazy("fund", "Code"), path="code", editable=True, required=True, longest=40),
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=200),
            Column("currency", gettext_lazy("Currency"), path="currency", editable=True, required=True, longest=3),
            Column("closed", gettext_lazy("No longer in use"), kind=Kind.TICK, path="closed", editable=True),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True),
        ),
        change=keep_fund,
        create=lambda *, by, values, now: keep_fund(by=by, row=Fund(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)

register(
    StaffList(
        name="agreements.budgets",
        label=gettext_lazy("Budgets"),
        permission=Permission.SEE_AGREEMENTS,
        door="funds",
        rows=lambda: Budget.objects.select_related("fund"),
        find=lambda rows, words: rows.filter(Q(fund__code__icontains=words) | Q(fund__name__icontains=words)),
        order="-start_date",
        columns=(
            Column("fund", pgettext_lazy("money", "Fund"), path="fund__code", editable=True, required=True, longest=40),
            Column("name", gettext_lazy("Name"), path="fund__name"),
            Column("start_date", gettext_lazy("From"), kind=Kind.DATE, path="start_date", editable=True, required=True),
            Column("end_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="end_date", editable=True, required=True),
            Column(
                "amount",
                gettext_lazy("Amount"),
                value=lambda row: plain(row.minor, row.fund.currency),
                figure=True,
                editable=True,
                required=True,
                longest=40,
            ),
            Column("currency", gettext_lazy("Currency"), path="fund__currency"),
        ),
        change=keep_budget,
        create=lambda *, by, values, now: keep_budget(by=by, row=Budget(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
