"""Shelf: the directory in which tables of translations lie; the file ``current`` names the one in use.

A file is named after its content, so that the same tables are the same file. It is written under another name and renamed when whole; one whose
making was broken off is never pointed at, and swept away by the next.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantai.search.pointer import InUse, Pointer

from .protocol import TablesDamaged
from .store import Store
from .writing import KeyOf, Writer

_NAME = re.compile(r"[0-9a-f]{16}\.tables")
_DRAFTS = "making-*"
KEEP_OLD_SECONDS = 3_600


class Shelf:
    """The tables under one directory; safe to share between threads, and between processes as long as one writes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pointer = Pointer(root)
        self._in_use = InUse(self._pointer, lambda name: Store(self._path(name)))

    def name(self) -> str | None:
        """Return the name of the file in use; None when there is none."""
        return self._pointer.name()

    def current(self) -> Store | None:
        """Return the tables in use, open; None when there are none. To see that they are the same costs two microseconds.

        Raise TablesDamaged or TablesOutdated where they cannot be read; searching then goes on without.
        """
        return self._in_use.current()

    @contextmanager
    def making(self, *, key_of: KeyOf) -> Iterator[Writer]:
        """Give a writer; what it wrote is in use once the block has ended well, else the old tables stay. One process at a time."""
        self._root.mkdir(parents=True, exist_ok=True)
        for left in self._root.glob(_DRAFTS):
            left.unlink(missing_ok=True)
        draft = self._root / f"making-{os.getpid()}"
        with Writer(draft, key_of=key_of) as writer:
            yield writer
            writer.finish()
        name = f"{_digest(draft)}.tables"
        draft.replace(self._root / name)
        self._pointer.move(name)
        for left in self._pointer.left(_NAME, older_than_s=KEEP_OLD_SECONDS):
            left.unlink()  # a reader that still has one open goes on

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name) or not (self._root / name).is_file():
            raise TablesDamaged(f"there are no tables {name!r} in {self._root}; make them anew: lantai train --full")
        return self._root / name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
