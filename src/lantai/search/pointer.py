"""The file ``current``: names what is in use of a directory whose contents are replaced whole, and is itself replaced in one step."""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
_FILE = "current"


class Pointer:
    """What is in use of one directory."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def name(self) -> str | None:
        """Return the name of what is in use; None when nothing is."""
        try:
            return (self._root / _FILE).read_text("ascii").strip() or None
        except FileNotFoundError:
            return None

    def seen(self) -> tuple[int, ...]:
        """Return what changes whenever the pointer is moved; to look costs two microseconds."""
        try:
            status = (self._root / _FILE).stat()
        except FileNotFoundError:
            return ()
        return status.st_ino, status.st_mtime_ns

    def move(self, name: str) -> None:
        """Point at ``name``, durable against a power cut; what was in use before counts as left from now on."""
        before = self.name()
        if before and before != name and (self._root / before).exists():
            os.utime(self._root / before)
        new = self._root / f"{_FILE}.{os.getpid()}"
        with new.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._root / _FILE)
        self._sync()

    def left(self, names: re.Pattern[str], *, older_than_s: float) -> Iterator[Path]:
        """Yield what has one of these names and has been out of use for so long."""
        before, in_use = time.time() - older_than_s, self.name()
        for path in self._root.iterdir():
            if names.fullmatch(path.name) and path.name != in_use and path.stat().st_mtime <= before:
                yield path

    def _sync(self) -> None:
        """Make the renaming last through a power cut."""
        handle = os.open(self._root, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class InUse(Generic[T]):
    """What a pointer names, opened once and again whenever the pointer is moved; safe to share between threads."""

    def __init__(self, pointer: Pointer, opened: Callable[[str], T]) -> None:
        self._pointer, self._opened = pointer, opened
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] | None = None
        self._current: T | None = None

    def current(self) -> T | None:
        """Return it, open; None when nothing is in use. To see that it is the same costs two microseconds. Raise what opening raises."""
        with self._lock:
            if (seen := self._pointer.seen()) != self._seen:
                self._current = None
                name = self._pointer.name()
                self._current = self._opened(name) if name else None
                self._seen = seen
            return self._current
