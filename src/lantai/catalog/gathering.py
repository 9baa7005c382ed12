"""What works say in two languages, kept work by work, so that training reads only the works that changed since the last.

A file of its own beside the tables: it can be thrown away, and is made again from the works. Progress is committed with every page of works:
a training that was killed goes on where it was.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import msgspec

import lantai
from lantai.core.bilingual.entry import Label
from lantai.core.bilingual.pair import Pair
from lantai.core.bilingual.pairs import NameForm, headings_of, labels_of, names_of, pairs_of

from . import index, listing, queries
from .models import Work

PAGE = 500
"""Works that are read, and noted, at a time."""

LEAST_WITNESSES = 2
"""Works that must agree that two headings of two vocabularies are one."""

FILE = "said"

_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS works (work INTEGER PRIMARY KEY, pairs BLOB, headings BLOB, labels BLOB, names BLOB);
"""
_encode = msgspec.msgpack.Encoder().encode
_pairs = msgspec.msgpack.Decoder(list[Pair]).decode
_labels = msgspec.msgpack.Decoder(list[Label]).decode
_names = msgspec.msgpack.Decoder(list[NameForm]).decode

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The worker is to end; what was read is kept."""


class Gathered:
    """What was gathered of works so far, in one file."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._base = self._opened(directory / FILE)

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        """Open the file; one that is damaged is made anew."""
        try:
            base = sqlite3.connect(path, isolation_level=None)
            base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
            if str(base.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError("damaged")
        except sqlite3.DatabaseError:
            for left in path.parent.glob(f"{FILE}*"):
                left.unlink()
            base = sqlite3.connect(path, isolation_level=None)
            base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
        return base

    def reached(self) -> int:
        """Return the number of the last change of the catalog that was gathered, 0 when another version of the program did it."""
        state = dict(self._base.execute("SELECT name, value FROM state"))
        return int(state.get("reached", 0)) if state.get("version") == version() else 0

    def follow(self, *, progress: Progress, stop: Event, anew: bool = False) -> int:
        """Read the works that changed since the last time, or all; return how many. Raise Stopped between two pages."""
        reached = 0 if anew else self.reached()
        if not reached:
            self._base.execute("DELETE FROM works")
        total, done = Work.objects.filter(changed__gt=reached).count(), 0
        last = index.last_change()
        while reached < last:
            works, through = listing.changed_works(reached, PAGE)
            through = max(through, last) if len(works) < PAGE else through
            self._take(works, through)
            reached, done = through, done + len(works)
            progress(done, total)
            if stop.is_set():
                raise Stopped
        if not last:
            self._take([], 0)
        return done

    def _take(self, works: list[int], through: int) -> None:
        found = queries.documents(works)
        rows = []
        for work, document in found.items():
            records = [each.record for each in document.instances]
            said = [list(say(records, work)) for say in (pairs_of, headings_of, labels_of, names_of)]
            rows.append((work, *(_encode(what) if what else None for what in said)))
        with self._together():
            self._base.executemany("DELETE FROM works WHERE work = ?", ((work,) for work in works))
            self._base.executemany("INSERT INTO works VALUES (?, ?, ?, ?, ?)", rows)
            state = {"reached": through, "version": version()}
            self._base.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state.items())

    def digest(self) -> str:
        """Return what stands for all that was gathered: the same whenever the works say the same."""
        digest = hashlib.sha256()
        for row in self._base.execute("SELECT work, pairs, headings, labels, names FROM works ORDER BY work"):
            digest.update(_encode(row))
        return digest.hexdigest()

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of all works in the order of their numbers, then the headings that works agree on."""
        for (blob,) in self._base.execute("SELECT pairs FROM works WHERE pairs IS NOT NULL ORDER BY work"):
            yield from _pairs(blob)
        yield from self._confirmed()

    def _confirmed(self) -> Iterator[Pair]:
        counts: Counter[tuple[str, str, str, str]] = Counter()
        found: list[Pair] = []
        for (blob,) in self._base.execute("SELECT headings FROM works WHERE headings IS NOT NULL ORDER BY work"):
            of_work = _pairs(blob)
            counts.update({(p.lang, p.text, p.other_lang, p.other) for p in of_work})
            found += of_work
        yield from (p for p in found if counts[p.lang, p.text, p.other_lang, p.other] >= LEAST_WITNESSES)

    def labels(self) -> Iterator[Label]:
        """Yield the titles of works that are known by them in several languages."""
        for (blob,) in self._base.execute("SELECT labels FROM works WHERE labels IS NOT NULL ORDER BY work"):
            yield from _labels(blob)

    def names(self) -> Iterator[NameForm]:
        """Yield every form of every name."""
        for (blob,) in self._base.execute("SELECT names FROM works WHERE names IS NOT NULL ORDER BY work"):
            yield from _names(blob)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextmanager
    def _together(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")


def version() -> str:
    """Return what gathering depends on beside the works: another version reads them all again."""
    return f"{lantai.__version__} 2"
