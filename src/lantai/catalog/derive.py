"""Works and instances made again from what is true: the received records and the judgements about them.

Used after everything but the plain arrival of new records: a changed or withdrawn record, a correction, a judgement of
staff, an undo.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from lantai.core.bib.merge import merge
from lantai.core.bib.pieces import laid_over
from lantai.core.bib.record import Origin

from . import apply, known
from .models import CORRECTIONS, ITEMS, OURS, Instance, Judgement, Level, Moved, SourceRecord, Verdict, Work
from .tables import insert, reserve

Group = frozenset[int]
Judged = tuple[int, int, str, str]


_NOTHING: Mapping[int, bytes] = {}


def instances(pks: Collection[int], *, change: int, at_hand: Mapping[int, bytes] = _NOTHING, anew: bool = False) -> set[int]:
    """Describe instances again from their live records, hide those that have none left, and describe their works again;
    return the works. What staff say alone is none: it is about what somebody has.

    ``at_hand``: records that just came, with their descriptions (see ``known.as_read``). ``anew``: received bytes are read by the readers of today.
    """
    if not pks:
        return set()
    works = set(Instance.objects.filter(pk__in=pks).values_list("work_id", flat=True))
    members = {pk: rows for pk, rows in known.members(pks).items() if any(name not in OURS for _, name, _ in rows)}
    every = [record for rows in members.values() for record, _, _ in rows]
    records = known.read_again(every) if anew else known.as_read(every, at_hand)
    described = []
    for instance, rows in members.items():
        corrections = sum(name == CORRECTIONS for _, name, _ in rows)
        given = [(records[record], Origin(record, name)) for record, name, _ in rows if name != ITEMS]
        received = {pk: records[pk].holdings for pk, name, _ in rows if name != ITEMS}
        pieces = {pk: (records[pk], name) for pk, name, _ in rows if name == ITEMS}
        described.append((instance, *laid_over(merge(given, corrections), received, pieces)))
    apply.describe_instances(described)
    apply.hide_instances(set(pks) - set(members))
    apply.describe_works(works, change=change)
    return works


def merge_works(works: Collection[int], *, into: int, change: int) -> None:
    """Put all instances under ``into``; the other numbers lead there from now on."""
    others = set(works) - {into}
    if not others:
        return
    Instance.objects.filter(work__in=others).update(work=into)
    former = Moved.objects.filter(to__in=others)
    lead_there = set(Moved.objects.filter(to=into).values_list("work_id", flat=True))
    leading = {*former.values_list("work_id", flat=True), *others} - lead_there - {into}
    former.delete()
    insert(Moved, ("work_id", "to_id"), ((work, into) for work in sorted(leading)))
    apply.describe_works([*others, into], change=change)


def regroup(works: Collection[int], *, change: int, now: datetime) -> set[int]:
    """Group the records of ``works`` anew by the judgements that stand; return every work touched.

    A group keeps the number that most of its records had, among equals that of the oldest record. A work that falls apart gives its number up: it leads to a
    choice between its parts.
    """
    inside = SourceRecord.objects.filter(current=True, instance__work__in=works)
    rows = list(inside.order_by("pk").values_list("pk", "instance_id", "instance__work_id"))
    records = [pk for pk, _, _ in rows]
    judged = _standing(records)
    editions = _components(records, judged, joined_by={Level.EDITION}, parted_by={Level.EDITION, Level.WORK})
    groups = _components(records, judged, joined_by={Level.EDITION, Level.WORK}, parted_by={Level.WORK})
    old_instance = {pk: instance for pk, instance, _ in rows}
    old_work = {pk: work for pk, _, work in rows}
    new_work = _works_of(groups, old_work, change=change, now=now)
    new_instance = _instances_of(editions, old_instance, new_work)
    gone_over = [pk for pk in records if new_instance[pk] != old_instance[pk]]
    for pk in gone_over:
        SourceRecord.objects.filter(pk=pk).update(instance=new_instance[pk])
    moved = [pk for pk in records if new_work[pk] != old_work[pk]]
    described = instances({at[pk] for pk in gone_over for at in (old_instance, new_instance)}, change=change)
    left = {at[pk] for pk in moved for at in (old_work, new_work)} - described
    apply.describe_works(left, change=change)
    return described | left | set(works)


def shared(instances: Collection[int]) -> set[int]:
    """Return the works of these instances that have several records, so that there is something to group."""
    works = Instance.objects.filter(pk__in=instances).values("work_id")
    rows = SourceRecord.objects.filter(current=True, instance__work__in=works).values_list("instance__work_id", flat=True)
    return {work for work, records in Counter(rows).items() if records > 1}


def _standing(records: Collection[int]) -> list[Judged]:
    """Return the judgements among ``records``, those of staff first, then the surest."""
    inside = Judgement.objects.filter(left__in=records, right__in=records, undone_at=None).exclude(verdict=Verdict.UNSURE)
    rows = inside.values_list("left_id", "right_id", "level", "verdict", "by_id", "score", "pk")
    ordered = sorted(rows, key=lambda r: (r[4] is None, -r[5], r[6]))
    return [(left, right, level, verdict) for left, right, level, verdict, *_ in ordered]


def _components(
    records: Iterable[int], judged: Collection[Judged], *, joined_by: set[Level], parted_by: set[Level]
) -> list[Group]:
    """Return groups of records joined by "same" at some levels, never joining two that are "different" at others."""
    group: dict[int, set[int]] = {pk: {pk} for pk in records}
    apart = {frozenset((a, b)) for a, b, level, verdict in judged if verdict == Verdict.DIFFERENT and level in parted_by}
    for a, b, level, verdict in judged:
        if verdict != Verdict.SAME or level not in joined_by or group[a] is group[b]:
            continue
        if any(frozenset((x, y)) in apart for x in group[a] for y in group[b]):
            continue
        group[a] |= group[b]
        for member in group[b]:
            group[member] = group[a]
    return list({frozenset(g) for g in group.values()})


def _works_of(groups: list[Group], old: Mapping[int, int], *, change: int, now: datetime) -> dict[int, int]:
    """Return record -> work. A work whose records stay together keeps its number; one that falls apart is given up for
    new ones."""
    spread = defaultdict(set)
    for n, members in enumerate(groups):
        for pk in members:
            spread[old[pk]].add(n)
    found: dict[int, int] = {}
    for n, members in sorted(enumerate(groups), key=lambda g: min(g[1])):
        whole = [work for work in _most_first(members, old) if spread[work] == {n}]
        work = whole[0] if whole else _new_work(change=change, now=now)
        found |= dict.fromkeys(members, work)
    moves = {(old[pk], work) for pk, work in found.items() if old[pk] != work}
    Moved.objects.filter(work__in={work for work, _ in moves} | set(found.values())).delete()
    insert(Moved, ("work_id", "to_id"), sorted(moves))
    return found


def _most_first(members: Group, old: Mapping[int, int]) -> list[int]:
    """Return where the records were, the most frequent first, among equals that of the oldest record: a set has no order to go by."""
    return [place for place, _ in Counter(old[pk] for pk in sorted(members)).most_common()]


def _new_work(*, change: int, now: datetime) -> int:
    return Work.objects.create(title="", kind="", added_at=now, changed=change).pk


def _instances_of(editions: list[Group], old: Mapping[int, int], work: Mapping[int, int]) -> dict[int, int]:
    """Return record -> instance, each under the work of its records; the first group of a former instance keeps its key."""
    taken: set[int] = set()
    found: dict[int, int] = {}
    for members in sorted(editions, key=min):
        former = [i for i in _most_first(members, old) if i not in taken]
        instance = former[0] if former else _new_instance(work[min(members)])
        taken.add(instance)
        Instance.objects.filter(pk=instance).exclude(work=work[min(members)]).update(work=work[min(members)])
        found |= dict.fromkeys(members, instance)
    return found


def _new_instance(work: int) -> int:
    (pk,) = reserve(Instance, 1)
    insert(Instance, ("id", "work_id", "rank", "live", "document"), [(pk, work, 0, False, b"")])
    return pk


def apart(records: Collection[int]) -> dict[int, set[int]]:
    """Return the records that staff judged different from each of these; nothing of those of which they judged none."""
    judged = Judgement.objects.filter(verdict=Verdict.DIFFERENT, undone_at=None, by__isnull=False)
    found = defaultdict[int, set[int]](set)
    for left, right in judged.filter(Q(left__in=records) | Q(right__in=records)).values_list("left_id", "right_id"):
        found[left].add(right)
        found[right].add(left)
    return found
