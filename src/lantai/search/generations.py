"""Generations of an engine in this process, as directories; of a cluster, as the cluster keeps them. Enter by ``generations``.

A generation is a directory ``<fingerprint>-<n>``; the file ``current`` names the one in use. Nothing else counts: a
generation whose making was broken off is never pointed at, and swept away later.
"""

import re
import shutil
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from . import CLUSTERS, ENGINES
from .pointer import Pointer
from .protocol import Engine, EngineUnavailable, Generations, IndexOutdated

_NAME = re.compile(r"[0-9a-z]+-(?P<number>[0-9]+)")


def generations(root: Path, engine: str) -> Generations:
    """Return the generations of a library. ``engine``: a name, then they lie below ``root``; or the address of a cluster, which keeps them."""
    kind, address, _ = engine.partition("://")
    return CLUSTERS[kind.partition("+")[0]].generations(engine) if address else Directories(root, engine)


class Directories:
    """The generations under one directory, for one kind of engine; safe to share between threads."""

    def __init__(self, root: Path, engine: str) -> None:
        self._root = root
        self._pointer = Pointer(root)
        self._engine = engine
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] | None = None
        self._current: Engine | None = None

    def name(self) -> str | None:
        """Return the name of the generation in use; None when there is none."""
        return self._pointer.name()

    def current(self) -> Engine | None:
        """Return the generation in use, open; None when there is none. To see that it is the same costs two microseconds.

        Raise IndexOutdated when it was made for another schema or engine, EngineUnavailable when it cannot be opened.
        """
        with self._lock:
            if (seen := self._pointer.seen()) != self._seen:
                self._current = self._opened(self.name())
                self._seen = seen
            return self._current

    def start(self, *, known: Iterable[str] = ()) -> tuple[str, Engine]:
        """Return the name of a new generation, and its engine, empty. ``known``: names that were given before, of directories that may be lost."""
        self._root.mkdir(parents=True, exist_ok=True)
        kind = ENGINES[self._engine]
        numbers = [int(found["number"]) for name in known if (found := _NAME.fullmatch(name))]
        number = max([*map(_number, self._directories()), *numbers], default=0)
        while True:
            number += 1
            directory = self._root / f"{kind.fingerprint}-{number}"
            try:
                directory.mkdir()
            except FileExistsError:
                continue
            return directory.name, kind(directory, create=True)

    def swap(self, name: str) -> None:
        """Make this generation the one in use; the one before it counts as left from now on."""
        if not (self._root / name).is_dir() or not _NAME.fullmatch(name):
            raise EngineUnavailable(f"there is no generation {name} in {self._root}")
        self._pointer.move(name)

    def discard(self, name: str) -> None:
        """Remove a generation whose making was broken off, unless it is in use."""
        if name != self.name() and _NAME.fullmatch(name):
            shutil.rmtree(self._root / name, ignore_errors=True)

    def sweep(self, older_than_s: float) -> list[str]:
        """Remove generations that have been out of use, and unchanged, for so long; return their names.

        A reader that still searches one goes on: its files stay until it lets go of them.
        """
        before = time.time() - older_than_s
        swept = []
        for directory in self._directories():
            if directory.name != self.name() and directory.stat().st_mtime <= before:
                shutil.rmtree(directory)
                swept.append(directory.name)
        return swept

    def _opened(self, name: str | None) -> Engine | None:
        if name is None:
            return None
        kind = ENGINES[self._engine]
        if name.rpartition("-")[0] != kind.fingerprint:
            raise IndexOutdated(f"the index {name} was made by another version and must be made anew: lantai index")
        return kind(self._root / name)

    def _directories(self) -> list[Path]:
        if not self._root.is_dir():
            return []
        return sorted(path for path in self._root.iterdir() if path.is_dir() and _NAME.fullmatch(path.name))


def _number(directory: Path) -> int:
    return int(directory.name.rpartition("-")[2])
