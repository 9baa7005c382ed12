"""One import as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lantai.catalog import queries as catalog
from lantai.catalog import undoing
from lantai.catalog.models import CORRECTIONS, Harvest, HarvestRole, HarvestState, Refusal, Source

HALTED = (HarvestState.STOPPED, HarvestState.PAUSED, HarvestState.FAILED)
UNDER_WAY = (HarvestState.WAITING, HarvestState.RUNNING)
NARROWINGS: dict[str, Q] = {
    "running": Q(state__in=UNDER_WAY),
    "halted": Q(state__in=HALTED),
    "refused": Q(pk__in=Refusal.objects.filter(retried=None).values("harvest")),
    "finished": Q(state__in=(HarvestState.FINISHED, HarvestState.ENDED)),
}
"""What the list of imports can be narrowed to."""

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
    to_read: int
    retries: Sequence[Harvest]
    undoings: Sequence[Harvest]
    is_undone: bool

    @property
    def is_live(self) -> bool:
        """Say whether the page will look different in a moment."""
        return self.harvest.state in (HarvestState.WAITING, HarvestState.RUNNING)

    @property
    def percent(self) -> int:
        """Return how much of the file is read, in whole percent, 100 only at the end."""
        return 100 if self.harvest.state == HarvestState.FINISHED else min(99, int(self.share * 100))

    @property
    def is_halted(self) -> bool:
        """Say whether it can go on."""
        return self.harvest.state in HALTED

    @property
    def is_undoing(self) -> bool:
        """Say whether this takes an import back, or an undoing."""
        return self.harvest.role == HarvestRole.UNDO

    @property
    def can_be_undone(self) -> bool:
        """Say whether the import, or this undoing, can be taken back now."""
        kind = self.harvest.role == HarvestRole.UNDO and self.harvest.parent.role == HarvestRole.UNDO
        return not (self.is_live or self.is_undone or kind) and self.harvest.rows_done > self.harvest.refused

    @property
    def to_retry(self) -> bool:
        """Say whether refused rows wait to be taken up again."""
        return not self.is_live and self.harvest.refusals.filter(retried=None).exists()

    @property
    def agrees(self) -> bool:
        """Say whether rows in are rows kept and rows refused together."""
        return self.harvest.rows_in == self.kept + self.harvest.refused + self.harvest.skipped

    @property
    def has_size(self) -> bool:
        """Say whether it is known how much there is; a source that is walked through may not tell."""
        return self.harvest.role != HarvestRole.FETCH or self.harvest.size > 0

    @property
    def skips(self) -> Sequence[tuple[str, int]]:
        """Return why rows were passed over, and how many, the most frequent first."""
        return sorted(self.harvest.skips.items(), key=lambda pair: -pair[1])


def narrowed(chosen: Mapping[str, str]) -> QuerySet[Harvest]:
    """Return imports narrowed by ``state`` (see NARROWINGS) and ``source``; what makes no sense narrows nothing."""
    rows = catalog.harvests()
    if chosen.get("state") in NARROWINGS:
        rows = rows.filter(NARROWINGS[chosen["state"]])
    if chosen.get("source"):
        rows = rows.filter(source__name=chosen["source"][:80])
    return rows


def sources() -> list[tuple[str, str]]:
    """Return the sources that files came from: name and title."""
    return list(
        Source.objects.exclude(name=CORRECTIONS)
        .filter(harvests__isnull=False)
        .distinct()
        .order_by("title")
        .values_list("name", "title")
    )


def run(pk: int, *, now: datetime) -> Run | None:
    """Return an import, None when there is none of that number."""
    harvest = catalog.harvests().filter(pk=pk).first()
    if harvest is None:
        return None
    finished = harvest.state == HarvestState.FINISHED
    unknown = 1.0 if harvest.role == HarvestRole.FETCH else 0.0
    share = 1.0 if finished else min(1.0, harvest.bytes_done / harvest.size) if harvest.size else unknown
    took = (harvest.finished_at or now) - harvest.started_at if harvest.started_at else timedelta()
    running = harvest.state == HarvestState.RUNNING
    followers = list(harvest.followers.order_by("pk"))
    return Run(
        harvest=harvest,
        share=share,
        outcomes=_outcomes(harvest, share),
        kept=harvest.new + harvest.changed + harvest.same + harvest.deleted,
        rate=int(harvest.rows_done / took.total_seconds()) if took >= LEAST_FOR_RATE else 0,
        left=took * ((1 - share) / share) if running and share > 0.02 and took >= LEAST_FOR_RATE else None,
        steps=_steps(harvest),
        repairs=sorted(harvest.repairs.items(), key=lambda pair: -pair[1]),
        to_read=max(0, round(harvest.rows_done * (1 - share) / share, -2)) if running and share > 0.02 else 0,
        retries=[each for each in followers if each.role == HarvestRole.RETRY],
        undoings=[each for each in followers if each.role == HarvestRole.UNDO],
        is_undone=undoing.is_undone(harvest),
    )


def _outcomes(harvest: Harvest, share: float) -> list[Outcome]:
    found, x = [], 0.0
    for name in (*OUTCOMES, "skipped") if harvest.selection or harvest.skipped else OUTCOMES:
        count = getattr(harvest, name)
        width = 100 * share * count / harvest.rows_done if harvest.rows_done else 0.0
        found.append(Outcome(name, count, round(x, 3), round(width, 3)))
        x += width
    return found


def _steps(harvest: Harvest) -> list[Step]:
    """Return the steps: every batch goes through all of them, so the middle ones run together."""
    if harvest.role == HarvestRole.UNDO:
        return []
    middle = {
        HarvestState.WAITING: "waits",
        HarvestState.FINISHED: "done",
        HarvestState.ENDED: "ended",
        HarvestState.RUNNING: "now",
    }.get(harvest.state, "halted")
    return [Step("receive", "done"), Step("read", middle), Step("match", middle), Step("index", middle)]


def retried(refusals: Sequence[Refusal]) -> dict[int, str]:
    """Return what became of refused rows that were taken up again: "waits", "in", or refused "again"."""
    taken = {row.retried_id for row in refusals if row.retried_id}
    states = dict(Harvest.objects.filter(pk__in=taken).values_list("pk", "state"))
    still = set(Refusal.objects.filter(harvest__in=taken).values_list("harvest", "number"))
    return {
        row.pk: "again"
        if (row.retried_id, row.number) in still
        else "in"
        if states[row.retried_id] == HarvestState.FINISHED
        else "waits"
        for row in refusals
        if row.retried_id
    }
