"""Documents as they were made, kept beside the index: making them is most of an index made anew, and nearly all would become the same again.

One SQLite file, for the code that made what stands in it (``fingerprint``). It may be lost or removed at any time: what is not there, or was made of an
earlier state of its work, is made again. Nothing waits for the disk: after a power cut an entry is whole, or not taken.
"""

import hashlib
import json
import logging
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from .document import Document

log = logging.getLogger(__name__)

MADE_BY = (
    "core/bib", "core/formats/errors.py", "core/formats/marc/directory.py", "core/formats/open.py", "core/formats/protocol.py",
    "core/formats/registry.py", "core/formats/unpack.py", "core/openness", "core/query", "core/romanise", "core/text", "core/registry.py",
    "catalog/blobs.py", "catalog/composing.py",
    "search/build.py", "search/document.py", "search/kept.py", "search/protocol.py", "search/romanised.py", "search/stemmed.py",
    "search/subjects.py",
)  # fmt: skip
"""Files of the package, with all that lies below them, by which documents may become others."""

MADE_WITH = ("PyStemmer", "anyascii", "babel")

TOGETHER = 32
"""Documents that are packed together: without a dictionary they take less room than one by one with the best one, and half the time."""

LEVEL = 1
PATIENCE_S = 5.0

LOOKED_AFTER = 100_000
MOST_STALE = 4
"""What was replaced stays where it was packed. After so many documents, and whenever twice as many have been put, it is looked at: where more than so many
times as many were put as are of use, all are forgotten."""

_TABLES = """
CREATE TABLE IF NOT EXISTS document (work INTEGER PRIMARY KEY, change INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS packed (number INTEGER PRIMARY KEY, documents BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value NOT NULL);
"""
_EMPTY = ("DELETE FROM document", "DELETE FROM packed", "DELETE FROM known")
_FIND = "SELECT work, change, place FROM document WHERE work IN (SELECT value FROM json_each(?))"
_UNPACK = "SELECT number, documents FROM packed WHERE number IN (SELECT value FROM json_each(?))"
_LAST, _PUT, _LOOK = "last change", "put", "look"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Document).decode
_part = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode


class Kept:
    """The documents that are kept, for one thread. When something fails it is told in the log; from then on none are kept and none found."""

    def __init__(self, directory: Path, *, last: Callable[[], int]) -> None:
        """``last``: gives the last change of the library. Where later ones were seen it has come back from a backup, and all is forgotten."""
        self._path = directory / f"{fingerprint()}.sqlite3"
        self._file: sqlite3.Connection | None = None
        self._pack = zstandard.ZstdCompressor(LEVEL, write_checksum=True).compress
        self._unpack = zstandard.ZstdDecompressor().decompress
        with self._giving_up():
            directory.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(self._path, timeout=PATIENCE_S, isolation_level=None)
            self._file.execute("PRAGMA page_size = 8192")
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = OFF")
            self._file.executescript(_TABLES)
            if (self._known(_LAST) or 0) > last():
                self._forget(self._file)

    def of(self, changes: Mapping[int, int], *, on: date) -> dict[int, Document]:
        """Return the documents of those works that have not changed since, and would be no others on this day. ``changes``: work -> its last change."""
        found: dict[int, Document] = {}
        today = on.toordinal()
        if self._file is None:
            return found
        with self._giving_up():
            places = defaultdict[int, dict[int, int]](dict)
            for work, change, place in self._file.execute(_FIND, [json.dumps([*changes])]):
                if change == changes[work]:
                    places[place // TOGETHER][place % TOGETHER] = work
            for number, packed in self._file.execute(_UNPACK, [json.dumps([*places])]):
                wanted = places[number]
                for n, part in enumerate(_part(self._unpack(packed))):
                    if n not in wanted:
                        continue
                    document = _decode(part)
                    if document.id == wanted[n] and not 0 < document.until <= today:  # after a power cut a place may hold another
                        found[document.id] = document
        return found

    def put(self, documents: Collection[Document], changes: Mapping[int, int]) -> None:
        """Keep documents. ``changes``: the last change of each work, as it stood before its document was made."""
        if self._file is None or not documents:
            return
        with self._giving_up():
            ready = list(documents)
            packed = [self._pack(_encode(ready[at : at + TOGETHER])) for at in range(0, len(ready), TOGETHER)]
            last = max(changes[each.id] for each in ready)
            self._file.execute("BEGIN IMMEDIATE")
            first = self._file.execute("SELECT ifnull(max(number), 0) + 1 FROM packed").fetchone()[0]
            self._file.executemany("INSERT INTO packed VALUES (?, ?)", enumerate(packed, first))
            rows = ((each.id, changes[each.id], place) for place, each in enumerate(ready, first * TOGETHER))
            self._file.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", rows)
            if last > (self._known(_LAST) or 0):
                self._note(_LAST, last)
            self._look(self._file, len(ready))
            self._file.execute("COMMIT")

    def delete(self, works: Iterable[int]) -> None:
        """Forget works."""
        if self._file is None:
            return
        with self._giving_up():
            self._file.execute("DELETE FROM document WHERE work IN (SELECT value FROM json_each(?))", [json.dumps([*works])])

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.close()
            self._file = None

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _known(self, name: str) -> Any:
        assert self._file is not None
        row = self._file.execute("SELECT value FROM known WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def _note(self, name: str, value: object) -> None:
        assert self._file is not None
        self._file.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", [name, value])

    def _look(self, file: sqlite3.Connection, more: int) -> None:
        """Count what is put; forget all where most of it is of no use any more."""
        put = (self._known(_PUT) or 0) + more
        self._note(_PUT, put)
        if put < (self._known(_LOOK) or LOOKED_AFTER):
            return
        if put > MOST_STALE * file.execute("SELECT count(*) FROM document").fetchone()[0]:
            last = self._known(_LAST)
            self._forget(file)
            self._note(_LAST, last)
        else:
            self._note(_LOOK, 2 * put)

    def _forget(self, file: sqlite3.Connection) -> None:
        for emptying in _EMPTY:
            file.execute(emptying)

    @contextmanager
    def _giving_up(self) -> Iterator[None]:
        """Go on without what is kept where that fails; remove the file where it is damaged."""
        try:
            yield
        except (OSError, sqlite3.Error, zstandard.ZstdError, msgspec.DecodeError) as problem:
            log.warning("The documents kept in %s are not used: %s", self._path, problem)
            self.close()
            if not isinstance(problem, OSError | sqlite3.OperationalError):
                _remove(self._path.parent.glob(f"{self._path.name}*"))


def tidy(directory: Path) -> None:
    """Remove what other versions kept."""
    _remove(file for file in directory.glob("*.sqlite3*") if not file.name.startswith(fingerprint()))


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


@cache
def fingerprint() -> str:
    """Return what changes with the code, the tables and the libraries by which documents are made."""
    package = Path(__file__).parents[1]
    told = hashlib.blake2b(" ".join((unicodedata.unidata_version, *map(version, MADE_WITH))).encode(), digest_size=6)
    for place in MADE_BY:
        for file in sorted(_files(package / place)):
            told.update(f"\n{file.relative_to(package)}\n".encode() + file.read_bytes())
    return told.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    """Yield the files that count: not tests, not what Python or an editor puts beside."""
    if place.is_file():
        yield place
        return
    for path in place.iterdir():
        if path.is_dir() and path.name in ("tests", "__pycache__"):
            continue
        if path.is_dir() or path.suffix != ".pyc":
            yield from _files(path)
