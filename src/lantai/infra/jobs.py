"""Work for later: kept in a table, run at least once, taken up again when the worker that held it died.

Areas write ``@job("catalog.refresh_index")`` and ``@every(5)`` in their tasks.py; actions call ``enqueue`` inside their own
transaction. The loop that runs them is worker.py; why this is ours: docs/decisions/0003-jobs-table.md.
"""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from .models import Job, JobState, Turn

LEASE = timedelta(seconds=30)
"""How long a silent worker keeps a job; a living one renews its lease three times in that time."""

ATTEMPTS = 5
"""How often a job is tried where its kind does not say."""

DIED = "The worker died during each attempt (out of memory, killed, or a crash)."

KEPT = timedelta(days=14)
"""How long finished jobs can be looked at."""


stop = threading.Event()
"""Set when this worker is to end: a long job looks at it now and then."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: what it runs, and how often it is tried before it counts as failed."""

    name: str
    run: Callable[..., object]
    attempts: int


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something to be done again and again; ``seconds`` from one beginning to the next."""

    name: str
    run: Callable[[], object]
    seconds: float


class Interrupted(Exception):
    """A long job raises this when ``stop`` was set half-way, in a state from which it goes on where it left off."""


class UnknownJob(LookupError):
    """No installed area has a job of that name."""


kinds: dict[str, Kind] = {}
periodics: dict[str, Periodic] = {}


def job(name: str, *, attempts: int = ATTEMPTS) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Decorate a function as the job ``name`` ("area.verb"); its parameters are the payload's keys, it must be idempotent."""

    def register(run: Callable[..., object]) -> Callable[..., object]:
        kinds[name] = Kind(name, run, attempts)
        return run

    return register


def every(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Decorate a function to be run every so many seconds by one worker; it must be short, and idempotent."""

    def register(run: Callable[[], object]) -> Callable[[], object]:
        name = f"{run.__module__.removeprefix('lantai.')}.{run.__name__}"
        periodics[name] = Periodic(name, run, seconds)
        return run

    return register


def enqueue(name: str, /, **payload: Any) -> Job:
    """Ask for job ``name`` to be run as soon as the current transaction commits; the payload must be plain JSON values."""
    now = timezone.now()
    return Job.objects.create(name=name, payload=payload, due_at=now, made_at=now)


def take(worker: str, *, now: datetime, without: Collection[str] = ()) -> Job | None:
    """Take the oldest due job for ``worker``: one that waits, or one whose lease has ended; None when there is none. ``without``: names of
    jobs that are left to others.

    Two workers may pick the same row; the update that repeats what was read lets one of them have it. A job whose worker
    died at every attempt is not taken again: it may be what kills them.
    """
    due = Q(state=JobState.WAITING, due_at__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    while found := Job.objects.filter(due).exclude(name__in=without).order_by("due_at", "id").first():
        if found.state == JobState.RUNNING and found.attempts >= attempts_of(found.name):
            fail(found, error=f"{DIED} {found.error}".strip(), now=now)
            continue
        same = Job.objects.filter(pk=found.pk, state=found.state, attempts=found.attempts, lease_until=found.lease_until)
        if same.update(state=JobState.RUNNING, attempts=found.attempts + 1, worker=worker, lease_until=now + LEASE):
            return Job.objects.get(pk=found.pk)
    return None


def take_over(dead: Callable[[str], bool], *, now: datetime) -> int:
    """End the leases of workers that are known to be ``dead``, rather than waiting for them to run out; return how many."""
    held = Job.objects.filter(state=JobState.RUNNING, lease_until__gte=now).values_list("pk", "worker", "attempts")
    gone = [(pk, worker, attempts) for pk, worker, attempts in held if dead(worker)]
    return sum(Job.objects.filter(pk=pk, worker=worker, attempts=n).update(lease_until=now - LEASE) for pk, worker, n in gone)


def attempts_of(name: str) -> int:
    """Return how often a job of this name is tried."""
    return kinds[name].attempts if name in kinds else ATTEMPTS


def renew(held: Job, *, now: datetime) -> bool:
    """Push the lease of a job on; False when it has meanwhile been taken by another worker."""
    return bool(_still(held).update(lease_until=now + LEASE))


def finish(held: Job, *, now: datetime) -> None:
    """Note that a job is done."""
    _still(held).update(state=JobState.DONE, finished_at=now, lease_until=None, error="")


def give_back(held: Job, *, now: datetime) -> None:
    """Let another worker have a job that was interrupted through no fault of its own: this attempt does not count."""
    _still(held).update(state=JobState.WAITING, due_at=now, lease_until=None, attempts=held.attempts - 1)


def fail(held: Job, *, error: str, now: datetime) -> None:
    """Note why an attempt failed: try again later (10 s, 40 s, 90 s, … after), or give up after the kind's last attempt."""
    if held.attempts < attempts_of(held.name):
        later = now + timedelta(seconds=10 * held.attempts**2)
        _still(held).update(state=JobState.WAITING, due_at=later, lease_until=None, error=error)
    else:
        _still(held).update(state=JobState.FAILED, finished_at=now, lease_until=None, error=error)


def retry(failed: Job, *, now: datetime) -> bool:
    """Let a failed job begin anew, after a person has dealt with what was in its way; False where it had not failed."""
    rows = Job.objects.filter(pk=failed.pk, state=JobState.FAILED)
    return bool(rows.update(state=JobState.WAITING, attempts=0, due_at=now, finished_at=None))


def run_once(held: Job) -> None:
    """Run a job's function with its payload; what it raises goes to the caller."""
    kind = kinds.get(held.name)
    if kind is None:
        raise UnknownJob(f"no installed area has a job named {held.name!r}; there are: {', '.join(sorted(kinds)) or 'none'}")
    kind.run(**held.payload)


def sweep(*, now: datetime) -> int:
    """Forget jobs done long ago; failed ones stay until a person has seen to them."""
    return Job.objects.filter(state=JobState.DONE, finished_at__lt=now - KEPT).delete()[0]


def _still(held: Job) -> Any:
    """Select the row while this worker holds this very attempt: a late writer must not touch its successor's."""
    return Job.objects.filter(pk=held.pk, state=JobState.RUNNING, worker=held.worker, attempts=held.attempts)


@dataclass(frozen=True, slots=True)
class Queue:
    """How jobs stand. ``by_state``: open and failed ones; ``oldest_s``: how long the oldest due one has waited, 0 without any.

    ``ailing``: the periodic tasks whose last turn failed, with what they said.
    """

    by_state: dict[str, int]
    oldest_s: float
    ailing: dict[str, str]


def queue(*, now: datetime) -> Queue:
    """Return how jobs stand (three SQL queries)."""
    still = Job.objects.exclude(state=JobState.DONE)
    counts = dict(still.values_list("state").annotate(count=Count("id")))
    first = Job.objects.filter(state=JobState.WAITING, due_at__lte=now).aggregate(first=Min("due_at"))["first"]
    ailing = dict(Turn.objects.exclude(error="").values_list("name", "error"))
    states = (JobState.WAITING, JobState.RUNNING, JobState.FAILED)
    by_state = {str(state): counts.get(state, 0) for state in states}
    return Queue(by_state, (now - first).total_seconds() if first else 0.0, ailing)


def tally() -> tuple[int, int, dict[str, str]]:
    """Return how many jobs are open, how many failed, and the periodic tasks whose last turn failed, with what they said."""
    still_open = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).count()
    failed = Job.objects.filter(state=JobState.FAILED).count()
    return still_open, failed, dict(Turn.objects.exclude(error="").values_list("name", "error"))
