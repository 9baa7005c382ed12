"""What a translation service said before, so that it is asked once: one small SQLite file, which may be deleted at any time."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

KEPT_S = 90 * 86_400
"""For how long an answer is believed."""

WAIT_S = 0.2
"""For how long another writer is waited for; a reader is waiting too."""

_TABLE = """CREATE TABLE IF NOT EXISTS said (
    service TEXT, source TEXT, target TEXT, text TEXT, translation TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (service, source, target, text)) WITHOUT ROWID"""


class Memory:
    """The answers of one service; safe to share between threads and processes. A file that cannot be used is as good as none."""

    def __init__(self, path: Path, service: str) -> None:
        self._path, self._service = path, service

    def known(self, texts: Collection[str], source: str, target: str, *, now: float) -> dict[str, str]:
        """Return what was said of these texts; "" where the service had no translation."""
        asked = list(texts)
        marks = ", ".join("?" * len(asked))
        query = f"SELECT text, translation FROM said WHERE service=? AND source=? AND target=? AND at>? AND text IN ({marks})"  # noqa: S608  # marks alone
        try:
            with self._opened() as connection:
                return dict(connection.execute(query, (self._service, source, target, int(now - KEPT_S), *asked)))
        except sqlite3.Error:
            return {}

    def keep(self, said: Mapping[str, str], source: str, target: str, *, now: float) -> None:
        """Note what was said."""
        rows = [(self._service, source, target, text, translation, int(now)) for text, translation in said.items()]
        try:
            with self._opened() as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.Error:
            return

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=WAIT_S)) as connection:
            connection.execute(_TABLE)
            yield connection
