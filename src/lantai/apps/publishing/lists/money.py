"""Funds for charges, and what was paid, as staff lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.publishing import actions
from lantai.apps.publishing.models import Charge, ChargeFund
from lantai.core.measures.amounts import plain
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.people.models import Account
from lantai.people.roles import Permission

from .deals import amount_of, read_amount


def keep_fund(*, by: Account, row: ChargeFund, values: Mapping[str, Any], now: datetime) -> ChargeFund:
    """Make or change a fund from the cells of a line."""
    said = {name: value for name, value in values.items() if name != "amount"}
    return actions.keep(by=by, row=row, said=said | read_amount(row, values), now=now)


register(
    StaffList(
        name="publishing.funds",
        label=gettext_lazy("Funds for charges"),
        permission=Permission.SEE_REQUESTS,
        door="publishing",
        rows=lambda: ChargeFund.objects.all(),
        find=lambda rows, words: rows.filter(Q(code__icontains=words) | Q(name__icontains=words)),
        order="code",
        fresh=lambda: reverse("publishing:add", args=["fund"]),
        fresh_label=pgettext_lazy("charges", "Add a fund"),
        link=lambda row: reverse("publishing:change", args=["fund", row.pk]),
        columns=(
            Column("code", pgettext_lazy("fund", "Code"), path="code", editable=True, required=True, longest=40),
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=200),
            Column("amount", gettext_lazy("Amount"), value=amount_of, editable=True, required=True, figure=True),
            Column("currency", gettext_lazy("Currency"), path="currency", editable=True, required=True, longest=3),
            Column("from_date", pgettext_lazy("date", "From"), kind=Kind.DATE, path="from_date", editable=True, required=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True, required=True),
        ),
        change=keep_fund,
        create=lambda *, by, values, now: keep_fund(by=by, row=ChargeFund(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)

register(
    StaffList(
        name="publishing.charges",
        label=gettext_lazy("What was paid for articles and books"),
        about=gettext_lazy("As OpenAPC has it; taken in from its files."),
        permission="publishing.view_charge",
        door="publishing",
        rows=lambda: Charge.objects.defer("row"),
        find=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(doi=words) | Q(institution__icontains=words) | Q(publisher__icontains=words)
        ),
        order="-year",
        columns=(
            Column("institution", gettext_lazy("Institution"), path="institution"),
            Column("year", gettext_lazy("Year"), kind=Kind.NUMBER, path="year", is_year=True),
            Column("title", gettext_lazy("Journal or book"), path="title"),
            Column("publisher", gettext_lazy("Publisher"), path="publisher"),
            Column(
                "amount",
                gettext_lazy("Euro"),
                path="minor",
                value=lambda row: "" if row.minor is None else plain(row.minor, "EUR"),
                figure=True,
            ),
            Column("reference", gettext_lazy("Number of the agreement"), path="reference"),
            Column("doi", gettext_lazy("DOI"), path="doi"),
            Column("is_hybrid", gettext_lazy("Journal open only in part"), kind=Kind.TICK, path="is_hybrid", shown=False),
            Column("issn", gettext_lazy("ISSN-L"), path="issn", shown=False),
            Column("license", gettext_lazy("License"), path="license", shown=False),
            Column("said_date", gettext_lazy("As of"), kind=Kind.DATE, path="said_date", shown=False),
        ),
    )
)
