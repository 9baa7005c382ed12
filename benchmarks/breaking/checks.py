"""What must hold after every fault, after every file, and when all has come to rest."""

import time
from collections.abc import Callable, Iterator

from .library import Library

PATIENCE_S = 600.0
"""How long everything may take to come to rest after the last fault: seconds on a machine of its own, minutes where a worker, which gives way to all
else, is one of fifteen."""


def has_ended(library: Library) -> bool:
    """Say whether every file laid down so far has been imported."""
    from lantai.catalog.models import Harvest, HarvestState

    return library.ask(lambda: not Harvest.objects.exclude(state=HarvestState.FINISHED).exists()) is True


def does_not_add_up(library: Library) -> list[str]:
    """Return what is wrong at this moment: outcomes that are not the rows, records that no row brought."""
    from django.db import transaction
    from django.db.models import F, Sum

    from lantai.catalog.models import Harvest, Refusal, SourceRecord

    def look() -> list[str]:
        with transaction.atomic():
            wrong = Harvest.objects.exclude(rows_done=F("new") + F("changed") + F("same") + F("deleted") + F("refused")).count()
            sums = Harvest.objects.aggregate(new=Sum("new"), refused=Sum("refused"))
            stored, refused = SourceRecord.objects.count(), Refusal.objects.count()
        said = [f"{wrong} imports whose outcomes are not their rows"] if wrong else []
        if (stored, refused) != (sums["new"], sums["refused"]):
            said.append(f"{sums} counted, {stored} stored and {refused} refused")
        return said

    found = library.ask(look)
    return found if isinstance(found, list) else []


def of_files(library: Library) -> Iterator[str]:
    """Yield what is wrong with the files that have been imported to their end: rows in = rows new + refused."""
    from lantai.catalog.models import Harvest, HarvestState

    rows = library.ask(lambda: list(Harvest.objects.filter(state=HarvestState.FINISHED)))
    bad = (library.records + 99) // 100
    for harvest in rows if isinstance(rows, list) else []:
        if (harvest.rows_done, harvest.new, harvest.refused) != (library.records, library.records - bad, bad):
            yield f"{harvest.file_name}: {harvest.rows_done} rows, {harvest.new} new, {harvest.refused} refused"


def at_rest(library: Library) -> Iterator[str]:
    """Wait until everything has come to rest, and yield what is wrong then: every work there once, and found."""
    from lantai.catalog import index
    from lantai.catalog.models import SourceRecord, Work
    from lantai.infra.models import Job, JobState

    def rests() -> bool:
        jobs = Job.objects.exclude(state=JobState.DONE).count()
        return (
            has_ended(library)
            and not jobs
            and not index.lag()
            and current() == Work.objects.filter(state=Work.State.LIVE).count()
        )

    def current() -> int:
        from lantai.search.protocol import SearchError

        try:
            engine = index.generations().current()
        except SearchError:
            return -1
        return engine.count() if engine else -1

    came = wait_until(lambda: library.ask(rests) is True, "", patience_s=PATIENCE_S)
    wanted = library.files * (library.records - (library.records + 99) // 100)
    stored, works, found = SourceRecord.objects.count(), Work.objects.filter(state=Work.State.LIVE).count(), current()
    if not came:
        failed = list(Job.objects.exclude(state=JobState.DONE).values_list("name", "state", "error"))
        yield f"not at rest after {PATIENCE_S:.0f} s: {failed}, {index.lag()} works behind, {found} of {works} found"
    yield from of_files(library)
    if not stored == works == found == wanted:
        yield f"{wanted} records came, {stored} are stored, {works} works made of them, {found} found"


def wait_until(happens: Callable[[], bool], otherwise: str, *, patience_s: float = 60.0) -> bool:
    """Wait for something; False, or the end with ``otherwise`` said, when it does not happen."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if happens():
            return True
        time.sleep(0.3)
    if otherwise:
        raise SystemExit(otherwise)
    return False
