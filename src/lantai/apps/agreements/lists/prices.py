"""List prices of titles as a staff list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import ListPrice
from lantai.apps.holdings.models import PackageTitle
from lantai.core.measures.amounts import plain
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import only
from lantai.people.models import Account
from lantai.people.roles import Permission

from .cells import WHY, currency_of, minor_of


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
        said["package_title"] = only(titles, "title", words)
    currency = currency_of("currency", values.get("currency", row.currency))
    if "price" in values:
        said["minor"] = minor_of("price", values["price"], currency)
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
            Column("package", gettext_lazy("Package"), path="package_title__package__reference", editable=True),
            Column("year", gettext_lazy("Year"), kind=Kind.NUMBER, path="year", is_year=True, editable=True, required=True),
            Column("currency", gettext_lazy("Currency"), path="currency", editable=True, required=True, longest=3),
            Column(
                "price",
                gettext_lazy("Amount"),
                value=lambda row: plain(row.minor, row.currency),
                figure=True,
                editable=True,
                required=True,
                longest=40,
            ),
            Column("source", gettext_lazy("Source"), path="source", editable=True, required=True, longest=200),
        ),
        change=keep_list_price,
        create=lambda *, by, values, now: keep_list_price(by=by, row=ListPrice(), values=values, now=now),
        change_permission=Permission.CHANGE_AGREEMENTS,
    )
)
