"""Jobs of the catalog: imports laid down by staff, and the index that follows the works.

What they need is imported when they run: web processes, which only know the jobs' names, stay small.
"""

import contextlib

from django.utils import timezone

from lantai.infra import jobs
from lantai.infra.jobs import every, job

MEANING_S = 5.0
"""For how long at a time a worker makes vectors; half of its time at the most."""

HARVEST_S = 10.0
"""For how long at a time a worker walks through an outside source before other jobs, and the index, have their turn."""

SUGGESTING_S = 3.0
"""The same of suggestions; a third of its time."""


@job("catalog.import")
def run_import(harvest: int) -> None:
    """Read an import's file, or the rows it takes up again, from where it stopped. What stopped it (a locked database, a full disk) may
    pass: it is tried again; a file that cannot be read is not, and one that was paused or ended waits for staff."""
    from . import importing
    from .models import Harvest, HarvestState

    found = Harvest.objects.get(pk=harvest)
    if found.state in (HarvestState.PAUSED, HarvestState.ENDED):
        return
    try:
        after = importing.run(found, now=timezone.now, stop=jobs.stop)
    except importing.ImportFailed:
        found.refresh_from_db()
        if found.state == HarvestState.STOPPED:
            raise
        return
    if after.state == HarvestState.STOPPED:
        raise jobs.Interrupted


@job("catalog.harvest")
def run_harvest(harvest: int) -> None:
    """Walk on through an outside source for some seconds, then give way: a source is asked politely, and so it takes hours. What a source
    does wrong is told on its page; a database that is locked is tried again."""
    import time

    from lantai.sources.protocols.polite import SourceError

    from . import harvest_actions, importing
    from .models import Harvest, HarvestState

    found = Harvest.objects.select_related("plan", "source").get(pk=harvest)
    if found.state not in (HarvestState.WAITING, HarvestState.RUNNING, HarvestState.STOPPED):
        return
    try:
        after = importing.run(found, now=timezone.now, stop=jobs.stop, until=time.monotonic() + HARVEST_S, processes=0)
    except importing.ImportFailed as problem:
        found.refresh_from_db()
        if found.state == HarvestState.STOPPED and not isinstance(problem.__cause__, SourceError):
            raise
        return
    if after.state == HarvestState.STOPPED:
        raise jobs.Interrupted
    if after.state in (HarvestState.RUNNING, HarvestState.WAITING):
        harvest_actions.enqueue(after, wait_s=importing.wait_of(after))


@every(60)
def begin_harvests() -> None:
    """Begin the harvests that are due, and take up those that nobody runs any more."""
    from . import harvest_actions

    now = timezone.now()
    harvest_actions.begin_due(now=now)
    harvest_actions.mind(now=now)


@every(3_600)
def forget_pages() -> None:
    """Forget harvested pages that are no longer needed."""
    from . import harvest_actions

    harvest_actions.sweep(now=timezone.now())


@job("catalog.bulk")
def run_bulk(run: int) -> None:
    """Do what is left of a change of many."""
    from . import bulk
    from .models import BulkRun

    found = BulkRun.objects.select_related("by").filter(pk=run).first()
    if found is not None and not bulk.run(found, now=timezone.now, stop=jobs.stop):
        raise jobs.Interrupted


@job("catalog.undo")
def run_undo(harvest: int) -> None:
    """Take an import back, or an undoing, some records at a time; from where it stopped."""
    from . import undoing
    from .models import Harvest, HarvestState

    found = Harvest.objects.get(pk=harvest)
    if found.state != HarvestState.FINISHED and not undoing.run(found, now=timezone.now(), stop=jobs.stop):
        raise jobs.Interrupted


@every(60)
def note_changes() -> None:
    """Note when changes came that the process which made them could not note."""
    from . import change_times

    change_times.note()


@every(1)
def follow_works() -> None:
    """Bring the index up to date, unless another process is at it."""
    from lantai.search.protocol import WriterBusy

    from . import index

    try:
        index.refresh()
    except WriterBusy:
        return


@every(10)
def follow_suggestions() -> None:
    """Bring what is suggested while typing up to date for some seconds, unless another process is at it."""
    from lantai.search.protocol import WriterBusy

    from . import suggestions

    with contextlib.suppress(WriterBusy):
        suggestions.follow(budget_s=SUGGESTING_S)


@job("catalog.open_data")
def make_open_data() -> None:
    """Write the files that hold the whole library, if they are still due."""
    from . import locks, open_data

    now = timezone.now()
    if open_data.is_due(now=now, hour=timezone.localtime(now).hour):
        with contextlib.suppress(locks.Busy):
            if open_data.make(now=now, stopped=jobs.stop.is_set) is None:
                raise jobs.Interrupted


@every(600)
def open_data_when_due() -> None:
    """Have the files of the whole library made at night, where it says under which license."""
    from lantai.infra.models import Job, JobState

    from . import open_data

    now = timezone.now()
    waiting = Job.objects.filter(name="catalog.open_data", state__in=(JobState.WAITING, JobState.RUNNING))
    if open_data.is_due(now=now, hour=timezone.localtime(now).hour) and not waiting.exists():
        jobs.enqueue("catalog.open_data")


@job("catalog.train")
def train(training: int) -> None:
    """Make the tables of translations in a process of its own, whose memory goes with it. It takes minutes: meanwhile the index is kept up to
    date, and other jobs are run."""
    from lantai.infra.worker import own_name, run_next_job
    from lantai.vocab.models import Training

    from . import training_process

    def meanwhile() -> None:
        follow_works()
        run_next_job(own_name(), without=("catalog.train",))

    found = Training.objects.filter(pk=training).first()
    if found is not None and found.is_under_way and not training_process.run(found, stop=jobs.stop, meanwhile=meanwhile):
        raise jobs.Interrupted


@every(60)
def train_when_due() -> None:
    """Have the tables trained where there are none or they cannot be read, once imports have settled, and at night when works changed."""
    from lantai.vocab import actions

    from . import training_due

    now = timezone.now()
    if training_due.is_due(now=now, hour=timezone.localtime(now).hour):
        actions.begin_training(by=None, now=now)


@every(10)
def follow_meaning() -> None:
    """Bring the vectors of works up to date for some seconds, where an embedder is chosen, unless another process is at it."""
    from django.conf import settings

    if settings.EMBEDDER is None:
        return
    from lantai.search.protocol import WriterBusy

    from . import meaning

    with contextlib.suppress(WriterBusy):
        meaning.follow(budget_s=MEANING_S)


@every(60)
def follow_papers() -> None:
    """Bring the store of papers up to date, unless another process is at it, or an import runs and it is not old."""
    from .papers import due

    now = timezone.now()
    if due.is_due(now=now):
        from . import locks
        from .papers import building

        with contextlib.suppress(locks.Busy):
            building.follow(now=now)
