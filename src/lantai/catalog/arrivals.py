"""What becomes of one batch of rows: each is new, changed, same, deleted or refused.

Everything about a batch, its counts included, is one transaction: after kill -9 it is whole or absent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from django.db.models import F, Q

from lantai.core.matching.compare import another_thing
from lantai.core.matching.signs import signs
from lantai.search.document import Document

from . import apply, derive, judging, known
from .known import Version
from .models import Harvest, Instance, Judgement, SourceRecord, Work
from .placing import Placed, Places
from .prepare import Prepared, Refused
from .tables import next_change, reserve

MOST_REUSES = 50
"""Records that one number may stand for; further ones replace the last."""


@dataclass(slots=True)
class Arrived:
    """What a batch did. ``ready``: documents of works that are wholly new; ``touched``: works whose documents must be
    made again."""

    change: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    ready: list[Document] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)


def arrive(outcomes: Sequence[Prepared | Refused], *, harvest: Harvest, now: datetime) -> Arrived:
    """Store a batch and return what it did. Call inside a transaction."""
    arrived = Arrived(change=next_change())
    refused = [o for o in outcomes if isinstance(o, Refused)]
    apply.add_refusals(refused, harvest=harvest)
    arrived.counts["refused"] = len(refused)
    for rows in _without_repeated_keys([o for o in outcomes if isinstance(o, Prepared)]):
        _sort_out(rows, arrived, harvest=harvest, now=now)
    return arrived


def _without_repeated_keys(rows: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """Cut a batch where a key comes again, so that the later row finds the earlier one stored."""
    part: dict[str, Prepared] = {}
    for row in rows:
        if row.key in part:
            yield list(part.values())
            part = {}
        part[row.key] = row
    if part:
        yield list(part.values())


def _sort_out(rows: list[Prepared], arrived: Arrived, *, harvest: Harvest, now: datetime) -> None:
    versions = known.versions(harvest.source_id, [row.key for row in rows])
    new: list[Prepared] = []
    for row in rows:
        arrived.repairs.update(row.repairs)
        if not versions.get(row.key):
            outcome = _first_seen(row, new, harvest=harvest)
        else:
            outcome = _seen_before(row, versions[row.key], new, arrived, harvest=harvest, now=now)
        arrived.counts[outcome] += 1
    _add_new(new, arrived, harvest=harvest, now=now)


def _first_seen(row: Prepared, new: list[Prepared], *, harvest: Harvest) -> str:
    if not row.deleted:
        new.append(row)
        return "new"
    (pk,) = reserve(SourceRecord, 1)
    apply.add_versions([(pk, row, None)], harvest=harvest, withdrawn=harvest)
    return "deleted"


def _seen_before(
    row: Prepared, versions: list[Version], new: list[Prepared], arrived: Arrived, *, harvest: Harvest, now: datetime
) -> str:
    current = versions[-1]
    if row.deleted:
        return _withdrawn(current, arrived, harvest=harvest)
    if current.hash == row.hash:
        return _brought_back(current, arrived) if current.withdrawn else "same"
    if current.digest == harvest.digest and any(v.hash == row.hash for v in versions):
        return "same"  # an earlier version in this very file, which its later one replaced
    if _another_record(row, current, one_file=current.digest == harvest.digest):
        return _under_a_reused_number(row, new, arrived, harvest=harvest, now=now)
    _replace(row, current, arrived, harvest=harvest, now=now)
    return "changed"


def _withdrawn(current: Version, arrived: Arrived, *, harvest: Harvest) -> str:
    if current.withdrawn:
        return "same"
    SourceRecord.objects.filter(pk=current.pk).update(withdrawn=harvest)
    if current.instance:
        arrived.touched |= derive.instances([current.instance], change=arrived.change)
    return "deleted"


def _brought_back(current: Version, arrived: Arrived) -> str:
    SourceRecord.objects.filter(pk=current.pk).update(withdrawn=None)
    if current.instance:
        arrived.touched |= derive.instances([current.instance], change=arrived.change)
    return "changed"


def _another_record(row: Prepared, current: Version, *, one_file: bool) -> bool:
    """Return whether the row is not the known record changed, but another that uses its number."""
    before = signs(known.read_again([current.pk])[current.pk])
    return another_thing(before, row.signs, one_file=one_file)


def _under_a_reused_number(row: Prepared, new: list[Prepared], arrived: Arrived, *, harvest: Harvest, now: datetime) -> str:
    """Give the row the number with a suffix: the same one whenever the same file comes again."""
    for n in range(2, MOST_REUSES):
        variant = msgspec.structs.replace(row, key=f"{row.key}~{n}", repairs=(*row.repairs, "number_reused"))
        waiting = next((w for w in new if w.key == variant.key), None)
        if waiting is not None:
            continue
        versions = known.versions(harvest.source_id, [variant.key]).get(variant.key, [])
        if not versions:
            arrived.repairs["number_reused"] += 1
            new.append(variant)
            return "new"
        if versions[-1].hash == row.hash:
            return _brought_back(versions[-1], arrived) if versions[-1].withdrawn else "same"
        if not _another_record(variant, versions[-1], one_file=versions[-1].digest == harvest.digest):
            _replace(variant, versions[-1], arrived, harvest=harvest, now=now)
            return "changed"
    _replace(variant, versions[-1], arrived, harvest=harvest, now=now)
    return "changed"


def _replace(row: Prepared, current: Version, arrived: Arrived, *, harvest: Harvest, now: datetime) -> None:
    """Store a new version, let the judgements of staff point to it, and find its place again: it may belong elsewhere now."""
    (pk,) = reserve(SourceRecord, 1)
    SourceRecord.objects.filter(pk=current.pk).update(current=False)
    apply.add_versions([(pk, row, current.instance)], harvest=harvest)
    _repoint(current.pk, pk, now=now)
    if current.instance is None:
        SourceRecord.objects.filter(pk=pk).delete()
        _add_new([row], arrived, harvest=harvest, now=now)
        return
    work = Instance.objects.values_list("work_id", flat=True).get(pk=current.instance)
    arrived.touched |= derive.instances([current.instance], change=arrived.change)
    placed = _look_around(row, pk, current.instance, work, harvest=harvest)
    works = {work, placed.work, *placed.merges}
    judging.rejudge(works, now=now)
    arrived.touched |= derive.regroup(works, change=arrived.change, now=now)


def _look_around(row: Prepared, record: int, instance: int, work: int, *, harvest: Harvest) -> Placed:
    """Return how a changed record now compares with all others."""
    places = Places([row], harvest.source_id)
    places.forget(record)
    return places.place(row, record=record, instance=instance, work=work, apart=derive.apart(record))


def _repoint(old: int, new: int, *, now: datetime) -> None:
    """Move what staff decided to the new version; what the rules decided of the old one no longer stands."""
    about = Judgement.objects.filter(Q(left=old) | Q(right=old), undone_at=None)
    about.filter(by=None).update(undone_at=now)
    about.filter(right=old).update(right=new)
    Judgement.objects.filter(left=old, undone_at=None).update(left=F("right"), right=new)


def _add_new(new: list[Prepared], arrived: Arrived, *, harvest: Harvest, now: datetime) -> None:
    if not new:
        return
    places = Places(new, harvest.source_id)
    keys = zip(reserve(SourceRecord, len(new)), reserve(Instance, len(new)), reserve(Work, len(new)), strict=True)
    placed = [places.place(row, record=r, instance=i, work=w) for row, (r, i, w) in zip(new, keys, strict=True)]
    apply.add(placed, harvest=harvest, change=arrived.change, now=now)
    joined = {p.work for p in placed if not p.new_work}
    arrived.touched |= joined
    arrived.touched |= derive.instances({p.instance for p in placed if not p.new_instance}, change=arrived.change)
    for work in joined:
        apply.describe_work(work, change=arrived.change)
    for p in placed:
        if p.merges:
            derive.merge_works({*p.merges, p.work}, into=p.work, change=arrived.change)
            arrived.touched |= {*p.merges, p.work}
    arrived.ready += [msgspec.structs.replace(p.prepared.found, id=p.work) for p in placed if p.new_work and p.work not in joined]
