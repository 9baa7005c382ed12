"""Agreements, costs, exchange rates and list prices as staff lists: narrowed, changed many at once, and brought in from spreadsheets.

Amounts and rates are columns of words: they are read here by the strict rules of core.measures.amounts, so that a spreadsheet's "1,234"
is refused with its row, column, value and rule, and not taken for one thing or the other.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.holdings.models import PackageTitle
from lantai.core.measures.amounts import is_currency, plain
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.people.models import Account
from lantai.people.roles import Permission

from . import actions
from .actions.costing import Rate
from .errors import Refused, Unsuitable
from .forms.kept import amount
from .models import (
    Agreement,
    AgreementPeriod,
    Cost,
    CostKind,
    CostState,
    ExchangeRate,
    Fund,
    License,
    ListPrice,
    Method,
    Stage,
    Vendor,
)
from .models.deals import Priority

WHY = gettext_lazy("from a list")


def _one(rows: Any, name: str, said: str, /, **asked: Any) -> Any:
    """Return the one row that is asked for; raise ValidationError under the column's name."""
    found = list(rows.filter(**asked)[:2])
    if len(found) != 1:
        raise ValidationError({name: _("Nothing, or more than one thing, is called “%(said)s”.") % {"said": said}})
    return found[0]


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
        said["vendor"] = _one(Vendor.objects.all(), "vendor", values["vendor"], name=values["vendor"])
    if "license" in values:
        words = values["license"]
        said["license"] = _one(License.objects.all(), "license", words, name=words) if words else None
    return {name: value for name, value in said.items() if not (name == "lead_days" and value is None)}


def change_agreement(*, by: Account, row: Agreement, values: Mapping[str, Any], now: datetime) -> None:
    """Give an agreement new values; its stage is moved on its own page."""
    actions.keep(by=by, row=row, said=_agreement_said(values), why=str(WHY), now=now)


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
                gettext_lazy("days of review before the cancellation deadline"),
                kind=Kind.NUMBER,
                path="lead_days",
                editable=True,
                shown=False,
            ),
            Column(
                "is_perpetual",
                gettext_lazy("bought for ever, nothing to renew"),
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
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=lambda *, by, row, values, now: change_with_period(by=by, row=row, values=values, now=now),
        create=lambda *, by, values, now: make_agreement(by=by, values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)


def change_with_period(*, by: Account, row: Agreement, values: Mapping[str, Any], now: datetime) -> None:
    """Give an agreement new values, and its last period those days that the line says."""
    change_agreement(by=by, row=row, values=values, now=now)
    days = {name: values[name] for name in ("start_date", "end_date", "cancellation_deadline") if name in values}
    if days:
        actions.keep(by=by, row=_last_period(row) or AgreementPeriod(agreement=row), said=days, why=str(WHY), now=now)


def _minor(values: Mapping[str, Any], name: str, currency: str, before: int) -> int:
    if name not in values:
        return before
    try:
        return amount(values[name], currency, negative=True) if values[name] else 0
    except ValidationError as problem:
        raise ValidationError({name: problem.messages}) from problem


def _funds(words: str) -> list[tuple[Fund, int]]:
    found = []
    for part in filter(None, map(str.strip, words.replace("；", ";").split(";"))):
        code, _space, share = part.rpartition(" ")
        fund = Fund.objects.filter(code=part).first() or Fund.objects.filter(code=code.strip()).first()
        if fund is None:
            raise ValidationError({"funds": _("There is no open fund “%(code)s”.") % {"code": part}})
        found.append((fund, int(share) if fund.code != part and share.isdigit() else 1))
    return found


def _number(words: str, name: str) -> Decimal:
    """Read a rate: a decimal comma where there is no point."""
    try:
        return Decimal(words.strip().replace(",", ".") if "." not in words else words.strip())
    except InvalidOperation as problem:
        raise ValidationError({name: _("“%(value)s” is no number.") % {"value": words[:60]}}) from problem


def keep_cost(*, by: Account, cost: Cost, values: Mapping[str, Any], now: datetime) -> Cost:
    """Make or change a cost from the cells of a line."""
    currency = str(values.get("currency", cost.currency)).upper()
    if not is_currency(currency):
        raise ValidationError(
            {"currency": _("“%(value)s” is no currency of today (three letters, as CNY).") % {"value": currency}}
        )
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
            _number(values["rate"], "rate"), values.get("rate_date") or said["booked_on"], values.get("rate_source") or str(WHY)
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
    held = _one(Agreement.objects.all(), "agreement", values.get("agreement", ""), reference=values.get("agreement", ""))
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
                "agreement", gettext_lazy("number of the agreement"), path="agreement__reference", editable=True, required=True
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
            Column("net", gettext_lazy("Amount without tax"), value=_money("net"), editable=True, required=True, longest=40),
            Column("tax", gettext_lazy("Tax"), value=_money("tax"), editable=True, longest=40),
            Column("fee", gettext_lazy("Service fee"), value=_money("fee"), editable=True, longest=40),
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
            Column("invoice", gettext_lazy("invoice"), path="invoice", editable=True, longest=100),
            Column("note", gettext_lazy("Note"), kind=Kind.LONG, path="note", editable=True, shown=False),
        ),
        change=lambda *, by, row, values, now: change_cost(by=by, row=row, values=values, now=now),
        create=lambda *, by, values, now: make_cost(by=by, values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)


def keep_rate(*, by: Account, row: ExchangeRate, values: Mapping[str, Any], now: datetime) -> ExchangeRate:
    """Make or change an exchange rate from the cells of a line."""
    said: dict[str, Any] = {name: values[name] for name in ("on_date", "source") if name in values}
    for name in ("base", "target"):
        if name in values:
            said[name] = str(values[name]).upper()
            if not is_currency(said[name]):
                raise ValidationError(
                    {name: _("“%(value)s” is no currency of today (three letters, as CNY).") % {"value": said[name]}}
                )
    if "rate" in values:
        said["rate"] = _number(values["rate"], "rate")
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
        change=lambda *, by, row, values, now: keep_rate(by=by, row=row, values=values, now=now),
        create=lambda *, by, values, now: keep_rate(by=by, row=ExchangeRate(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)


def _named(row: ListPrice) -> str:
    """Return by which identifier the title of a price is found again."""
    title = row.package_title
    return str(title.online_identifier or title.print_identifier or title.title_id)


def keep_list_price(*, by: Account, row: ListPrice, values: Mapping[str, Any], now: datetime) -> ListPrice:
    """Make or change a list price from the cells of a line; the title is named by an identifier, and by its package where several have it."""
    said: dict[str, Any] = {name: values[name] for name in ("year", "source") if name in values}
    if "title" in values or "package" in values:
        words = values.get("title") or _named(row)
        titles = PackageTitle.objects.current().filter(Q(print_identifier=words) | Q(online_identifier=words) | Q(title_id=words))
        if values.get("package"):
            titles = titles.filter(package__reference=values["package"])
        said["package_title"] = _one(titles, "title", words)
    currency = str(values.get("currency", row.currency)).upper()
    if not is_currency(currency):
        raise ValidationError(
            {"currency": _("“%(value)s” is no currency of today (three letters, as CNY).") % {"value": currency}}
        )
    if "price" in values:
        try:
            said["minor"] = amount(values["price"], currency)
        except ValidationError as problem:
            raise ValidationError({"price": problem.messages}) from problem
    return actions.keep(by=by, row=row, said=said | {"currency": currency}, why=str(WHY), now=now)


register(
    StaffList(
        name="agreements.list_prices",
        label=gettext_lazy("List prices"),
        permission=Permission.SEE_AGREEMENTS,
        door="funds",
        rows=lambda: ListPrice.objects.select_related("package_title__package"),
        find=lambda rows, words: rows.filter(
            Q(package_title__title__icontains=words) | Q(package_title__online_identifier=words)
        ),
        order="-year",
        columns=(
            Column("title", gettext_lazy("Identifier"), value=_named, editable=True, required=True),
            Column("name", gettext_lazy("Title"), path="package_title__title"),
            Column("package", gettext_lazy("package"), path="package_title__package__reference", editable=True),
            Column("year", gettext_lazy("Year"), kind=Kind.NUMBER, path="year", editable=True, required=True),
            Column("currency", gettext_lazy("Currency"), path="currency", editable=True, required=True, longest=3),
            Column(
                "price",
                gettext_lazy("Amount"),
                value=lambda row: plain(row.minor, row.currency),
                editable=True,
                required=True,
                longest=40,
            ),
            Column("source", gettext_lazy("Source"), path="source", editable=True, required=True, longest=200),
        ),
        change=lambda *, by, row, values, now: keep_list_price(by=by, row=row, values=values, now=now),
        create=lambda *, by, values, now: keep_list_price(by=by, row=ListPrice(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
