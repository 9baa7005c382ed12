"""An edition as staff see it: what every source says beside what is shown, the versions of each record, what was decided about it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lantai.catalog import known
from lantai.catalog import queries as catalog
from lantai.catalog.actions import TIES
from lantai.catalog.models import CORRECTIONS, OURS, Identifier, Instance, Item, Judgement, SourceRecord, Work
from lantai.catalog.queries import OriginRow
from lantai.core.bib import merge
from lantai.core.bib.beside import FIELDS, Row, Value, beside, mark, values
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import BibRecord, Part, Scheme

MOST_JUDGEMENTS = 100
MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One source of the edition. ``place``: 1 for the most trusted; ``is_correction``: what a cataloger says instead of the others."""

    place: int
    origin: OriginRow
    precedence: int
    is_correction: bool
    record: SourceRecord


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that a source gives. ``state``: "shown" (it is what readers see), "also" (they see it from another source), "not"."""

    value: Value
    state: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``shown``: each value that readers see with the place of its source; ``each``: all sources add to it, else it is
    taken whole from the first that has it."""

    name: str
    shown: Sequence[tuple[Value, int]]
    cells: Sequence[Sequence[Cell]]
    each: bool
    emptied: bool


@dataclass(frozen=True, slots=True)
class History:
    """One record and all the versions of it that were received, the newest first."""

    origin: OriginRow
    versions: Sequence[SourceRecord]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """An edition with all that its page shows."""

    instance: Instance
    record: BibRecord
    columns: Sequence[Column]
    fields: Sequence[Field]
    history: Sequence[History]
    judgements: Sequence[Judgement]
    origins: Mapping[int, OriginRow]

    @property
    def received(self) -> Sequence[Column]:
        """Return the sources without the corrections."""
        return [column for column in self.columns if not column.is_correction]

    @property
    def corrected(self) -> Sequence[Column]:
        """Return the corrections that stand."""
        return [column for column in self.columns if column.is_correction]


def record(pk: int) -> RecordPage | None:
    """Return an edition by the number of its instance, None for one that never was."""
    instance = Instance.objects.select_related("work").filter(pk=pk).first()
    if instance is None:
        return None
    members = [row for row in known.members([pk]).get(pk, []) if row[1] == CORRECTIONS or row[1] not in OURS]
    rows = SourceRecord.objects.select_related("source", "harvest__by").in_bulk([record for record, _, _ in members])
    origins = catalog.origins(list(rows))
    columns = [
        Column(n, origins[record], precedence, name == CORRECTIONS, rows[record])
        for n, (record, name, precedence) in enumerate(members, 1)
    ]
    said = known.read_again(list(rows))
    shown = _shown(instance)
    return RecordPage(
        instance=instance,
        record=shown,
        columns=columns,
        fields=_fields(shown, columns, said),
        history=_history(columns),
        judgements=judgements([column.record.pk for column in columns]),
        origins=origins,
    )


def _shown(instance: Instance) -> BibRecord:
    found = catalog.documents([instance.work_id]).get(instance.work_id)
    return next((i.record for i in found.instances if i.number == instance.pk), BibRecord()) if found else BibRecord()


def _fields(shown: BibRecord, columns: Sequence[Column], said: Mapping[int, BibRecord]) -> list[Field]:
    places = {column.record.pk: column.place for column in columns}
    found = []
    for name in (*FIELDS, "summary_languages"):
        here = _winners(shown, name, columns, said, places)
        winning = {(mark(value), place) for value, place in here}
        marks = {m for m, _ in winning}
        cells = [
            [
                Cell(value, "shown" if (mark(value), column.place) in winning else "also" if mark(value) in marks else "not")
                for value in values(said[column.record.pk], name)
            ]
            for column in columns
        ]
        emptied = any(name in said[c.record.pk].nothing for c in columns if c.is_correction)
        if here or emptied or any(cells):
            found.append(Field(name, here, cells, each=name in merge.UNITED, emptied=emptied and not here))
    return found


def _winners(
    shown: BibRecord, name: str, columns: Sequence[Column], said: Mapping[int, BibRecord], places: Mapping[int, int]
) -> list[tuple[Value, int]]:
    """Return the values that are shown, each with the place of the source that gave it."""
    parts = getattr(shown, name)
    if isinstance(parts, tuple) and parts and isinstance(parts[0], Part):
        gave = [places.get(shown.sources[p.src].record, 0) if p.src < len(shown.sources) else 0 for p in parts]
    else:
        first = next((c.place for c in columns if values(said[c.record.pk], name)), 0)
        gave = [first] * len(values(shown, name))
    return list(zip(values(shown, name), gave, strict=True))


def _history(columns: Sequence[Column]) -> list[History]:
    keys = Q(pk__in=[])
    for column in columns:
        keys |= Q(source=column.record.source_id, key=column.record.key)
    found: dict[tuple[int, str], list[SourceRecord]] = defaultdict(list)
    for row in (
        SourceRecord.objects.filter(keys).defer("raw").select_related("source", "harvest__by", "withdrawn").order_by("-pk")
    ):
        found[row.source_id, row.key].append(row)
    return [History(column.origin, found[column.record.source_id, column.record.key]) for column in columns]


def judgements(records: Collection[int]) -> list[Judgement]:
    """Return what stands of what was decided about records, the newest first, people's before the rules'."""
    rows = Judgement.objects.filter(Q(left__in=records) | Q(right__in=records), undone_at=None)
    rows = rows.exclude(reasons__0__0__in=TIES).select_related("by", "left__source", "right__source")
    return sorted(rows.order_by("-at", "-pk")[:MOST_JUDGEMENTS], key=lambda j: j.by_id is None)


@dataclass(frozen=True, slots=True)
class Received:
    """One received version: how it differs from the one before. ``instance``: the edition that it describes, or described."""

    row: SourceRecord
    origin: OriginRow
    before: OriginRow | None
    changes: Sequence[Row]
    instance: int | None


def received(pk: int) -> Received | None:
    """Return a received version of a record, whether it counts today or not."""
    row = SourceRecord.objects.select_related("source", "harvest__by", "withdrawn").filter(pk=pk).first()
    if row is None:
        return None
    earlier = SourceRecord.objects.filter(source=row.source_id, key=row.key, pk__lt=pk).order_by("-pk").first()
    wanted = [pk, *([earlier.pk] if earlier else [])]
    origins, said = catalog.origins(wanted), known.read_again(wanted)
    changes = [r for r in beside(said[earlier.pk], said[pk]) if r.state != "same"] if earlier else []
    return Received(row, origins[pk], origins.get(earlier.pk) if earlier else None, changes, row.instance_id)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edition that another may be grouped with: its first record stands for it."""

    record: SourceRecord
    description: BibRecord
    origin: OriginRow
    rows: Sequence[Row]


def candidates(page: RecordPage, words: str) -> list[Candidate]:
    """Return the editions that a person may mean by a work's number or address, an identifier or a barcode, each beside this one."""
    instances = [pk for pk in _meant(words) if pk != page.instance.pk][:MOST_FOUND]
    first = {
        pk: rows[0][0] for pk, all_rows in known.members(instances).items() if (rows := [r for r in all_rows if r[1] not in OURS])
    }
    rows, origins = SourceRecord.objects.select_related("source").in_bulk(first.values()), catalog.origins(list(first.values()))
    said = known.read_again(list(first.values()))
    return [
        Candidate(rows[r], said[r], origins[r], [row for row in beside(page.record, said[r]) if row.field != "verbatim"])
        for r in (first[pk] for pk in instances if pk in first)
    ]


def _meant(words: str) -> list[int]:
    text = words.strip().rstrip("/")
    number = text.rpartition("/works/")[2].partition("/")[0] if "/works/" in text else text
    found: dict[int, None] = {}
    if number.isascii() and number.isdecimal() and len(number) < 10:
        live = Instance.objects.filter(work=int(number), live=True, work__state=Work.State.LIVE).order_by("rank", "pk")
        found.update(dict.fromkeys(live.values_list("pk", flat=True)[:MOST_FOUND]))
    numbers = {text, *(identify(scheme, text).value for scheme in (Scheme.ISBN, Scheme.ISSN, Scheme.DOI))}
    found.update(dict.fromkeys(Identifier.objects.filter(value__in=numbers).values_list("instance_id", flat=True)[:MOST_FOUND]))
    items: Any = Item.objects.filter(barcode=text).exclude(barcode="")
    found.update(dict.fromkeys(items.values_list("holding__instance_id", flat=True)[:MOST_FOUND]))
    return list(found)
