"""The values of facets that have very many, by number: counted as numbers, named when shown.

A column of words is counted by tantivy's own numbers for them, and each value that a segment reports is then looked up in a compressed
dictionary, some 20 to 100 microseconds a value: with 60,000 subjects a page's facets took 120 ms, of which 110 were names of values that no page
shows. A column of numbers is counted in 2 ms, and here the fifty that are shown get their names.

The file lies beside the index's own and is written before each commit, so it may know values of no work, and never lacks one.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from lantai.search.protocol import EngineUnavailable, IndexDamaged

FILE = "values.sqlite3"

MOST_REMEMBERED = 200_000
"""Values kept in memory, at some 150 bytes each, by a reader that names and by a writer that saw them; then all are forgotten."""

_BYTES = 6
_TABLE = "CREATE TABLE IF NOT EXISTS value (number INTEGER PRIMARY KEY, text TEXT NOT NULL)"


def number_of(value: str) -> int:
    """Return the number of a value, below 2^48: among three million values two share one in one library of sixty."""
    return int.from_bytes(hashlib.blake2b(value.encode(), digest_size=_BYTES).digest(), "big")


class Names:
    """Gives numbers their values again; safe to share between threads."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / FILE
        self._lock = threading.Lock()
        self._known: dict[int, str] = {}

    def of(self, numbers: Sequence[int]) -> list[str]:
        """Return the values of these numbers, in order; raise IndexDamaged where the file lacks one or cannot be read."""
        try:
            return self._named(numbers)
        except (sqlite3.Error, KeyError) as problem:
            raise IndexDamaged(
                f"the values of facets in {self._file} cannot be read: {problem!r}; make the index anew: lantai index --rebuild"
            ) from problem

    def _named(self, numbers: Sequence[int]) -> list[str]:
        with self._lock:
            if missing := [number for number in numbers if number not in self._known]:
                if len(self._known) > MOST_REMEMBERED:
                    self._known.clear()
                    missing = list(numbers)
                self._known.update(self._read(missing))
            return [self._known[number] for number in numbers]

    def _read(self, numbers: Sequence[int]) -> list[tuple[int, str]]:
        file = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)
        try:
            asked = "SELECT number, text FROM value WHERE number IN (SELECT value FROM json_each(?))"
            return file.execute(asked, [json.dumps(numbers)]).fetchall()
        finally:
            file.close()


class Naming:
    """Writes down the values that the one writer of an index meets."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / FILE
        self._known: set[int] = set()
        self._new: dict[int, str] = {}

    def numbers(self, values: Iterable[str]) -> list[int]:
        """Return the numbers of these values, to be written down by ``keep``."""
        numbers = []
        for value in values:
            number = number_of(value)
            if number not in self._known:
                self._new[number] = value
            numbers.append(number)
        return numbers

    def keep(self) -> None:
        """Return when every value that was numbered is on disk; raise EngineUnavailable, and try again next time, where that fails."""
        if not self._new:
            return
        try:
            self._write()
        except sqlite3.Error as problem:
            raise EngineUnavailable(f"the values of facets cannot be written to {self._file}: {problem}") from problem
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        self._known.update(self._new)
        self._new.clear()

    def _write(self) -> None:
        file = sqlite3.connect(self._file, timeout=30)
        try:
            file.execute("PRAGMA synchronous = FULL")
            with file:
                file.execute(_TABLE)
                file.executemany("INSERT OR IGNORE INTO value VALUES (?, ?)", sorted(self._new.items()))
        finally:
            file.close()
