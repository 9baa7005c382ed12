"""Locks that are freed when their holder dies, however it dies: one import, one training at a time.

The kernel frees those of this machine. On PostgreSQL a lock is of the library on every machine: the server frees it with the connection.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import connection

SPACE = 0x4C616E74
"""Half of the number of an advisory lock: those of other programs in the database have another. The letters Lant."""


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def held(name: str) -> Iterator[None]:
    """Hold the lock ``name`` of this library; raise Busy when another process has it."""
    with _held_here(name), _held_everywhere(name):
        yield


@contextmanager
def _held_here(name: str) -> Iterator[None]:
    place = Path(settings.DATA) / "locks"
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(name) from None
        yield


@contextmanager
def _held_everywhere(name: str) -> Iterator[None]:
    """Hold it by a connection of its own: that of the thread may be closed and opened anew meanwhile."""
    if connection.vendor != "postgresql":
        yield
        return
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SPACE, crc32(name.encode()) - (1 << 31)])
            if not cursor.fetchone()[0]:
                raise Busy(name)
        yield
    finally:
        own.close()
