"""Documents as they were made, kept beside the index: making them is most of an index made anew, and nearly all would become the same again.

One SQLite file, for the code that made what stands in it (``fingerprint``). It may be lost or removed at any time: what is not there, or was made of an
earlier state of its work, is made again. Nothing waits for the disk: after a power cut an entry is whole, or not taken.
"""

import hashlib
import json
import logging
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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

SAMPLES = 4_000
"""Documents on which a dictionary is trained once there are so many: packed by it they take 0.5 instead of 0.9 kB each."""

DICTIONARY_BYTES = 112_640
SEGMENT = 1_024
"""Bytes in a row that a dictionary takes over: to let zstd try several takes four times as long (0.3 instead of 0.08 s) and saves nothing here."""

LEVEL = 3
PATIENCE_S = 5.0

_TABLES = """
CREATE TABLE IF NOT EXISTS document (work INTEGER PRIMARY KEY, change INTEGER NOT NULL, trained INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value NOT NULL);
"""
_FIND = "SELECT work, change, trained, packed FROM document WHERE work IN (SELECT value FROM json_each(?))"
_LAST, _DICTIONARY = "last change", "dictionary"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Document).decode


class Kept:
    """The documents that are kept, for one thread. When something fails it is told in the log; from then on none are kept and none found."""

    def __init__(self, directory: Path, *, last: Callable[[], int]) -> None:
        """``last``: gives the last change of the library. Where later ones were seen it has come back from a backup, and all is forgotten."""
        self._path = directory / f"{fingerprint()}.sqlite3"
        self._file: sqlite3.Connection | None = None
        self._packers: dict[bool, zstandard.ZstdCompressor] = {}
        self._unpackers: dict[bool, zstandard.ZstdDecompressor] = {}
        with self._giving_up():
            directory.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(self._path, timeout=PATIENCE_S, isolation_level=None)
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = OFF")
            self._file.executescript(_TABLES)
            if (self._known(_LAST) or 0) > last():
                self._file.executescript("DELETE FROM document; DELETE FROM known;")
            self._take(None)
            if words := self._known(_DICTIONARY):
                self._take(words)

    def of(self, changes: Mapping[int, int], *, on: date) -> dict[int, Document]:
        """Return the documents of those works that have not changed since, and would be no others on this day. ``changes``: work -> its last change."""
        found: dict[int, Document] = {}
        today = on.toordinal()
        if self._file is None:
            return found
        with self._giving_up():
            for work, change, trained, packed in self._file.execute(_FIND, [json.dumps([*changes])]):
                if change != changes[work] or trained not in self._unpackers:
                    continue
                document = _decode(self._unpackers[trained].decompress(packed))
                if not 0 < document.until <= today:
                    found[work] = document
        return found

    def put(self, documents: Collection[Document], changes: Mapping[int, int]) -> None:
        """Keep documents. ``changes``: the last change of each work, as it stood before its document was made."""
        if self._file is None or not documents:
            return
        with self._giving_up():
            trained = max(self._packers)
            pack = self._packers[trained].compress
            rows = [(each.id, changes[each.id], trained, pack(_encode(each))) for each in documents]
            last = max(change for _, change, _, _ in rows)
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)", rows)
            if last > (self._known(_LAST) or 0):
                self._note(_LAST, last)
            if not trained:
                self._train(self._file)
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

    def _take(self, words: bytes | None) -> None:
        """Pack by this dictionary from now on, and read what was packed by it."""
        made = zstandard.ZstdCompressionDict(words) if words else None
        self._packers[bool(words)] = zstandard.ZstdCompressor(LEVEL, dict_data=made, write_checksum=True)
        self._unpackers[bool(words)] = zstandard.ZstdDecompressor(dict_data=made)

    def _train(self, file: sqlite3.Connection) -> None:
        """Make the dictionary, where there are documents enough and another process has made none."""
        words = self._known(_DICTIONARY)
        if words is None:
            rows = file.execute("SELECT packed FROM document ORDER BY work DESC LIMIT ?", [SAMPLES]).fetchall()
            if len(rows) < SAMPLES:
                return
            self._note(_DICTIONARY, words := _trained([self._unpackers[False].decompress(packed) for (packed,) in rows]))
        self._take(words)

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


def _trained(samples: Sequence[bytes | bytearray | memoryview]) -> bytes:
    """Return a dictionary; b"" where these have nothing in common."""
    try:
        return zstandard.train_dictionary(DICTIONARY_BYTES, list(samples), k=SEGMENT, d=8).as_bytes()
    except zstandard.ZstdError:
        return b""


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
