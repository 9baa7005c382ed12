"""What the desk's pages show; nothing here takes a request, and nothing writes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from lantai.catalog import queries as catalog
from lantai.catalog.known import correction_key
from lantai.catalog.models import CORRECTIONS, Harvest, HarvestState, Judgement, SourceRecord, Verdict
from lantai.catalog.queries import OriginRow
from lantai.core.bib.record import BibRecord, Kind, Text
from lantai.core.bib.words import words

OUTCOMES = ("new", "changed", "same", "deleted", "refused")
LEAST_FOR_RATE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows came to one end; ``x`` and ``width`` of its part of the bar in percent."""

    name: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an import and where it stands: "done", "now" or "waits"."""

    name: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One import as its page shows it. ``share``: of the file's bytes read, 0..1; ``left``: about how long it will still take."""

    harvest: Harvest
    share: float
    outcomes: Sequence[Outcome]
    kept: int
    rate: int
    left: timedelta | None
    steps: Sequence[Step]
    repairs: Sequence[tuple[str, int]]

    @property
    def is_live(self) -> bool:
        """Say whether the page will look different in a moment."""
        return self.harvest.state in (HarvestState.WAITING, HarvestState.RUNNING)

    @property
    def percent(self) -> int:
        """Return how much of the file is read, in whole percent, 100 only at the end."""
        return 100 if self.harvest.state == HarvestState.FINISHED else min(99, int(self.share * 100))

    @property
    def agrees(self) -> bool:
        """Say whether rows in are rows kept and rows refused together."""
        return self.harvest.rows_in == self.kept + self.harvest.refused


def run(pk: int, *, now: datetime) -> Run | None:
    """Return an import, None when there is none of that number."""
    harvest = catalog.harvests().filter(pk=pk).first()
    if harvest is None:
        return None
    finished = harvest.state == HarvestState.FINISHED
    share = 1.0 if finished else harvest.bytes_done / harvest.size if harvest.size else 0.0
    took = (harvest.finished_at or now) - harvest.started_at if harvest.started_at else timedelta()
    running = harvest.state == HarvestState.RUNNING
    return Run(
        harvest=harvest,
        share=share,
        outcomes=_outcomes(harvest, share),
        kept=harvest.new + harvest.changed + harvest.same + harvest.deleted,
        rate=int(harvest.rows_done / took.total_seconds()) if took >= LEAST_FOR_RATE else 0,
        left=took * ((1 - share) / share) if running and share > 0.02 and took >= LEAST_FOR_RATE else None,
        steps=_steps(harvest),
        repairs=sorted(harvest.repairs.items(), key=lambda pair: -pair[1]),
    )


def _outcomes(harvest: Harvest, share: float) -> list[Outcome]:
    found, x = [], 0.0
    for name in OUTCOMES:
        count = getattr(harvest, name)
        width = 100 * share * count / harvest.rows_done if harvest.rows_done else 0.0
        found.append(Outcome(name, count, round(x, 3), round(width, 3)))
        x += width
    return found


def _steps(harvest: Harvest) -> list[Step]:
    """Return the steps: every batch goes through all of them, so the middle ones run together."""
    middle = {HarvestState.WAITING: "waits", HarvestState.FINISHED: "done"}.get(harvest.state, "now")
    return [Step("receive", "done"), Step("read", middle), Step("match", middle), Step("index", middle)]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records side by side, each with where it came from."""

    judgement: Judgement
    left: BibRecord
    right: BibRecord
    left_origin: OriginRow
    right_origin: OriginRow


def pairs(judgements: Collection[Judgement]) -> list[PairRow]:
    """Return what a person must see to decide these."""
    return [
        PairRow(p.judgement, p.left, p.right, p.origins[p.judgement.left_id], p.origins[p.judgement.right_id])
        for p in catalog.pairs(judgements)
    ]


def decided(limit: int = 20) -> list[PairRow]:
    """Return what people decided last and may take back."""
    rows = Judgement.objects.filter(by__isnull=False, undone_at=None).exclude(verdict=Verdict.UNSURE)
    last = rows.exclude(reasons__0__0="correction").select_related("by").order_by("-at", "-pk")[:limit]
    return pairs(list(last))


def with_deletions() -> QuerySet[Harvest]:
    """Return the imports that withdrew records which are still withdrawn, and the corrections taken back, the newest first."""
    rows = Harvest.objects.select_related("source").order_by("-created_at", "-pk")
    return rows.annotate(withdrawn_count=Count("withdrawals")).filter(withdrawn_count__gt=0)


def withdrawn(harvest: int, limit: int = 50) -> QuerySet[SourceRecord]:
    """Return some of the records that an import withdrew."""
    return SourceRecord.objects.filter(Q(withdrawn=harvest)).select_related("source", "instance__work").order_by("pk")[:limit]


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a source gives: its words in all their scripts, its place there, the record."""

    words: tuple[Text, ...]
    at: str
    origin: OriginRow


@dataclass(frozen=True, slots=True)
class Correcting:
    """An edition to be corrected. ``shown``: its description as readers see it; ``former``: what the standing correction of
    this record says; ``standing``: all corrections of the edition."""

    record: SourceRecord
    shown: BibRecord
    former: BibRecord
    standing: Sequence[SourceRecord]
    descriptions: dict[int, BibRecord]
    origins: dict[int, OriginRow]

    def said(self, field: str, limit: int = 40) -> list[Said]:
        """Return what each source says of a field of the record, also where a correction is shown instead."""
        return [
            Said((Text(str(part)),) if isinstance(part, str) else tuple(words(part)), getattr(part, "at", ""), self.origins[pk])
            for pk, description in self.descriptions.items()
            if self.origins[pk].source != CORRECTIONS
            for part in _parts(description, field)
        ][:limit]


def _parts(record: BibRecord, field: str) -> tuple[Any, ...]:
    if field == "kind":
        return () if record.kind is Kind.OTHER else (record.kind,)
    parts: tuple[Any, ...] = getattr(record, field)
    return parts


def correcting(pk: int) -> Correcting | None:
    """Return the edition that a received record describes, None where there is none that could be corrected."""
    rows = SourceRecord.objects.select_related("source", "instance").exclude(source__name=CORRECTIONS)
    record = rows.filter(pk=pk, instance__live=True).first()
    work = record and record.instance and catalog.documents([record.instance.work_id]).get(record.instance.work_id)
    if record is None or not work:
        return None
    shown = next(instance.record for instance in work.instances if instance.number == record.instance_id)
    descriptions = catalog.descriptions(record.instance_id)
    standing = list(catalog.corrections(record.instance_id))
    key = correction_key(record.source.name, record.key)
    former = next((descriptions[each.pk] for each in standing if each.key == key), BibRecord())
    return Correcting(record, shown, former, standing, descriptions, catalog.origins(descriptions))
