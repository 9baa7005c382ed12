"""Numbers that a source gave up for others (OpenAlex's merged_ids): what stood under the old one is of the work under the new one.

A number that leads back to itself, at once or over others, is refused: there is nothing that could stand in its place.

The old record is withdrawn, reversibly; its work's public number leads to the other's. Where the new number is not known here, the old record is
withdrawn as a deletion: its source describes it no longer.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from lantai.sources.protocols.polite import SourceError

from . import apply, derive, known
from .actions import tell
from .models import Harvest, HarvestState, Judgement, Level, Source, SourceRecord, Verdict
from .tables import next_change

PIECE = 500
REASON = "given_up"
NOTED = 5


def take(pairs: Iterable[tuple[int, str, str]], *, source: Source, name: str, now: datetime) -> Harvest:
    """Take a list of numbers given up in: line, old, new. Return the run with its counts: changed (leads to the new one), deleted, same (not here),
    refused (leads back to itself; the run's notes name the first). Where the list cannot be read to its end, what came before is kept, the run failed, and its
    SourceError goes on."""
    run = Harvest.objects.create(
        source=source, file_name=name[:255], digest="", created_at=now, started_at=now, state=HarvestState.RUNNING,
    )  # fmt: skip
    rows, led = iter(pairs), dict[str, str]()
    try:
        while piece := list(islice(rows, PIECE)):
            with transaction.atomic():
                apply.count(run, **_take(piece, run, led, now=now))
    except SourceError as problem:
        Harvest.objects.filter(pk=run.pk).update(state=HarvestState.FAILED, finished_at=now, error=str(problem), notes=run.notes)
        raise
    Harvest.objects.filter(pk=run.pk).update(state=HarvestState.FINISHED, finished_at=now, notes=run.notes)
    run.refresh_from_db()
    return run


def _take(piece: list[tuple[int, str, str]], run: Harvest, led: dict[str, str], *, now: datetime) -> Counter[str]:
    change = next_change()
    wanted = {number for _, *both in piece for number in both if number}
    live = SourceRecord.objects.filter(known.live(), source=run.source_id, key__in=wanted, instance__isnull=False)
    here = dict(live.values_list("key", "pk"))
    counts: Counter[str] = Counter()
    gone: set[int] = set()
    works: set[int] = set()
    for line, old, new in piece:
        if old not in here or here[old] in gone:
            counts["same"] += 1
            continue
        if _leads_back(old, new, led):
            counts["refused"] += 1
            if len(run.notes) < NOTED:
                run.notes.append(f"line {line}: {old} → {new}: leads back to itself; it is kept")
            continue
        led[old] = new
        gone.add(here[old])
        if new in here and new != old:
            _tie(here[old], here[new], f"{old} → {new}", now=now)
            works |= {here[old], here[new]}
            counts["changed"] += 1
        else:
            counts["deleted"] += 1
    regrouped = set(SourceRecord.objects.filter(pk__in=works).values_list("instance__work_id", flat=True))
    touched = derive.regroup(regrouped, change=change, now=now) if regrouped else set()
    SourceRecord.objects.filter(pk__in=gone).update(withdrawn=run)
    stale = set(SourceRecord.objects.filter(pk__in=gone).values_list("instance_id", flat=True))
    tell(touched | derive.instances(stale, change=change))
    return counts


def _leads_back(old: str, new: str, led: dict[str, str]) -> bool:
    """Tell whether ``new`` is ``old``, or was given up for it before; ``led`` never goes round."""
    while new != old and new in led:
        new = led[new]
    return new == old


def _tie(old: int, new: int, why: str, *, now: datetime) -> None:
    """Note that two records are of one edition, on their source's word; what staff decided about them stays."""
    left, right = sorted((old, new))
    standing = Judgement.objects.filter(left=left, right=right, undone_at=None)
    if standing.exclude(by=None).exists():
        return
    standing.update(undone_at=now)
    Judgement.objects.create(
        left_id=left, right_id=right, level=Level.EDITION, verdict=Verdict.SAME, score=1.0, reasons=[[REASON, why]], at=now
    )
