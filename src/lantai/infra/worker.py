"""The loop that runs jobs and periodic tasks in a process of its own; ``lantai worker`` enters at ``run_worker``."""

import logging
import os
import socket
import threading
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from . import jobs, tracing
from .models import Turn, Worker

IDLE_S = 0.5
"""How long a worker with nothing to do waits before it looks again."""

SILENT = timedelta(seconds=60)
"""A worker unseen for so long counts as dead."""

log = logging.getLogger(__name__)


def run_worker(stop: threading.Event = jobs.stop) -> None:
    """Run what is due until ``stop`` is set; the job at hand is finished first.

    A database that cannot be reached or is locked is waited for: a worker that ends helps nobody.
    """
    name, first = own_name(), True
    with repeated(partial(seen, name), every_s=SILENT.total_seconds() / 4):
        while not stop.is_set():
            try:
                close_old_connections()
                if first:
                    jobs.take_over(is_dead, now=timezone.now())
                    first = False
                busy = run_due_turns(now=timezone.now()) + run_next_job(name)
            except DatabaseError:
                log.exception("The database could not be used; trying again")
                busy = 0
            if not busy:
                stop.wait(IDLE_S)
    Worker.objects.filter(name=name).delete()
    connection.close()


def own_name() -> str:
    """Return the name of this process: machine, number, and the space in which its number counts, where the kernel has several."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}:{_space()}"


def is_dead(name: str) -> bool:
    """Say whether a worker of this machine has ended, as far as can be known; of others', nobody here knows."""
    host, _, rest = name.partition(":")
    number, _, space = rest.partition(":")
    if (host, space) != (socket.gethostname()[:50], _space()) or not number.isdecimal() or not space:
        return False
    return int(number) != os.getpid() and not os.path.exists(f"/proc/{number}")


def _space() -> str:
    try:
        return os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        return ""


def run_next_job(worker: str, *, without: Collection[str] = ()) -> int:
    """Run one job if one is due, holding its lease meanwhile; return how many were run. ``without``: names of jobs that are not run."""
    held = jobs.take(worker, now=timezone.now(), without=without)
    if held is None:
        return 0
    try:
        with tracing.named(f"job-{held.pk}"), repeated(partial(jobs.renew, held), every_s=jobs.LEASE.total_seconds() / 3):
            jobs.run_once(held)
    except jobs.Interrupted:
        jobs.give_back(held, now=timezone.now())
    except Exception as problem:
        log.exception("Job %s %s failed", held.pk, held.name)
        jobs.fail(held, error="".join(traceback.format_exception(problem))[-10_000:], now=timezone.now())
    else:
        jobs.finish(held, now=timezone.now())
    return 1


@contextmanager
def repeated(sign: Callable[..., object], *, every_s: float) -> Iterator[None]:
    """Give a sign of life from a thread of its own, at once and again and again, however busy the block is."""
    done = threading.Event()

    def give() -> None:
        while True:
            try:
                sign(now=timezone.now())
            except DatabaseError:
                log.warning("A sign of life could not be written this time", exc_info=True)
            if done.wait(every_s):
                break
        connection.close()

    thread = threading.Thread(target=give, name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def run_due_turns(*, now: datetime) -> int:
    """Run each periodic task whose turn has come and that no other worker took; return how many were run."""
    known = {turn.name: turn for turn in Turn.objects.all()}
    ran = 0
    for name, periodic in jobs.periodics.items():
        turn = known.get(name) or Turn.objects.get_or_create(name=name, defaults={"due_at": now})[0]
        following = now + timedelta(seconds=periodic.seconds)
        if turn.due_at <= now and Turn.objects.filter(pk=turn.pk, due_at=turn.due_at).update(due_at=following):
            ran += 1
            run_turn(periodic, turn)
    return ran


def run_turn(periodic: jobs.Periodic, turn: Turn) -> None:
    """Run a periodic task; what it raises is kept on its row until a later turn goes well."""
    try:
        periodic.run()
    except Exception as problem:
        log.exception("Periodic task %s failed", periodic.name)
        Turn.objects.filter(pk=turn.pk).update(error=f"{type(problem).__name__}: {problem}"[:2_000])
    else:
        if turn.error:
            Turn.objects.filter(pk=turn.pk).update(error="")


def seen(name: str, *, now: datetime) -> None:
    """Note that a worker lives."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now})


def living(*, now: datetime) -> list[Worker]:
    """Return the workers that gave a sign of life lately."""
    return list(Worker.objects.filter(seen_at__gt=now - SILENT).order_by("started_at"))


def forget(*, unseen_since: datetime) -> None:
    """Forget workers that died without a word."""
    Worker.objects.filter(seen_at__lt=unseen_since).delete()
