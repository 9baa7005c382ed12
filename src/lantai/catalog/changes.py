"""Works in the order in which they changed, a page at a time: what harvesters and sitemaps read. Every question reads a bounded piece."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber

from lantai.core.bib.record import decode
from lantai.core.bib.work import InstanceDocument, WorkDocument

from . import change_times, kept_texts, known
from .blobs import description
from .families import families
from .models import OURS, Identifier, Instance, Source, SourceRecord, Work

MOST_EDITIONS = 50
"""Editions of one work that its description for others is made of."""

START = (0, 0)

Place = tuple[int, int]
"""Change and number of a work: where it stands in the order of changes."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A work as it stands among the changes. ``at``: when others could see its last change; ``live``: it is there, else merged, divided
    or withdrawn; ``left``: it is there, but no longer in the part that is asked for."""

    number: int
    change: int
    at: datetime
    live: bool
    kind: str
    language: str
    left: bool = False

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return self.change, self.number


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which works: of one kind, language or source, or in one part of a family (its name and the part's value); all where nothing is said.
    ``through``: none that changed later; ``numbered``: of which an edition has an identifier of this scheme, or of which something was deposited here;
    ``with_left``: those too that were in the family's part and are not any more."""

    kind: str = ""
    language: str = ""
    source: int = 0
    through: int = 0
    family: tuple[str, str] | None = None
    numbered: str = ""
    with_left: bool = False


def page(after: Place, part: Part, limit: int) -> list[Changed]:
    """Return the works that stand after a place, in the order of their changes."""
    works = of(part)
    change, number = after
    found = _read(works.filter(changed=change, pk__gt=number).order_by("pk"), limit)
    if len(found) < limit:
        found += _read(works.filter(changed__gt=change).order_by("changed", "pk"), limit - len(found))
    return _with_left(found, part)


def _with_left(found: list[Changed], part: Part) -> list[Changed]:
    """Mark the works that are there, and in the part that is asked for no longer."""
    if not (part.with_left and part.family):
        return found
    name, value = part.family
    once = set(families()[name].left(value)).intersection(work.number for work in found if work.live)
    still = {work for work, values in families()[name].parts_of(once).items() if value in values}
    return [replace(work, left=True) if work.number in once - still else work for work in found]


def count(after: int, part: Part) -> int:
    """Return how many works changed after a change."""
    return of(part).filter(changed__gt=after).count()


def one(number: int) -> Changed | None:
    """Return how a work stands; None for one that never was, or is too new to be told of."""
    return next(iter(_read(of(Part()).filter(pk=number), 1)), None)


def of(part: Part) -> QuerySet[Work]:
    """Return the works of a part whose last change has a time."""
    last = change_times.last_noted()
    works = Work.objects.filter(changed__lte=min(part.through or last, last))
    if part.kind:
        works = works.filter(kind=part.kind)
    if part.language:
        works = works.filter(language=part.language)
    if part.source:  # what went is told to whoever harvests any source: nothing says any more whose it was
        here = SourceRecord.objects.filter(known.live(), source=part.source, instance__work=OuterRef("pk"))
        works = works.filter(~Q(state=Work.State.LIVE) | Exists(here))
    if part.family:
        name, value = part.family
        there = Q(pk__in=_among(families()[name].members(value)))
        left = Q(pk__in=_among(families()[name].left(value))) if part.with_left else Q(pk__in=[])
        works = works.filter(~Q(state=Work.State.LIVE) | there | left)
    if part.numbered:
        bearing = Identifier.objects.filter(scheme=part.numbered, instance__work=OuterRef("pk"), instance__live=True)
        ours = Q(pk__in=_among(own)) if (own := kept_texts.deposited()) else Q()
        works = works.filter(~Q(state=Work.State.LIVE) | Exists(bearing) | ours)
    return works


def _among(works: Collection[int]) -> RawSQL:
    """Return the question for numbers that are given in one piece, however many: no database takes so many one by one."""
    given = msgspec.json.encode(list(works)).decode()
    if connection.vendor == "postgresql":
        return RawSQL("SELECT jsonb_array_elements_text(%s::jsonb)::bigint", [given])
    return RawSQL("SELECT value FROM json_each(%s)", [given])


def _read(works: QuerySet[Work], limit: int) -> list[Changed]:
    rows = works.annotate(at=change_times.of_change("changed"))
    names = ("pk", "changed", "at", "state", "kind", "language")
    return [
        Changed(pk, change, at, state == Work.State.LIVE, *rest)
        for pk, change, at, state, *rest in rows.values_list(*names)[:limit]
    ]


def spans(size: int) -> Iterator[tuple[int, datetime]]:
    """Yield each span of ``size`` numbers that has live works, and when one of them last changed; spans count from 0."""
    last = Work.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for span in range(last // size + 1):
        change = _between(span * size, (span + 1) * size).aggregate(last=Max("changed"))["last"]
        if change is not None and (at := change_times.at(change)):
            yield span, at


def numbered(first: int, end: int, piece: int = 2_000) -> Iterator[list[Changed]]:
    """Yield the live works whose numbers lie in a span, its end not included, in their order, some at a time."""
    while rows := _read(_between(first, end).order_by("pk"), piece):
        yield rows
        first = rows[-1].number + 1


def _between(first: int, end: int) -> QuerySet[Work]:
    return of(Part()).filter(pk__gte=first, pk__lt=end, state=Work.State.LIVE)


def described(works: Collection[int]) -> dict[int, WorkDocument]:
    """Return the first editions of those works that are live; one question to the database."""
    found: dict[int, list[InstanceDocument]] = defaultdict(list)
    place = Window(RowNumber(), partition_by="work", order_by=("rank", "pk"))
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).annotate(place=place)
    few = rows.filter(place__lte=MOST_EDITIONS).order_by("work_id", "rank", "pk")
    for work, number, blob in few.packed().values_list("work_id", "pk", "packed"):
        found[work].append(InstanceDocument(number=number, record=decode(description(blob))))
    return {work: WorkDocument(number=work, instances=tuple(instances)) for work, instances in found.items()}


def sources_of(works: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the keys of the sources that describe each work."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    records = SourceRecord.objects.filter(known.live(), instance__work__in=works).exclude(source__name__in=OURS)
    for work, source in records.order_by("pk").values_list("instance__work_id", "source_id"):
        found[work][source] = None
    return {work: tuple(sources) for work, sources in found.items()}


def sources() -> dict[int, tuple[str, str]]:
    """Return the name and the title of each source that describes works, by key."""
    rows = Source.objects.exclude(name__in=OURS).order_by("name")
    return {pk: (name, title) for pk, name, title in rows.values_list("pk", "name", "title")}


def kinds_and_languages() -> tuple[list[str], list[str]]:
    """Return which kinds and languages works have."""
    return _distinct("kind"), _distinct("language")


def _distinct(column: str) -> list[str]:
    return sorted(filter(None, Work.objects.order_by().values_list(column, flat=True).distinct()))


def through_all(part: Part, piece: int = 1_000) -> Iterator[list[Changed]]:
    """Yield every work of a part in the order of changes, some at a time."""
    place = START
    while rows := page(place, part, piece):
        yield rows
        place = rows[-1].place
