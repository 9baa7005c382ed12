"""Servers that do not tell what they deleted: their whole list of identifiers is walked through beside a harvest, and compared with what is here.

The names of each page are kept with the place to go on from in one transaction, as pages of records are (decision 0140). What is here and no longer
on the list goes the way of every deletion: pages of deletions of our own making, read, counted, and taken back like others. Where more is gone than
is likely, or the list came damaged, nothing is withdrawn until staff say so. Enter at ``is_due``, ``walk`` and ``settle``.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from lantai.sources.protocols.polite import Polite, SourceError
from lantai.sources.protocols.source import Lister, Wanted

from . import known
from .blobs import pack, unpack
from .models import Harvest, HarvestListed, HarvestPage, HarvestPlan, SourceRecord

EVERY = timedelta(days=28)
"""How often: the list of identifiers of a large repository is many pages, too."""

MOST_GONE_SHARE = 0.1
FEW = 3
"""So many may always be gone: of thirty records three are a tenth."""

IN_A_PAGE = 500
UNTOLD = ("no", "transient")

WALKING, SAME, GONE, HELD, AGREED, KEPT = "walking", "same", "gone", "held", "agreed", "kept"
"""Where a comparison stands (``Harvest.compared["state"]``): under way; all is still there; what is gone was withdrawn; it
waits for staff; staff had it withdrawn; staff keep it."""


def is_due(harvest: Harvest, plan: HarvestPlan, *, now: datetime) -> bool:
    """Say whether a run that has come to the end of its records is to compare."""
    state = harvest.compared.get("state")
    if state == WALKING:
        return True
    is_time = plan.compared_at is None or plan.compared_at + EVERY <= now
    if state is not None or not harvest.place.get("over") or harvest.place.get("deleted") not in UNTOLD or not is_time:
        return False
    if _here(harvest, plan).exists():
        return True
    HarvestPlan.objects.filter(pk=plan.pk).update(compared_at=now)  # all that is here came just now
    return False


def walk(
    harvest: Harvest, lister: Lister, polite: Polite, wanted: Callable[[str], Wanted], sets: tuple[str, ...]
) -> Iterator[None]:
    """Walk through the list from where that stopped, a page at a time, each kept before it is yielded. Raise SourceError."""
    stands: dict[str, Any] = {"state": WALKING, "set": 0, "place": {}, "listed": 0, "size": 0, "sound": True} | harvest.compared
    while stands["set"] < len(sets):
        seconds = {"seconds": harvest.place["seconds"]} if "seconds" in harvest.place else {}
        size = 0
        for page in lister.listed(polite, wanted(sets[stands["set"]]), seconds | stands["place"]):
            over, size = page.over, page.size or size
            stands |= {
                "listed": stands["listed"] + len(page.names),
                "sound": stands["sound"] and page.sound,
                "place": {} if over else page.place,
            }
            stands |= {"set": stands["set"] + 1, "size": stands["size"] + size} if over else {}
            _keep(harvest, stands, page.names)
            yield
            if over:
                break
        else:
            raise SourceError("the list of identifiers ended without saying so; try again later")


def _keep(harvest: Harvest, stands: dict[str, Any], names: tuple[str, ...]) -> None:
    with transaction.atomic():
        last = HarvestListed.objects.filter(harvest=harvest).order_by("-number").values_list("number", flat=True).first() or 0
        HarvestListed.objects.create(harvest=harvest, number=last + 1, names=pack(msgspec.msgpack.encode(names)))
        Harvest.objects.filter(pk=harvest.pk).update(compared=stands)
    harvest.compared = dict(stands)


def settle(harvest: Harvest, plan: HarvestPlan, lister: Lister, *, now: datetime) -> list[HarvestPage]:
    """Compare with the list that was walked through; return the pages of deletions, kept, that follow from it."""
    here = set(_here(harvest, plan).values_list("key", flat=True))
    missing = sorted(here - _listed(harvest))
    stands = harvest.compared | {"known": len(here), "missing": len(missing), "at": now.isoformat()}
    if not missing:
        stands["state"] = SAME
    else:
        stands["state"] = HELD if _is_unlikely(stands) else GONE
    with transaction.atomic():
        pages = _pages(harvest, lister, missing, now=now) if stands["state"] == GONE else []
        Harvest.objects.filter(pk=harvest.pk).update(compared=stands)
        HarvestPlan.objects.filter(pk=plan.pk).update(compared_at=now)
    harvest.compared = stands
    return pages


def agreed(held: Harvest, run: Harvest, plan: HarvestPlan, lister: Lister, *, now: datetime) -> int:
    """Give a new run the deletions that staff agreed to; return how many: what is here still, and not on the list of then."""
    missing = sorted(set(_here(held, plan).values_list("key", flat=True)) - _listed(held))
    _pages(run, lister, missing, now=now)
    return len(missing)


def _here(harvest: Harvest, plan: HarvestPlan) -> QuerySet[SourceRecord]:
    """Return the records that this harvest brought before this run, as it is set up now."""
    found = SourceRecord.objects.filter(known.live(), source=plan.source_id, harvest__plan=plan, harvest__lt=harvest.pk)
    return found.filter(harvest__created_at__gte=plan.list_changed_at) if plan.list_changed_at else found


def _listed(harvest: Harvest) -> set[str]:
    rows = HarvestListed.objects.filter(harvest=harvest).order_by("number").values_list("names", flat=True)
    return {name for names in rows.iterator() for name in msgspec.msgpack.decode(unpack(names), type=list[str])}


def _is_unlikely(stands: dict[str, Any]) -> bool:
    """Say whether a list is more likely to be cut short, or broken, than so much to be gone."""
    too_many = stands["missing"] > max(FEW, MOST_GONE_SHARE * stands["known"])
    return too_many or not stands["listed"] or not stands["sound"] or stands["listed"] < stands["size"]


def _pages(run: Harvest, lister: Lister, names: list[str], *, now: datetime) -> list[HarvestPage]:
    number = HarvestPage.objects.filter(harvest=run).order_by("-number").values_list("number", flat=True).first() or 0
    pages = []
    for at in range(0, len(names), IN_A_PAGE):
        number += 1
        some = names[at : at + IN_A_PAGE]
        pages.append(
            HarvestPage.objects.create(
                harvest=run,
                number=number,
                rows=len(some),
                raw=pack(lister.gone(some)),
                beside=pack(msgspec.msgpack.encode(())),
                came_at=now,
            )
        )
    return pages
