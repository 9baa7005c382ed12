"""Locks that the kernel frees when their holder dies, however it dies: one import, one index writer at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def held(name: str) -> Iterator[None]:
    """Hold the lock ``name`` of this library; raise Busy when another process has it."""
    place = Path(settings.DATA) / "locks"
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(name) from None
        yield
