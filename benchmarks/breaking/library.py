"""The library under test: its processes, its database, what it should hold."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .processes import below, command_of, parent_of
from .records import rows


class Library:
    """The library under test: its processes, its database, what it should hold."""

    def __init__(self, data: Path, port: int, folder: Path, records: int) -> None:
        self.data, self.port, self.folder, self.records = data, port, folder, records
        self.mood = Path(str(data) + ".mood")
        self.server: subprocess.Popen[bytes] | None = None
        self.files = 0
        self.ended: set[int] = set()
        self.wrong: list[str] = []

    def start(self) -> None:
        """Start the server, once or again."""
        command = [sys.executable, "-m", "lantai", "serve", "--port", str(self.port), "--processes", "2"]
        log = (self.folder / "serve.log").open("ab")
        self.server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def lay_down(self, folder: Path) -> None:
        """Have the worker import the next file; every hundredth row cannot be read."""
        self.files += 1
        path = folder / f"part-{self.files}.mrc"
        first = self.files * self.records
        with path.open("wb") as out:
            out.writelines(rows(first, self.records))
        self.write(lambda: self._enqueue(path))

    def _enqueue(self, path: Path) -> None:
        from django.db import transaction
        from django.utils import timezone

        from lantai.catalog.importing import lay_down
        from lantai.infra import jobs

        with transaction.atomic():
            harvest = lay_down(path, source="faults", profile=None, by=None, now=timezone.now())
            jobs.enqueue("catalog.import", harvest=harvest.pk)

    def write(self, act: Callable[[], object]) -> None:
        """Write to the database, again and again until it can be written."""
        from django.db import DatabaseError, connection

        for _ in range(60):
            try:
                act()
            except (DatabaseError, OSError):
                connection.close()
                time.sleep(0.5)
            else:
                return
        raise SystemExit("the database could not be written for 30 seconds")

    def ask(self, question: Callable[[], object]) -> object:
        """Read from the database, again where a fault stands in the way."""
        from django.db import DatabaseError, connection

        for _ in range(60):
            try:
                return question()
            except DatabaseError:
                connection.close()
                time.sleep(0.5)
        raise SystemExit("the database could not be read for 30 seconds")

    def children(self) -> dict[str, list[int]]:
        """Return the processes: "worker", "master", "web"."""
        assert self.server
        found: dict[str, list[int]] = {"worker": [], "master": [], "web": []}
        for pid in below(self.server.pid):
            said = command_of(pid)
            if "\0worker" in said and "-m\0lantai" in said:
                found["worker"].append(pid)
            elif "gunicorn" in said:
                found["master" if parent_of(pid) == self.server.pid else "web"].append(pid)
        return found
