"""How the library is as a machine: index, worker, jobs, backup, disk. For the desk's page; ``lantai check`` says more."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

import lantai
from lantai.catalog import index
from lantai.infra import backup, jobs, worker
from lantai.infra.models import Job, JobState
from lantai.search.protocol import SearchError

BACKUP_LATE = timedelta(hours=36)
LEAST_FREE = 2_000_000_000
"""Bytes: a rebuild of the index writes a second one beside the first."""

MOST_FAILED = 50


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that was given up. ``error``: the last line of what it said."""

    pk: int
    name: str
    at: datetime | None
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How things stand. ``works``: that can be found, None where the index cannot be asked; ``lag``: changed since. ``since``: since when
    the worker that has lived longest lives, None without any. ``ailing``: periodic tasks that failed the last time, with what they said. ``backup``: the
    last one."""

    works: int | None
    lag: int
    since: datetime | None
    waiting: int
    oldest_s: float
    failed: Sequence[Failed]
    failed_count: int
    ailing: Sequence[tuple[str, str]]
    backup: backup.Made | None
    is_backup_late: bool
    nightly: bool
    free: int
    size: int
    version: str

    @property
    def is_disk_low(self) -> bool:
        """Say whether there is too little room."""
        return self.free < LEAST_FREE


def state(*, now: datetime) -> State:
    """Return how things stand."""
    queue = jobs.queue(now=now)
    alive = worker.living(now=now)
    made = backup.last(Path(settings.DATA))
    disk = shutil.disk_usage(settings.DATA)
    return State(
        works=_works(), lag=index.lag(), since=alive[0].started_at if alive else None,
        waiting=queue.by_state["waiting"] + queue.by_state["running"], oldest_s=queue.oldest_s,
        failed=_failed(), failed_count=queue.by_state["failed"], ailing=sorted(queue.ailing.items()),
        backup=made, is_backup_late=made is None or now - made.begun > BACKUP_LATE, nightly=settings.BACKUP_TO is not None,
        free=disk.free, size=disk.total, version=lantai.__version__,
    )  # fmt: skip


def _works() -> int | None:
    try:
        current = index.generations().current()
        return current.count() if current else None
    except SearchError:
        return None


def _failed() -> list[Failed]:
    rows = Job.objects.filter(state=JobState.FAILED).order_by("-finished_at")[:MOST_FAILED]
    return [Failed(row.pk, row.name, row.finished_at, (row.error.strip().splitlines() or [""])[-1][:300]) for row in rows]
