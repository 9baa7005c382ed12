"""A cost shared out to titles or disciplines; each time a new version, the earlier ones kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lantai.apps.agreements.errors import Unsuitable
from lantai.apps.agreements.models import Allocation, AllocationMethod, AllocationPart, Cost
from lantai.apps.holdings.models import PackageTitle
from lantai.core.measures.allotting import allotted
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow
from .noting import note

MOST_PARTS = 50_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """A title or a discipline with its weight; by hand the weight is the amount itself, in minor units."""

    title: PackageTitle | None
    discipline: str
    weight: int


def allocate(*, by: Account | None, cost: Cost, method: AllocationMethod, parts: Sequence[Weighed], now: datetime) -> Allocation:
    """Share a cost's total out by weight, to the cent; by hand the amounts must be the total. Raise Unsuitable."""
    allow(by)
    with transaction.atomic():
        row = Cost.objects.select_for_update().get(pk=cost.pk)
        minors = _minors(row, method, parts)
        last = row.allocations.aggregate(last=Max("version"))["last"] or 0
        made = Allocation.objects.create(cost=row, version=last + 1, method=method, total=row.total, by=by, made_at=now)
        AllocationPart.objects.bulk_create(
            (
                AllocationPart(
                    allocation=made, package_title=part.title, discipline=part.discipline, weight=part.weight, minor=minor
                )
                for part, minor in zip(parts, minors, strict=True)
            ),
            batch_size=1_000,
        )
        told = {"allocation": f"{made.version}: {method} / {len(parts)}"}
        note(row, {"allocation": str(last or "")}, told, by=by, why="", now=now)
        audit.record(by=by, action="agreements.allocate", subject=row, now=now)
    return made


def _minors(cost: Cost, method: AllocationMethod, parts: Sequence[Weighed]) -> list[int]:
    if not parts:
        raise Unsuitable(_("There is nothing to share it out to."), field="lines")
    if len(parts) > MOST_PARTS:
        raise Unsuitable(_("More than %(n)s parts.") % {"n": MOST_PARTS}, field="lines")
    weights = [part.weight for part in parts]
    if method == AllocationMethod.MANUAL:
        if sum(weights) != cost.total:
            raise Unsuitable(_("The amounts are not the total of the cost."), field="lines")
        return weights
    if not sum(weights):
        raise Unsuitable(_("Nothing has a weight: there are no list prices, or no use."), field="lines")
    return allotted(cost.total, weights)
