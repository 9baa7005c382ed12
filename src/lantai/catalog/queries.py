"""What others read of the catalog: works by number, who says what, what is on the shelf, what became of a file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from django.db.models import Q, QuerySet, Sum

from lantai.core.bib.record import BibRecord, Origin, decode
from lantai.core.bib.work import InstanceDocument, WorkDocument
from lantai.infra.worded import worded

from . import known
from .blobs import description, unpack
from .models import (
    CORRECTIONS,
    OURS,
    OWN,
    Harvest,
    Instance,
    Item,
    Judgement,
    Moved,
    Refusal,
    SourceRecord,
    Verdict,
    Work,
)

T = TypeVar("T")

MOST_NUMBERED = 20
"""Works that one number is looked up for, where the engine cannot be asked."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Where a source record came from, for pages. ``position``: byte offset or row; ``number``: which record of the file."""

    record: int
    source: str
    source_title: str
    key: str
    harvest: int
    file_name: str
    format: str
    encoding: str
    number: int
    position: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A live work with all that its page needs. ``origins``: by key of SourceRecord, for every ``Origin`` in the records."""

    document: WorkDocument
    origins: dict[int, OriginRow]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class MovedTo:
    """A number that leads elsewhere: to one work after a merge, to a choice after a split."""

    works: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A work that is no longer there; what is still known of it."""

    number: int
    title: str
    language: str


def documents(works: Collection[int]) -> dict[int, WorkDocument]:
    """Return the live ones of ``works``, each instance with its record and its sources; two questions to the database."""
    found: dict[int, list[tuple[int, BibRecord]]] = defaultdict(list)
    for work, pk, blob in _packed(works):
        found[work].append((pk, decode(description(blob))))
    sources = _sources([pk for instances in found.values() for pk, r in instances if not r.sources])
    return {work: _document(work, instances, sources) for work, instances in found.items()}


def told(works: Collection[int], read: Callable[[bytes], T]) -> dict[int, list[T]]:
    """Return what the editions of the live ones of ``works`` say, the one shown first standing first, without their sources; one question.

    ``read``: what makes of a BibRecord as JSON as much as is needed.
    """
    found: dict[int, list[T]] = defaultdict(list)
    for work, _, blob in _packed(works):
        found[work].append(read(description(blob)))
    return found


@worded
def _packed(works: Collection[int]) -> QuerySet[Instance, tuple[int, int, bytes]]:
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("rank", "pk")
    return rows.packed().values_list("work_id", "pk", "packed")


def _sources(instances: Collection[int]) -> dict[int, tuple[Origin, ...]]:
    """Return the origins of instances that one record describes alone: only merged ones carry theirs."""
    return {instance: (Origin(pk, name),) for instance, pk, name in _records(instances)}


@worded
def _records(instances: Collection[int]) -> QuerySet[SourceRecord, tuple[int, int, str]]:
    rows = SourceRecord.objects.filter(known.live(), instance__in=instances)
    return rows.values_list("instance_id", "pk", "source__name")


def _document(work: int, instances: list[tuple[int, BibRecord]], sources: dict[int, tuple[Origin, ...]]) -> WorkDocument:
    described = (
        InstanceDocument(number=pk, record=r if r.sources else msgspec.structs.replace(r, sources=sources.get(pk, ())))
        for pk, r in instances
    )
    return WorkDocument(number=work, instances=tuple(described))


def editions(instances: Collection[int]) -> dict[int, BibRecord]:
    """Return the descriptions of instances, each alone; one question to the database."""
    rows = Instance.objects.filter(pk__in=instances).packed().values_list("pk", "packed")
    return {pk: decode(description(blob)) for pk, blob in rows if blob}


def find_work(number: int) -> WorkPage | MovedTo | Gone | None:
    """Return what a public number leads to; None only for one that never was."""
    work = next(iter(_numbered(number)), None)
    if work is None:
        return None
    if work.state == Work.State.LIVE:
        found = documents([number]).get(number)
        if found is not None:
            return _page(work, found)
    targets = Moved.objects.filter(work=number).order_by("to").values_list("to_id", "to__title")
    return MovedTo(tuple(targets)) if targets else Gone(number, work.title, work.language)


def now_at(works: Collection[int]) -> dict[int, list[int]]:
    """Return where works that moved are now: work -> the live works that it leads to."""
    found: dict[int, list[int]] = {}
    moved = set(Work.objects.filter(pk__in=works).exclude(state=Work.State.LIVE).values_list("pk", flat=True))
    live = Work.objects.filter(state=Work.State.LIVE)
    for work in works:
        if work not in moved:
            found[work] = [work]
            continue
        ends, seen = [work], {work}
        for _step in range(10):
            onward = [to for to in Moved.objects.filter(work__in=ends).values_list("to_id", flat=True) if to not in seen]
            if not onward:
                break
            ends, seen = onward, seen | set(onward)
        found[work] = list(live.filter(pk__in=ends).values_list("pk", flat=True))
    return found


def led_here(works: Collection[int]) -> dict[int, set[int]]:
    """Return by which numbers works are or were known: of those that were merged into them, or split into them and others, also in several steps."""
    found = {work: {work} for work in works}
    ends: dict[int, set[int]] = {work: {work} for work in works}
    for _step in range(10):
        earlier: dict[int, set[int]] = defaultdict(set)
        for moved, to in Moved.objects.filter(to__in=ends).values_list("work_id", "to_id"):
            earlier[moved] |= ends[to] - {work for work in ends[to] if moved in found[work]}
        ends = {moved: into for moved, into in earlier.items() if into}
        if not ends:
            break
        for moved, into in ends.items():
            for work in into:
                found[work].add(moved)
    return found


@worded
def _numbered(number: int) -> QuerySet[Work]:
    return Work.objects.filter(pk=number)


def _page(work: Work, document: WorkDocument) -> WorkPage:
    why = _why([i.number for i in document.instances])
    return WorkPage(
        document=msgspec.structs.replace(document, why=tuple(why.get(i.number, "") for i in document.instances)),
        origins=origins([o.record for i in document.instances for o in i.record.sources]),
        added_at=work.added_at,
    )


def _why(instances: Collection[int]) -> dict[int, str]:
    """Return, for each instance but the first, the code of the reason for which it stands with the others."""
    if len(instances) < 2:
        return {}
    records = dict(SourceRecord.objects.filter(known.live(), instance__in=instances).values_list("pk", "instance_id"))
    judged = Judgement.objects.filter(left__in=records, right__in=records, verdict=Verdict.SAME, undone_at=None).order_by("pk")
    found: dict[int, str] = {}
    for left, right, reasons, by in judged.values_list("left_id", "right_id", "reasons", "by_id"):
        if records[left] != records[right]:
            found.setdefault(records[right], "staff" if by else reasons[0][0])
    return found


def origins(records: Collection[int]) -> dict[int, OriginRow]:
    """Return where source records came from."""
    return {
        pk: OriginRow(pk, *named, profile.get("format", ""), profile.get("encoding", ""), number, position, at)
        for pk, *named, profile, number, position, at in _origins(records)
    }


@worded
def _origins(records: Collection[int]) -> QuerySet[SourceRecord, tuple[Any, ...]]:
    return SourceRecord.objects.filter(pk__in=records).values_list(
        "pk", "source__name", "source__title", "key", "harvest_id", "harvest__file_name", "harvest__profile",
        "number", "position", "harvest__started_at",
    )  # fmt: skip


def descriptions(instance: int) -> dict[int, BibRecord]:
    """Return what each live record of an instance says by itself, in the order in which they came."""
    return known.read_again(
        list(SourceRecord.objects.filter(known.live(), instance=instance).order_by("pk").values_list("pk", flat=True))
    )


def corrections(instance: int) -> QuerySet[SourceRecord]:
    """Return the corrections that stand on an instance, the newest first, with who made them."""
    rows = SourceRecord.objects.filter(known.live(), instance=instance, source__name=CORRECTIONS)
    return rows.select_related("harvest__by").order_by("-pk")


def raw_record(pk: int) -> bytes | None:
    """Return the bytes of a source record exactly as received."""
    blob = SourceRecord.objects.filter(pk=pk).values_list("raw", flat=True).first()
    return None if blob is None else unpack(blob)


def newest(limit: int = 10) -> list[int]:
    """Return the numbers of the works that came in last."""
    return list(Work.objects.filter(state=Work.State.LIVE).order_by("-pk").values_list("pk", flat=True)[:limit])


def every_work(piece: int = 500) -> Iterator[dict[int, WorkDocument]]:
    """Yield all live works in the order of their numbers, some at a time."""
    last = 0
    while page := list(
        Work.objects.filter(state=Work.State.LIVE, pk__gt=last).order_by("pk").values_list("pk", flat=True)[:piece]
    ):
        yield documents(page)
        last = page[-1]


def harvests() -> QuerySet[Harvest]:
    """Return imports of files, the newest first; corrections are harvests too, but came in no file."""
    return Harvest.objects.exclude(source__name__in=(*OURS, OWN)).select_related("source", "by").order_by("-created_at", "-pk")


def refusals(harvest: int) -> QuerySet[Refusal]:
    """Return the refused rows of an import in the order of the file."""
    return Refusal.objects.filter(harvest=harvest).order_by("number", "pk")


def refused_bytes(refusal: Refusal) -> bytes:
    """Return a refused row exactly as received."""
    return unpack(refusal.raw)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may describe one edition, for staff to decide. ``left``, ``right``: their descriptions as they
    now stand."""

    judgement: Judgement
    left: BibRecord
    right: BibRecord
    origins: dict[int, OriginRow]


def unsure_pairs() -> QuerySet[Judgement]:
    """Return the pairs that wait for a person, the oldest first."""
    return Judgement.objects.filter(verdict=Verdict.UNSURE, undone_at=None).order_by("pk")


def pairs(judgements: Collection[Judgement]) -> list[Pair]:
    """Return what staff need to see to decide ``judgements``."""
    records = {pk for j in judgements for pk in (j.left_id, j.right_id)}
    read = known.read_again(list(records))
    where = origins(records)
    return [Pair(j, read[j.left_id], read[j.right_id], {pk: where[pk] for pk in (j.left_id, j.right_id)}) for j in judgements]


def tally() -> Counter[str]:
    """Return how many works, instances, items, sources and unsure pairs there are, for the start page and ``lantai check``."""
    return Counter(
        works=Work.objects.filter(state=Work.State.LIVE).count(),
        instances=Instance.objects.filter(live=True).count(),
        items=Item.objects.count(),
        records=SourceRecord.objects.filter(known.live()).count(),
        unsure=unsure_pairs().count(),
    )


def rows_imported() -> dict[str, int]:
    """Return how many rows all imports have read, by outcome."""
    outcomes = ("new", "changed", "same", "deleted", "refused")
    found = Harvest.objects.aggregate(**{f"of_{name}": Sum(name) for name in outcomes})
    return {name: found[f"of_{name}"] or 0 for name in outcomes}


def works_numbered(identifiers: Collection[str]) -> list[int]:
    """Return the live works that have one of these identifiers ("scheme:value"), a few at the most; asked where no engine can be."""
    found = Instance.objects.filter(_of_instance(identifiers), live=True, work__state=Work.State.LIVE)
    return list(found.order_by("work").values_list("work", flat=True).distinct()[:MOST_NUMBERED])


def _of_instance(identifiers: Collection[str]) -> Q:
    wanted = Q(pk=None)
    for scheme, _, value in (text.partition(":") for text in identifiers):
        wanted |= Q(identifiers__scheme=scheme, identifiers__value=value)
    return wanted
