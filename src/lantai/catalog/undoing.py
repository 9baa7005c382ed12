"""A whole import taken back, and the taking back taken back: nothing is deleted, versions and withdrawals change places.

What an import brought new is withdrawn, what it changed becomes again as it was, what it withdrew comes back. Records of which a newer
version has come since stay as they are. Work is done some records at a time, each time whole; which are done shows in the records
themselves, so that an interrupted undoing goes on. Enter at ``preview`` and ``run``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from lantai.core.bib.record import decode
from lantai.core.formats.protocol import Chunk
from lantai.core.matching.signs import signs

from . import apply, arrivals, derive, judging, known
from .blobs import description, unpack
from .known import profile_of
from .models import BroughtBack, Harvest, HarvestRole, HarvestState, Judgement, SourceRecord, packed
from .prepare import Desk, Prepared, prepare
from .tables import next_change

PIECE = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking an import back would do. ``new``: records to be withdrawn; ``changed``: to become as they were; ``deleted``: to come
    back; ``overtaken``: left alone, for a newer version has come since."""

    new: int
    changed: int
    deleted: int
    overtaken: int

    @property
    def total(self) -> int:
        """Return how many records would be touched."""
        return self.new + self.changed + self.deleted


def preview(harvest: Harvest) -> Preview:
    """Return what taking ``harvest`` back would do now."""
    return Preview(
        _new(harvest).count(), _changed(harvest).count(), _deleted(harvest).count(),
        SourceRecord.objects.filter(harvest=harvest, current=False, instance__isnull=False, withdrawn=None).count(),
    )  # fmt: skip


def is_undone(harvest: Harvest) -> bool:
    """Say whether an import has been taken back, wholly or so far, and the taking back stands."""
    last = harvest.followers.filter(role=HarvestRole.UNDO).order_by("-pk").first()
    return last is not None and not last.followers.filter(role=HarvestRole.UNDO).exists()


def lay_down(harvest: Harvest, *, size: int, by: object, now: datetime) -> Harvest:
    """Return the row that stands for taking ``harvest`` back; of an undoing itself: for bringing back what it took."""
    return Harvest.objects.create(
        source=harvest.source, file_name=harvest.file_name, digest=harvest.digest, path="", size=size, profile=harvest.profile,
        by=by, created_at=now, role=HarvestRole.UNDO, parent=harvest,
    )  # fmt: skip


def run(undo: Harvest, *, now: datetime, stop: Event | None = None) -> bool:
    """Take back what ``undo.parent`` did; return whether it came to its end, False when it was asked to stop."""
    Harvest.objects.filter(pk=undo.pk).update(state=HarvestState.RUNNING, started_at=undo.started_at or now)
    back = undo.parent.role == HarvestRole.UNDO
    steps = _AGAIN if back else _AWAY
    for outcome, rows, move in steps:
        while _step(undo, outcome, rows(undo.parent), move, now=now):
            if stop is not None and stop.is_set():
                return False
    Harvest.objects.filter(pk=undo.pk).update(state=HarvestState.FINISHED, finished_at=now)
    return True


def _step(undo: Harvest, outcome: str, rows: "QuerySet[SourceRecord]", move: "Move", *, now: datetime) -> bool:
    """Do the next records, and count them in the same transaction; return whether there were any."""
    with transaction.atomic():
        change = next_change()
        records = list(rows.order_by("pk")[:PIECE])
        if not records:
            return False
        move(undo, records, change, now)
        apply.count(undo, **{outcome: len(records)})
        Harvest.objects.filter(pk=undo.pk).update(bytes_done=F("rows_done"))
    return True


# ---------------------------------------------------------------- taking an import back


def _of(harvest: Harvest) -> "QuerySet[SourceRecord]":
    """Return the present versions that an import brought and that still count."""
    return SourceRecord.objects.filter(known.live(), harvest=harvest, instance__isnull=False)


def _before() -> "QuerySet[SourceRecord]":
    """Return the earlier versions of a record that another import brought."""
    same = SourceRecord.objects.filter(
        source=OuterRef("source"), key=OuterRef("key"), pk__lt=OuterRef("pk"), instance__isnull=False
    )
    return same.exclude(harvest=OuterRef("harvest"))


def _new(harvest: Harvest) -> "QuerySet[SourceRecord]":
    return _of(harvest).filter(~Exists(_before()))


def _changed(harvest: Harvest) -> "QuerySet[SourceRecord]":
    return _of(harvest).filter(Exists(_before()))


def _deleted(harvest: Harvest) -> "QuerySet[SourceRecord]":
    return SourceRecord.objects.filter(withdrawn=harvest, current=True, instance__isnull=False).exclude(harvest=harvest)


def _withdraw(undo: Harvest, records: "list[SourceRecord]", change: int, now: datetime) -> None:
    SourceRecord.objects.filter(pk__in=[r.pk for r in records]).update(withdrawn=undo)
    derive.instances({r.instance_id for r in records}, change=change)


def _put_back(undo: Harvest, records: "list[SourceRecord]", change: int, now: datetime) -> None:
    for record in records:
        same = SourceRecord.objects.filter(source=record.source_id, key=record.key, pk__lt=record.pk, instance__isnull=False)
        former = same.exclude(harvest=record.harvest_id).aggregate(pk=Max("pk"))["pk"]
        SourceRecord.objects.filter(pk=record.pk).update(current=False, withdrawn=undo)
        _let_stand(former, record, change=change, now=now)


def _bring_back(undo: Harvest, records: "list[SourceRecord]", change: int, now: datetime) -> None:
    SourceRecord.objects.filter(pk__in=[r.pk for r in records]).update(withdrawn=None)
    BroughtBack.objects.bulk_create(BroughtBack(undo=undo, record=r) for r in records)
    derive.instances({r.instance_id for r in records}, change=change)


# ---------------------------------------------------------------- taking that back again


def _taken(undo: Harvest) -> "QuerySet[SourceRecord]":
    return SourceRecord.objects.filter(withdrawn=undo, current=True, instance__isnull=False)


def _put_aside(undo: Harvest) -> "QuerySet[SourceRecord]":
    """Return the versions that an undoing put out of use, where nothing newer has come since."""
    newer = SourceRecord.objects.filter(source=OuterRef("source"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return SourceRecord.objects.filter(~Exists(newer), withdrawn=undo, current=False, instance__isnull=False)


def _given_back(undo: Harvest) -> "QuerySet[SourceRecord]":
    return SourceRecord.objects.filter(
        Q(pk__in=BroughtBack.objects.filter(undo=undo).values("record")), withdrawn=None, current=True
    )


def _take_in(undo: Harvest, records: "list[SourceRecord]", change: int, now: datetime) -> None:
    SourceRecord.objects.filter(pk__in=[r.pk for r in records]).update(withdrawn=None)
    derive.instances({r.instance_id for r in records}, change=change)


def _renew(undo: Harvest, records: "list[SourceRecord]", change: int, now: datetime) -> None:
    for record in records:
        standing = SourceRecord.objects.get(source=record.source_id, key=record.key, current=True)
        SourceRecord.objects.filter(pk=standing.pk).update(current=False)
        SourceRecord.objects.filter(pk=record.pk).update(withdrawn=None)
        _let_stand(record.pk, standing, change=change, now=now)


def _withdraw_again(undo: Harvest, records: "list[SourceRecord]", change: int, now: datetime) -> None:
    SourceRecord.objects.filter(pk__in=[r.pk for r in records]).update(withdrawn=undo.parent.parent)
    derive.instances({r.instance_id for r in records}, change=change)


Move = Callable[[Harvest, "list[SourceRecord]", int, datetime], None]
Step = tuple[str, Callable[[Harvest], "QuerySet[SourceRecord]"], Move]

_AWAY: tuple[Step, ...] = (("deleted", _new, _withdraw), ("changed", _changed, _put_back), ("new", _deleted, _bring_back))
_AGAIN: tuple[Step, ...] = (("new", _taken, _take_in), ("changed", _put_aside, _renew), ("deleted", _given_back, _withdraw_again))
"""What becomes of the records, as an import counts it; which they are; how it is done. Each takes a record off its own list."""


# ---------------------------------------------------------------- one version in place of another


def _let_stand(pk: int, instead: SourceRecord, *, change: int, now: datetime) -> None:
    """Let a version be the present one instead of another, and find its place again where its signs differ."""
    place = instead.instance_id
    SourceRecord.objects.filter(pk=pk).update(current=True, instance=place)
    _repoint(instead.pk, pk, now=now)
    derive.instances([place], change=change)
    row, harvest = _prepared(pk)
    if isinstance(row, Prepared) and row.signs != signs(known.read_again([instead.pk])[instead.pk]):
        ((work, placed),) = arrivals.look_around([(row, pk, place)], harvest=harvest)
        works = {work, placed.work, *placed.merges}
        judging.rejudge(works, now=now)
        derive.regroup(works, change=change, now=now)


def _prepared(pk: int) -> tuple[object, Harvest]:
    record = SourceRecord.objects.select_related("harvest__source").get(pk=pk)
    desk = Desk(profile=profile_of(record.harvest.profile), source=record.harvest.source.name, added=0)
    (row,) = prepare([Chunk(unpack(record.raw), record.position, record.number)], desk)
    return row, record.harvest


def _repoint(old: int, new: int, *, now: datetime) -> None:
    """Move what was decided about one version to another; where that has been decided already, the older decision ends."""
    for judgement in Judgement.objects.filter(Q(left=old) | Q(right=old), undone_at=None):
        other = judgement.right_id if judgement.left_id == old else judgement.left_id
        left, right = sorted((new, other))
        pair = Judgement.objects.filter(left=left, right=right, level=judgement.level, undone_at=None)
        row = Judgement.objects.filter(pk=judgement.pk)
        if left == right or pair.exists():
            row.update(undone_at=now)
        else:
            row.update(left=left, right=right)


def titles(records: Iterable[int], limit: int = 20) -> list[tuple[int, str, str]]:
    """Return (work, title, language) of the editions that some records describe, for people to see which are meant."""
    rows = SourceRecord.objects.filter(pk__in=list(records)[:limit], instance__isnull=False).order_by("pk")
    found = []
    for work, name, language, blob in rows.values_list(
        "instance__work", "instance__work__title", "instance__work__language", packed("instance__")
    ):
        title = decode(description(blob)).title if blob else None
        found.append((work, title.forms[0].value, title.forms[0].lang) if title else (work, name, language))
    return found


def examples(harvest: Harvest, limit: int = 20) -> dict[str, list[tuple[int, str, str]]]:
    """Return some of the records that would be withdrawn, changed and brought back."""
    kinds = {"deleted": _new, "changed": _changed, "new": _deleted}
    return {name: titles(rows(harvest).order_by("pk").values_list("pk", flat=True)[:limit]) for name, rows in kinds.items()}
