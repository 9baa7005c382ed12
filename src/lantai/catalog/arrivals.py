"""What becomes of one batch of rows: each is new, changed, same, deleted, refused, or skipped because the library does not want it.

Everything about a batch, its counts included, is one transaction: after kill -9 it is whole or absent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from django.db.models import Q

from lantai.core.matching.compare import another_thing
from lantai.core.matching.seen import Signs
from lantai.search.document import Document

from . import apply, derive, judging, known
from .known import Version
from .models import Harvest, Instance, Judgement, SourceRecord, Work
from .placing import Placed, Places
from .prepare import Outcome, Prepared, Refused, Skipped
from .tables import next_change, reserve, update

MOST_REUSES = 50
"""Records that one number may stand for; further ones replace the last."""

Moving = tuple[Prepared, int, int]
"""A changed record, its key, and its instance."""

Newer = tuple[Prepared, int, int, bool]
"""A changed record, the key of the version before, its instance, and whether what it is compared by has changed: it may belong elsewhere now."""


@dataclass(slots=True)
class Arrived:
    """What a batch did. ``ready``: documents of works that are wholly new; ``touched``: works whose documents must be
    made again. ``stale``: instances to be described again, and ``newer``: versions that take the place of others, until ``_settle``."""

    change: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    skips: Counter[str] = field(default_factory=Counter)
    ready: list[Document] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)
    newer: list[Newer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of the keys of a batch. ``variants``: what stands under "key~2" and so on, of those that came with other bytes.

    ``signs``: of the versions that other bytes came for, by their keys.
    """

    versions: Mapping[str, list[Version]]
    variants: Mapping[str, list[Version]]
    signs: Mapping[int, Signs]


def arrive(outcomes: Sequence[Outcome], *, harvest: Harvest, now: datetime) -> Arrived:
    """Store a batch and return what it did. Call inside a transaction."""
    arrived = Arrived(change=next_change())
    refused = [o for o in outcomes if isinstance(o, Refused)]
    apply.add_refusals(refused, harvest=harvest)
    arrived.counts["refused"] = len(refused)
    arrived.skips.update(o.why for o in outcomes if isinstance(o, Skipped))
    arrived.counts["skipped"] = arrived.skips.total()
    for rows in _without_repeated_keys([o for o in outcomes if isinstance(o, Prepared)]):
        _sort_out(rows, arrived, harvest=harvest, now=now)
    return arrived


def _without_repeated_keys(rows: Iterable[Prepared]) -> list[list[Prepared]]:
    """Part a batch so that a row whose key came before finds the earlier one stored: the first of each key, the second, and so on."""
    seen: Counter[str] = Counter()
    parts: list[list[Prepared]] = []
    for row in rows:
        if seen[row.key] == len(parts):
            parts.append([])
        parts[seen[row.key]].append(row)
        seen[row.key] += 1
    return parts


def _sort_out(rows: list[Prepared], arrived: Arrived, *, harvest: Harvest, now: datetime) -> None:
    earlier = _earlier(rows, harvest.source_id)
    new: list[Prepared] = []
    for row in rows:
        arrived.repairs.update(row.repairs)
        if not earlier.versions.get(row.key):
            outcome = _first_seen(row, new, harvest=harvest)
        else:
            outcome = _seen_before(row, earlier, new, arrived, harvest=harvest)
        arrived.counts[outcome] += 1
    _settle(arrived, harvest=harvest, now=now)
    _add_new(new, arrived, harvest=harvest, now=now)


def _earlier(rows: Sequence[Prepared], source: int) -> Earlier:
    versions = known.versions(source, [row.key for row in rows])
    others = {row.key: found[-1] for row in rows if (found := versions.get(row.key)) and found[-1].hash != row.hash}
    second = known.versions(source, [f"{key}~2" for key in others])
    variants = known.versions(source, [name for key in others if second.get(f"{key}~2") for name in _variants(key)])
    compared = known.signs_of([v.pk for v in (*others.values(), *(found[-1] for found in variants.values()))])
    return Earlier(versions, variants, compared)


def _variants(key: str) -> list[str]:
    return [f"{key}~{n}" for n in range(2, MOST_REUSES)]


def _first_seen(row: Prepared, new: list[Prepared], *, harvest: Harvest) -> str:
    if not row.deleted:
        new.append(row)
        return "new"
    (pk,) = reserve(SourceRecord, 1)
    apply.add_versions([(pk, row, None)], harvest=harvest, withdrawn=harvest)
    return "deleted"


def _seen_before(row: Prepared, earlier: Earlier, new: list[Prepared], arrived: Arrived, *, harvest: Harvest) -> str:
    versions = earlier.versions[row.key]
    current = versions[-1]
    if row.deleted:
        return _withdrawn(_meant(row, current, earlier, harvest=harvest), arrived, harvest=harvest)
    if current.instance is None:  # nothing but its deletion was known
        SourceRecord.objects.filter(pk=current.pk).update(current=False)
        new.append(row)
        return "new"
    if current.hash == row.hash:
        return _brought_back(current, arrived) if current.withdrawn else "same"
    if current.harvest != harvest.pk and current.digest == harvest.digest and any(v.hash == row.hash for v in versions):
        return "same"  # an earlier version in this very file, read before, which its later one replaced
    before = earlier.signs[current.pk]
    if not row.named and another_thing(before, row.signs, one_file=current.digest == harvest.digest):
        return _under_a_reused_number(row, earlier, new, arrived, harvest=harvest)
    _replace(row, current, before, arrived)
    return "changed"


def _meant(row: Prepared, current: Version, earlier: Earlier, *, harvest: Harvest) -> Version:
    """Return which record a deletion means where one number stands for several: that of the very same bytes, else the first."""
    if current.hash == row.hash or not harvest.profile.get("deletions"):
        return current
    variants = (earlier.variants.get(name) for name in _variants(row.key))
    return next((found[-1] for found in variants if found and found[-1].hash == row.hash), current)


def _withdrawn(current: Version, arrived: Arrived, *, harvest: Harvest) -> str:
    if current.withdrawn:
        return "same"
    SourceRecord.objects.filter(pk=current.pk).update(withdrawn=harvest)
    if current.instance:
        arrived.stale.add(current.instance)
    return "deleted"


def _brought_back(current: Version, arrived: Arrived) -> str:
    SourceRecord.objects.filter(pk=current.pk).update(withdrawn=None)
    if current.instance:
        arrived.stale.add(current.instance)
    return "changed"


def _under_a_reused_number(row: Prepared, earlier: Earlier, new: list[Prepared], arrived: Arrived, *, harvest: Harvest) -> str:
    """Give the row the number with a suffix: the same one whenever the same file comes again."""
    names = _variants(row.key)
    known_ones = earlier.variants
    waiting = {w.key for w in new}
    for name in names:
        variant = msgspec.structs.replace(row, key=name, repairs=(*row.repairs, "number_reused"))
        if name in waiting:
            continue
        if not known_ones.get(name):
            arrived.repairs["number_reused"] += 1
            new.append(variant)
            return "new"
        current = known_ones[name][-1]
        if current.hash == row.hash:
            return _brought_back(current, arrived) if current.withdrawn else "same"
        before = earlier.signs[current.pk]
        if name == names[-1] or not another_thing(before, row.signs, one_file=current.digest == harvest.digest):
            break
    _replace(variant, current, before, arrived)
    return "changed"


def _replace(row: Prepared, current: Version, before: Signs, arrived: Arrived) -> None:
    """Take a new version in the place of another: ``_settle`` stores it, and lets what was decided point to it."""
    if current.instance is None:
        raise ValueError(f"record {current.pk} describes nothing that a new version could take over")
    arrived.newer.append((row, current.pk, current.instance, before != row.signs))
    arrived.stale.add(current.instance)


def _settle(arrived: Arrived, *, harvest: Harvest, now: datetime) -> None:
    """Store new versions, and describe again what has changed, each instance once; then, where anything by which records are matched has changed, find their
    places again. What one moves, the next one meets: after that they are looked at one by one, and soon more together again."""
    at_hand, left = _store_newer(arrived.newer, harvest=harvest)
    arrived.touched |= derive.instances(arrived.stale, change=arrived.change, at_hand=at_hand)
    together = len(left)
    while left:
        few = left[:together]
        moved = _first_to_move(few, arrived, harvest=harvest, now=now)
        left, together = (left[together:], 2 * together) if moved is None else (left[moved + 1 :], 1)
    arrived.stale, arrived.newer = set(), []


def _store_newer(newer: Sequence[Newer], *, harvest: Harvest) -> tuple[dict[int, bytes], list[Moving]]:
    """Store versions in the place of others, and let what was decided point to them; return their packed bytes by key, and which may belong elsewhere."""
    keys = reserve(SourceRecord, len(newer))
    replaced = {before: pk for pk, (_, before, _, _) in zip(keys, newer, strict=True)}
    for piece in known.in_pieces(replaced):
        SourceRecord.objects.filter(pk__in=piece).update(current=False)
    stored = [(pk, row, instance) for pk, (row, _, instance, _) in zip(keys, newer, strict=True)]
    apply.add_versions(stored, harvest=harvest)
    _repoint(replaced)
    moving = [(row, pk, instance) for (pk, row, instance), (*_, moves) in zip(stored, newer, strict=True) if moves]
    return {pk: row.raw for pk, row, _ in stored}, moving


def _first_to_move(moving: Sequence[Moving], arrived: Arrived, *, harvest: Harvest, now: datetime) -> int | None:
    """Group anew around the first of ``moving`` that may now belong elsewhere, or that others are grouped with; return which it was."""
    shared = derive.shared([instance for _, _, instance in moving])
    for n, (work, placed) in enumerate(look_around(moving, harvest=harvest)):
        works = {work, placed.work, *placed.merges}
        if works != {work} or work in shared:
            judging.rejudge(works, now=now)
            arrived.touched |= derive.regroup(works, change=arrived.change, now=now)
            return n
    return None


def look_around(moving: Sequence[Moving], *, harvest: Harvest) -> Iterator[tuple[int, Placed]]:
    """Yield the work of each changed record, and how the record now compares with all others; one question a table for all."""
    places = Places([row for row, _, _ in moving], harvest.source_id)
    works = dict(Instance.objects.filter(pk__in=[instance for _, _, instance in moving]).values_list("pk", "work_id"))
    apart = derive.apart([record for _, record, _ in moving])
    for row, record, instance in moving:
        work = works[instance]
        yield work, places.again(row, record=record, instance=instance, work=work, apart=apart.get(record, ()))


def _repoint(replaced: Mapping[int, int]) -> None:
    """Move what was decided about records to their new versions; the rules look at it again where it matters."""
    if not replaced:
        return
    about = Judgement.objects.filter(Q(left__in=replaced) | Q(right__in=replaced), undone_at=None)
    pairs = {pk: (replaced.get(a, a), replaced.get(b, b)) for pk, a, b in about.values_list("pk", "left_id", "right_id")}
    update(Judgement, ("left_id", "right_id"), ((min(pair), max(pair), pk) for pk, pair in pairs.items()))


def _add_new(new: list[Prepared], arrived: Arrived, *, harvest: Harvest, now: datetime) -> None:
    if not new:
        return
    places = Places(new, harvest.source_id)
    keys = zip(reserve(SourceRecord, len(new)), reserve(Instance, len(new)), reserve(Work, len(new)), strict=True)
    placed = [places.place(row, record=r, instance=i, work=w) for row, (r, i, w) in zip(new, keys, strict=True)]
    apply.add(placed, harvest=harvest, change=arrived.change, now=now)
    joined = {p.work for p in placed if not p.new_work}
    arrived.touched |= joined
    joining = [p for p in placed if not p.new_instance]
    at_hand = {p.record: p.prepared.raw for p in joining}
    described = derive.instances({p.instance for p in joining}, change=arrived.change, at_hand=at_hand)
    apply.describe_works(joined - described, change=arrived.change)
    arrived.touched |= described
    for p in placed:
        if p.merges:
            derive.merge_works({*p.merges, p.work}, into=p.work, change=arrived.change)
            arrived.touched |= {*p.merges, p.work}
    arrived.ready += [msgspec.structs.replace(p.prepared.found, id=p.work) for p in placed if p.new_work and p.work not in joined]


def arrive_own(row: Prepared, *, harvest: Harvest, now: datetime) -> Arrived:
    """Store one description of the library's own: new, the same, or a new version of the one that has its number, however much of it
    has changed: whoever wrote it knows what it describes. Call inside a transaction."""
    arrived = Arrived(change=next_change())
    versions = known.versions(harvest.source_id, [row.key]).get(row.key)
    if not versions or versions[-1].instance is None:
        _add_new([row], arrived, harvest=harvest, now=now)
        arrived.counts["new"] = 1
    elif versions[-1].hash == row.hash:
        arrived.counts[_brought_back(versions[-1], arrived) if versions[-1].withdrawn else "same"] = 1
    else:
        before = known.signs_of([versions[-1].pk])[versions[-1].pk]
        _replace(row, versions[-1], before, arrived)
        arrived.counts["changed"] = 1
    _settle(arrived, harvest=harvest, now=now)
    return arrived
