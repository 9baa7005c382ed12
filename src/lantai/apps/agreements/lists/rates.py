"""Exchange rates as a staff list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import ExchangeRate
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY, currency_of, number_of


def keep_rate(*, by: Account, row: ExchangeRate, values: Mapping[str, Any], now: datetime) -> ExchangeRate:
    """Make or change an exchange rate from the cells of a line."""
    said: dict[str, Any] = {name: values[name] for name in ("on_date", "source") if name in values}
    said |= {name: currency_of(name, values[name]) for name in ("base", "target") if name in values}
    if "rate" in values:
        said["rate"] = number_of("rate", values["rate"])
    return actions.keep(by=by, row=row, said=said, why=str(WHY), now=now)


register(
    StaffList(
        name="agreements.rates",
        label=gettext_lazy("Exchange rates"),
        permission=Permission.SEE_AGREEMENTS,
        door="funds",
        rows=lambda: ExchangeRate.objects.all(),
        find=lambda rows, words: rows.filter(Q(base__iexact=words) | Q(target__iexact=words) | Q(source__icontains=words)),
        order="-on_date",
        link=lambda row: reverse("agreements:change", args=["rate", row.pk]),
        fresh=lambda: reverse("agreements:add", args=["rate"]),
        fresh_label=gettext_lazy("Add an exchange rate"),
        columns=(
            Column("base", gettext_lazy("One of"), path="base", editable=True, required=True, longest=3),
            Column("target", gettext_lazy("is so much of"), path="target", editable=True, required=True, longest=3),
            Column("on_date", pgettext_lazy("date", "On"), kind=Kind.DATE, path="on_date", editable=True, required=True),
            Column(
                "rate",
                gettext_lazy("Rate"),
                value=lambda row: f"{row.rate.normalize():f}",
                editable=True,
                required=True,
                longest=30,
            ),
            Column("source", gettext_lazy("Source"), path="source", editable=True, required=True, longest=200),
        ),
        change=keep_rate,
        create=lambda *, by, values, now: keep_rate(by=by, row=ExchangeRate(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
