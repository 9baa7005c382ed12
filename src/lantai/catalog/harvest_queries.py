"""What is set up to be harvested, with its runs; and which files a source has had before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.db.models import F, OuterRef, Subquery

from lantai.core.bib.selection import Selection
from lantai.sources.protocols.polite import shown_address
from lantai.sources.protocols.source import About
from lantai.sources.registry import SOURCES

from .importing import digest_of
from .models import Harvest, HarvestPlan, HarvestRole, HarvestState

__all__ = ["PlanRow", "about", "comparison", "plans", "runs", "shown_address", "was_taken"]

RUNS = 20


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A harvest with its last run; ``address``: as it may be shown, without a key."""

    plan: HarvestPlan
    last: Harvest | None
    address: str


def plans() -> list[PlanRow]:
    """Return all that is set up, by name; two questions to the database."""
    newest = Harvest.objects.filter(plan=OuterRef("pk"), role=HarvestRole.FETCH).order_by("-pk").values("pk")[:1]
    rows = list(HarvestPlan.objects.select_related("source", "selection").annotate(last_run=Subquery(newest)).order_by("name"))
    last = Harvest.objects.select_related("source").in_bulk([row.last_run for row in rows if row.last_run])
    return [PlanRow(row, last.get(row.last_run), shown_address(row.address)) for row in rows]


def about(plan: HarvestPlan) -> About:
    """Return what is known of a harvest's sort of source."""
    return SOURCES[plan.kind].ABOUT


def runs(plan: HarvestPlan) -> Sequence[Harvest]:
    """Return the last runs of a harvest, the newest first."""
    return list(Harvest.objects.filter(plan=plan, role=HarvestRole.FETCH).select_related("source", "plan").order_by("-pk")[:RUNS])


def comparison(runs_: Sequence[Harvest]) -> Harvest | None:
    """Return the last of some runs that compared the server's whole list with what is here; None where none did."""
    return next((run for run in runs_ if "at" in run.compared), None)


def was_taken(path: Path, *, source: str, selection: Selection | None) -> bool:
    """Say whether a source has had this very file, to its end, with the same selection; one of which not a row could be used it has not had."""
    chosen = msgspec.to_builtins(selection or Selection())
    same = Harvest.objects.filter(
        source__name=source, role=HarvestRole.FILE, state=HarvestState.FINISHED, size=path.stat().st_size
    ).exclude(rows_done=F("refused"))
    digests = {digest for digest, kept in same.values_list("digest", "selection") if kept == chosen}
    return bool(digests) and digest_of(path) in digests
