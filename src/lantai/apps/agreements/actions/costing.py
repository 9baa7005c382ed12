"""Costs kept: one currency, its rate with date and source, the funds that bear it to the cent, our part of a consortium's price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.agreements import queries
from lantai.apps.agreements.errors import Unsuitable
from lantai.apps.agreements.models import Cost, CostShare, Fund
from lantai.core.measures.allotting import allotted
from lantai.core.measures.amounts import converted, plain
from lantai.people.models import Account

from .allowing import allow
from .keeping import keep
from .noting import note


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of the funds' currency one of the cost's is, and who said so when."""

    rate: Decimal
    on_date: date
    source: str


def keep_cost(
    *,
    by: Account | None,
    cost: Cost,
    said: Mapping[str, Any],
    funds: Sequence[tuple[Fund, int]],
    rate: Rate | None,
    together: bool,
    why: str = "",
    now: datetime,
) -> Cost:
    """Make or change a cost. ``funds``: who bears it, with weights. ``rate`` None: the last one in the table up to the day it counts on.

    ``together``: the net amount is what the consortium pays; ours is our member's part of it. Raise Unsuitable, ValidationError.
    """
    allow(by)
    told = dict(said)
    currency, target = told["currency"], _currency_of(funds)
    found = rate or _rate(currency, target, told["booked_on"])
    told |= {"rate": found.rate, "rate_date": found.on_date, "rate_source": found.source, "whole": None}
    with transaction.atomic():
        if together:
            told["whole"], told["net"] = told["net"], _our_part(cost, told["net"])
        row = keep(by=by, row=cost, said=told, why=why, now=now)
        before = {"funds": _funds_said(row)}
        row.shares.all().delete()
        whole = converted(row.total, row.currency, row.rate, target)
        parts = allotted(whole, [weight for _fund, weight in funds])
        CostShare.objects.bulk_create(
            CostShare(cost=row, fund=fund, weight=weight, minor=part) for (fund, weight), part in zip(funds, parts, strict=True)
        )
        note(row, before, {"funds": _funds_said(row)}, by=by, why=why, now=now)
    return row


def _funds_said(cost: Cost) -> str:
    shares = cost.shares.select_related("fund")
    return "; ".join(f"{s.fund.code} {s.weight}: {plain(s.minor, s.fund.currency)} {s.fund.currency}" for s in shares)


def _currency_of(funds: Sequence[tuple[Fund, int]]) -> str:
    if not funds or not sum(weight for _fund, weight in funds):
        raise Unsuitable(_("Say which fund bears it."), field="funds")
    if len({fund.pk for fund, _weight in funds}) < len(funds):
        raise Unsuitable(_("A fund is named twice."), field="funds")
    held = {fund.currency for fund, _weight in funds}
    if len(held) > 1:
        raise Unsuitable(
            _("The funds of one cost must have one currency; these have %(found)s.") % {"found": ", ".join(sorted(held))},
            field="funds",
        )
    return held.pop()


def _rate(currency: str, target: str, on: date) -> Rate:
    if currency == target:
        return Rate(Decimal(1), on, _("the same currency"))
    found = queries.rate(currency, target, on=on)
    if found is None:
        asked = {"base": currency, "target": target, "day": f"{on:%Y-%m-%d}"}
        raise Unsuitable(
            _("No exchange rate from %(base)s to %(target)s is known up to %(day)s: type it, or import rates.") % asked,
            field="rate",
        )
    return Rate(*found)


def _our_part(cost: Cost, whole: int) -> int:
    members = list(cost.agreement.members.all())
    if not any(member.ours for member in members):
        raise Unsuitable(
            _("Name the members of the consortium and their shares first, this library among them."), field="together"
        )
    parts = allotted(whole, [member.weight for member in members])
    return next(part for member, part in zip(members, parts, strict=True) if member.ours)
