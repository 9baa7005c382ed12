"""Servers that do not tell what they deleted: their whole list of identifiers is walked through beside a harvest, and compared with what is here.

The names of each page are kept with the place to go on from in one transaction, as pages of records are (decision 0140). What is here, no longer on the
list, and as the server says itself nowhere goes the way of every deletion: pages of deletions of our own making, read, counted, and taken back like
others. Where more is gone than is likely, or the list came damaged, nothing is withdrawn until staff say so. Enter at ``is_due``, ``walk``, ``confirm``
and ``settle``.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Max, QuerySet

from lantai.infra import events
from lantai.infra.pieces import pieces
from lantai.sources.protocols.polite import Later, Polite, SourceError
from lantai.sources.protocols.source import Lister, Wanted

from . import derive, known
from .blobs import pack, unpack
from .events import WorksChanged
from .models import Harvest, HarvestListed, HarvestPage, HarvestPlan, SourceRecord
from .tables import next_change

EVERY = timedelta(days=28)
"""How often: the list of identifiers of a large repository is many pages, too."""

MOST_GONE_SHARE = 0.1
FEW = 3
"""So many may always be gone: of thirty records three are a tenth."""

IN_A_PAGE = 500

MOST_ASKED = 200
"""Names that the server is asked for one by one, at a second each; of more the next comparison has to miss the rest, too."""

MOST_FAILED = 3
"""In a row: it is not asked any more then."""

WAITING = 0
"""The page of names (``HarvestListed.number``) that the list lacked and that were not withdrawn; those of the list itself count from 1."""

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
    if _brought(harvest, plan).exists() or _withdrawn(plan).exists():
        return True
    HarvestPlan.objects.filter(pk=plan.pk).update(compared_at=now)  # all that is here came just now
    return False


def walk(
    harvest: Harvest, lister: Lister, polite: Polite, wanted: Callable[[str], Wanted], sets: tuple[str, ...]
) -> Iterator[None]:
    """Walk through the list from where that stopped, a page at a time, each kept before it is yielded. Raise SourceError."""
    stands: dict[str, Any] = {"state": WALKING, "set": 0, "place": {}, "listed": 0, "size": 0, "sound": True, "counts": {}}
    stands |= harvest.compared
    while stands["set"] < len(sets):
        seconds = {"seconds": harvest.place["seconds"]} if "seconds" in harvest.place else {}
        name, size = sets[stands["set"]], 0
        for page in lister.listed(polite, wanted(name), seconds | stands["place"]):
            over, size = page.over, page.size or size
            stands |= {
                "listed": stands["listed"] + len(page.names),
                "sound": stands["sound"] and page.sound,
                "place": {} if over else page.place,
                "counts": stands["counts"] | {name: stands["counts"].get(name, 0) + len(page.names)},
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


def confirm(harvest: Harvest, plan: HarvestPlan, lister: Lister, polite: Polite, wanted: Wanted) -> Iterator[None]:
    """Ask the server for what its list lacked, name by name, ``MOST_ASKED`` of them; each answer is kept before it is yielded. Raise Later.

    A list that is cut into pages by their place leaves out a record that is there still when another goes while it is walked through.
    """
    here, missing = _missing(harvest, plan)
    stands: dict[str, Any] = harvest.compared | {"known": len(here), "missing": len(missing)}
    if not missing or _is_unlikely(stands, harvest, plan):
        return
    start = harvest.pk * MOST_ASKED % len(missing) if len(missing) > MOST_ASKED else 0  # others than the last time
    asked: dict[str, bool | None] = dict(stands.get("asked", {}))
    failed = 0
    for name in [*missing[start:], *missing[:start]][:MOST_ASKED]:
        if name in asked:
            continue
        try:
            asked[name] = lister.has(polite, wanted, name, plan.all_sets)
            failed = 0
        except Later:
            raise
        except SourceError:
            asked[name] = None
            failed += 1
        Harvest.objects.filter(pk=harvest.pk).update(compared=harvest.compared | {"asked": asked})
        harvest.compared = harvest.compared | {"asked": dict(asked)}
        if failed >= MOST_FAILED:
            return
        yield


def settle(harvest: Harvest, plan: HarvestPlan, lister: Lister, *, now: datetime) -> list[HarvestPage]:
    """Compare with the list that was walked through; return the pages of deletions, kept, that follow from it. What the list has again, and a
    comparison withdrew, is brought back."""
    here, missing = _missing(harvest, plan)
    stands = harvest.compared | {"known": len(here), "missing": len(missing), "at": now.isoformat()}
    asked = stands.pop("asked", {})
    gone: list[str] = []
    if not missing:
        stands["state"] = SAME
    elif _is_unlikely(stands, harvest, plan):
        stands["state"] = HELD
    else:
        gone = _sure(harvest, plan, missing, asked)
        stands |= {"state": GONE, "gone": len(gone), "waiting": len(missing) - len(gone)}
    with transaction.atomic():
        stands["back"] = _bring_back(harvest, plan)
        pages = _pages(harvest, lister, gone, now=now)
        HarvestListed.objects.filter(harvest=harvest, number=WAITING).delete()
        if waiting := sorted(set(missing) - set(gone)):
            HarvestListed.objects.create(harvest=harvest, number=WAITING, names=pack(msgspec.msgpack.encode(waiting)))
        Harvest.objects.filter(pk=harvest.pk).update(compared=stands)
        HarvestPlan.objects.filter(pk=plan.pk).update(compared_at=now)
    harvest.compared = stands
    return pages


def agreed(held: Harvest, run: Harvest, plan: HarvestPlan, lister: Lister, *, now: datetime) -> int:
    """Give a new run the deletions that staff agreed to; return how many: what is here still, not on the list of then, and on none that another harvest
    of the same source walked through last."""
    _, missing = _missing(held, plan)
    others = [last for other in _beside(plan) if (last := _last(other))]
    elsewhere = {name for other in others for name in _listed(other)} if missing else set()
    names = [name for name in missing if name not in elsewhere]
    _pages(run, lister, names, now=now)
    return len(names)


def _sure(harvest: Harvest, plan: HarvestPlan, missing: list[str], asked: dict[str, bool | None]) -> list[str]:
    """Return what is gone: the server says so itself, or did not say that it is there, and the comparison before missed it, too. Where another
    harvest feeds the same source its list may have the record: then only what the server says counts."""
    gone = {name for name, there in asked.items() if there is False}
    before = _last(plan, before=harvest)
    if before is not None and before.compared["state"] == GONE and not _beside(plan).exists():
        missed = set(_names(before, waiting=True))
        gone |= {name for name in missing if name in missed and asked.get(name) is not True}
    return [name for name in missing if name in gone]


def _missing(harvest: Harvest, plan: HarvestPlan) -> tuple[set[str], list[str]]:
    """Return the names of what is here and should be on the list, and of those that are not."""
    here = _here(harvest, plan)
    return here, sorted(here - set(_listed(harvest)))


def _here(harvest: Harvest, plan: HarvestPlan) -> set[str]:
    """Return the names of records that this harvest brought before this run, as it is set up now; of those it brought as it was set up earlier, the
    ones that stood on the list which was compared last."""
    brought = _brought(harvest, plan)
    if plan.list_changed_at is None:
        return set(brought.values_list("key", flat=True))
    found = set(brought.filter(harvest__created_at__gte=plan.list_changed_at).values_list("key", flat=True))
    if before := _last(plan, before=harvest):
        listed = set(_listed(before)) | set(_names(before, waiting=True))
        found.update(key for key in brought.values_list("key", flat=True).iterator() if key in listed)
    return found


def _brought(harvest: Harvest, plan: HarvestPlan) -> QuerySet[SourceRecord]:
    return SourceRecord.objects.filter(known.live(), source=plan.source_id, harvest__plan=plan, harvest__lt=harvest.pk)


def _withdrawn(plan: HarvestPlan) -> QuerySet[SourceRecord]:
    """Return what comparisons withdrew of the source that a harvest feeds."""
    runs = Harvest.objects.filter(source=plan.source_id, plan__isnull=False, compared__state__in=(GONE, AGREED))
    return SourceRecord.objects.filter(
        withdrawn__in=list(runs.values_list("pk", flat=True)), source=plan.source_id, current=True, instance__isnull=False
    )


def _bring_back(harvest: Harvest, plan: HarvestPlan) -> int:
    """Bring back what a comparison withdrew and the list has; return how many."""
    gone = dict(_withdrawn(plan).values_list("key", "pk"))
    back = sorted({gone[name] for name in _listed(harvest) if name in gone}) if gone else []
    if not back:
        return 0
    change = next_change()
    instances: set[int] = set()
    for some in pieces(back, 500):
        records = SourceRecord.objects.filter(pk__in=some)
        instances.update(records.values_list("instance_id", flat=True))
        records.update(withdrawn=None)
    events.tell(WorksChanged(frozenset(derive.instances(instances, change=change))))
    return len(back)


def _beside(plan: HarvestPlan) -> QuerySet[HarvestPlan]:
    """Return the other harvests that feed the same source."""
    return HarvestPlan.objects.filter(source=plan.source_id).exclude(pk=plan.pk)


def _last(plan: HarvestPlan, *, before: Harvest | None = None) -> Harvest | None:
    """Return the last run that compared a list of a harvest as it is set up now, ``before`` a run perhaps."""
    runs = Harvest.objects.filter(plan=plan, compared__has_key="at")
    runs = runs.filter(pk__lt=before.pk) if before else runs
    runs = runs.filter(created_at__gte=plan.list_changed_at) if plan.list_changed_at else runs
    return runs.order_by("-pk").first()


def last_lists() -> list[int]:
    """Return the runs whose lists the next comparisons ask: of each harvest the last one that compared."""
    runs = Harvest.objects.filter(plan__isnull=False, compared__has_key="at").order_by("plan")
    return [last for _, last in runs.values("plan").annotate(last=Max("pk")).values_list("plan", "last")]


def _counted(harvest: Harvest, plan: HarvestPlan) -> dict[str, int]:
    """Return how many records each set had when its list was last taken for what it is: held lists that staff did not agree to are not."""
    runs = Harvest.objects.filter(
        plan=plan, pk__lt=harvest.pk, compared__has_key="counts", compared__state__in=(SAME, GONE, AGREED)
    )
    runs = runs.filter(created_at__gte=plan.list_changed_at) if plan.list_changed_at else runs
    last = runs.order_by("-pk").first()
    return last.compared["counts"] if last else {}


def _listed(harvest: Harvest) -> Iterator[str]:
    return _names(harvest, waiting=False)


def _names(harvest: Harvest, *, waiting: bool) -> Iterator[str]:
    """Yield the names on the list, or those that were missing and not withdrawn."""
    rows = HarvestListed.objects.filter(harvest=harvest)
    rows = rows.filter(number=WAITING) if waiting else rows.exclude(number=WAITING)
    for names in rows.order_by("number").values_list("names", flat=True).iterator():
        yield from msgspec.msgpack.decode(unpack(names), type=list[str])


def _is_unlikely(stands: dict[str, Any], harvest: Harvest, plan: HarvestPlan) -> bool:
    """Say whether a list, or that of a single set, is more likely to be cut short, or broken, than so much to be gone; or nobody can be asked."""
    too_many = stands["missing"] > max(FEW, MOST_GONE_SHARE * stands["known"])
    damaged = not stands["listed"] or not stands["sound"] or stands["listed"] < stands["size"]
    return too_many or damaged or _has_lost_a_set(stands, _counted(harvest, plan)) or _is_fed_from_elsewhere(plan)


def _has_lost_a_set(stands: dict[str, Any], before: dict[str, int]) -> bool:
    """Say whether a set is empty that was not, or much smaller than it was: it may bear another name now. One that was never seen with anything
    in it is held once."""
    for name, count in stands.get("counts", {}).items():
        had = before.get(name)
        if (not count and had is None) or (had and (not count or had - count > max(FEW, MOST_GONE_SHARE * had))):
            return True
    return False


def _is_fed_from_elsewhere(plan: HarvestPlan) -> bool:
    """Say whether another server feeds the same source: this one cannot say what that has."""
    return _beside(plan).exclude(address=plan.address).exists()


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
