"""Breaks a running library at random moments, under load, and checks that nothing is lost or doubled and no reader sees an error page.

    python benchmarks/faults.py --faults 1000 --seed 1
    LANTAI_DATABASE=postgresql://… python benchmarks/faults.py --faults 200

A server with two web processes and a worker runs on a data directory of its own (on a small file system of its own where this is root on Linux, so that
the disk can really be full); four readers ask for pages without a pause, and the worker imports one file after the other. Then faults, one after
the other, drawn by ``--seed``: see FAULTS. After each one the rows of imports must add up; after each file its rows in = rows new + refused;
at the end every work is there once, and found. Prints one line of JSON; exit code 1 when a check failed.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import synthetic  # noqa: E402 beside this file

READERS = 4
DISK_MB = 160
FINE = {200, 301, 302, 503}
"""Statuses that a reader may see: 503 comes with a page that says what still works."""

PATIENCE_S = 120.0
"""How long everything may take to come to rest after the last fault."""


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
            for number, record in enumerate(numbered(first, self.records)):
                out.write(record if number % 100 else spoiled(record))
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


class Faults:
    """What is broken, and for how long. Each method breaks something, and leaves nothing broken behind."""

    def __init__(self, library: Library, rng: random.Random) -> None:
        self.library, self.rng = library, rng

    def worker_killed(self) -> None:
        """The worker is killed, wherever it is."""
        self._kill("worker")

    def web_process_killed(self) -> None:
        """One web process is killed."""
        self._kill("web")

    def web_server_killed(self) -> None:
        """The web server itself is killed."""
        self._kill("master")

    def worker_frozen(self) -> None:
        """The worker stands still for a while."""
        for pid in self.library.children()["worker"]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                time.sleep(self.rng.uniform(0.5, 2.0))
                os.kill(pid, signal.SIGCONT)

    def engine_fails(self) -> None:
        """Every question to the engine fails for a while."""
        self._mood("fail")

    def engine_crawls(self) -> None:
        """Every question to the engine takes seconds for a while."""
        self._mood(f"slow {self.rng.uniform(1, 4):.1f}")

    def engine_out_of_reach(self) -> None:
        """The index is not where it was for a while: another machine's disk that is not mounted."""
        index, away = self.library.data / "index", self.library.data / "index.away"
        with suppress(OSError):
            index.rename(away)
            time.sleep(self.rng.uniform(0.3, 1.5))
            shutil.rmtree(index, ignore_errors=True)  # what a worker began meanwhile
            away.rename(index)

    def index_lost(self) -> None:
        """The index is gone for good."""
        shutil.rmtree(self.library.data / "index", ignore_errors=True)

    def index_damaged(self) -> None:
        """What says which files the index has is cut in half."""
        for file in (self.library.data / "index").glob("*/meta.json"):
            with suppress(OSError):
                new = file.with_suffix(".half")
                new.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
                new.replace(file)

    def database_cut(self) -> None:
        """PostgreSQL ends all connections; of SQLite another process holds the lock that writers need."""
        from django.db import connection

        if connection.vendor == "postgresql":
            self.library.write(self._terminate)
            return
        code = (
            "import sqlite3, sys, time; d = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None); "
            "d.execute('BEGIN EXCLUSIVE'); time.sleep(float(sys.argv[2]))"
        )
        name = str(connection.settings_dict["NAME"])
        subprocess.run(
            [sys.executable, "-c", code, name, f"{self.rng.uniform(0.5, 2.5)}"], stderr=subprocess.DEVNULL, check=False
        )

    def disk_full(self) -> None:
        """The disk is full to the last byte for a while."""
        balloon = self.library.data / "balloon"
        with suppress(OSError), balloon.open("wb") as out:
            while out.write(bytes(1 << 16)):
                out.flush()
        time.sleep(self.rng.uniform(0.5, 2.0))
        balloon.unlink(missing_ok=True)

    def _terminate(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )

    def _kill(self, kind: str) -> None:
        found = self.library.children()[kind]
        if found:
            with suppress(ProcessLookupError):
                os.kill(self.rng.choice(found), signal.SIGKILL)

    def _mood(self, mood: str) -> None:
        self.library.mood.write_text(mood)
        time.sleep(self.rng.uniform(0.5, 2.5))
        self.library.mood.unlink()


KINDS = (
    "worker_killed", "web_process_killed", "web_server_killed", "worker_frozen", "engine_fails", "engine_crawls", "engine_out_of_reach",
    "index_lost", "index_damaged", "database_cut", "disk_full",
)  # fmt: skip


class Readers:
    """Readers who ask for pages without a pause, and what they saw."""

    def __init__(self, port: int, rng: random.Random) -> None:
        self.port, self.rng = port, rng
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.slowest = 0.0
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(rng.random(),), daemon=True) for _ in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=30)

    def _read(self, seed: float) -> None:
        rng = random.Random(seed)
        words = synthetic.words("latin")[:300]
        while not self.stop.is_set():
            page = rng.choice(
                ("/search/?q=" + quote(rng.choice(words)), f"/works/{rng.randrange(1, 400)}/", "/", "/browse/", "/titles/en/")
            )
            begun = time.monotonic()
            try:
                status, body = fetched(self.port, page)
            except (OSError, http.client.HTTPException):
                self.seen["no connection"] += 1
                time.sleep(0.2)
                continue
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.seen[str(status)] += 1
            self.seen["from memory"] += b'class="note warn from-memory"' in body
            if status not in FINE and not (status in (404, 410) and page.startswith(("/works/", "/titles/"))):
                self.wrong.append(f"{page}: {status}")
            time.sleep(0.02)


def main() -> int:
    """Break, check, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=1_500, help="of each imported file")
    parser.add_argument("--only", nargs="+", choices=KINDS, metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--keep", action="store_true", help="leave the library where it is, and say where")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    folder = Path(tempfile.mkdtemp(prefix="lantai-faults-"))
    began = time.monotonic()
    with small_disk(folder / "disk") as disk:
        library = prepared(folder, disk, options.records)
        kinds = options.only or [kind for kind in KINDS if kind != "disk_full" or disk]
        library.start()
        try:
            wait_until(lambda: answers(library.port), "the server does not answer")
            with Readers(library.port, rng) as readers:
                done = break_it(library, Faults(library, rng), rng, kinds, options.faults, folder)
                wrong = [*library.wrong, *at_rest(library), *readers.wrong[:20]]
        finally:
            assert library.server
            library.server.send_signal(signal.SIGTERM)
            library.server.wait(timeout=60)
    if wrong:
        wrong.append((folder / "serve.log").read_text(errors="replace")[-3_000:])
    outcome = {
        "faults": dict(done), "skipped": [] if disk else ["disk_full: needs root, to mount a small file system"], "files": library.files,
        "rows_in": library.files * options.records, "seen": dict(readers.seen), "slowest_s": round(readers.slowest, 1),
        "seconds": round(time.monotonic() - began), "wrong": wrong,
    }  # fmt: skip
    print(json.dumps(outcome, ensure_ascii=False))
    if options.keep:
        print(folder, file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


def prepared(folder: Path, disk: Path | None, records: int) -> Library:
    """Return a library whose tables are made, with this process ready to ask them."""
    data = (disk or folder) / "data"
    os.environ |= {
        "LANTAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "faults_settings", "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
        "PGAPPNAME": "faults",
    }  # fmt: skip
    from lantai.cli.start import library_ready

    library_ready(quiet=True)
    return Library(data, free_port(), folder, records)


def break_it(library: Library, faults: Faults, rng: random.Random, kinds: list[str], count: int, folder: Path) -> Counter[str]:
    """Break ``count`` times, each time something drawn by chance, while imports go on; check after each."""
    done: Counter[str] = Counter()
    library.lay_down(folder)
    for number in range(count):
        kind = kinds[number % len(kinds)] if number < len(kinds) else rng.choice(kinds)
        getattr(faults, kind)()
        done[kind] += 1
        time.sleep(rng.uniform(0.2, 1.5))
        library.wrong += [f"after fault {number + 1} ({kind}): {said}" for said in does_not_add_up(library)]
        if has_ended(library):
            library.wrong += [f"after fault {number + 1}: {said}" for said in of_files(library)]
            library.lay_down(folder)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {count}: {kind:24}", end="", file=sys.stderr)
    return done


def has_ended(library: Library) -> bool:
    """Say whether every file laid down so far has been imported."""
    from lantai.catalog.models import Harvest, HarvestState

    return library.ask(lambda: not Harvest.objects.exclude(state=HarvestState.FINISHED).exists()) is True


def does_not_add_up(library: Library) -> list[str]:
    """Return what is wrong at this moment: outcomes that are not the rows, records that no row brought."""
    from django.db import transaction
    from django.db.models import F, Sum

    from lantai.catalog.models import Harvest, Refusal, SourceRecord

    def look() -> list[str]:
        with transaction.atomic():
            wrong = Harvest.objects.exclude(rows_done=F("new") + F("changed") + F("same") + F("deleted") + F("refused")).count()
            sums = Harvest.objects.aggregate(new=Sum("new"), refused=Sum("refused"))
            stored, refused = SourceRecord.objects.count(), Refusal.objects.count()
        said = [f"{wrong} imports whose outcomes are not their rows"] if wrong else []
        if (stored, refused) != (sums["new"], sums["refused"]):
            said.append(f"{sums} counted, {stored} stored and {refused} refused")
        return said

    found = library.ask(look)
    return found if isinstance(found, list) else []


def of_files(library: Library) -> Iterator[str]:
    """Yield what is wrong with the files that have been imported to their end: rows in = rows new + refused."""
    from lantai.catalog.models import Harvest, HarvestState

    rows = library.ask(lambda: list(Harvest.objects.filter(state=HarvestState.FINISHED)))
    bad = (library.records + 99) // 100
    for harvest in rows if isinstance(rows, list) else []:
        if (harvest.rows_done, harvest.new, harvest.refused) != (library.records, library.records - bad, bad):
            yield f"{harvest.file_name}: {harvest.rows_done} rows, {harvest.new} new, {harvest.refused} refused"


def at_rest(library: Library) -> Iterator[str]:
    """Wait until everything has come to rest, and yield what is wrong then: every work there once, and found."""
    from lantai.catalog import index
    from lantai.catalog.models import SourceRecord, Work
    from lantai.infra.models import Job, JobState

    def rests() -> bool:
        jobs = Job.objects.exclude(state=JobState.DONE).count()
        return (
            has_ended(library)
            and not jobs
            and not index.lag()
            and current() == Work.objects.filter(state=Work.State.LIVE).count()
        )

    def current() -> int:
        from lantai.search.protocol import SearchError

        try:
            engine = index.generations().current()
        except SearchError:
            return -1
        return engine.count() if engine else -1

    came = wait_until(lambda: library.ask(rests) is True, "", patience_s=PATIENCE_S)
    wanted = library.files * (library.records - (library.records + 99) // 100)
    stored, works, found = SourceRecord.objects.count(), Work.objects.filter(state=Work.State.LIVE).count(), current()
    if not came:
        failed = list(Job.objects.exclude(state=JobState.DONE).values_list("name", "state", "error"))
        yield f"not at rest after {PATIENCE_S:.0f} s: {failed}, {index.lag()} works behind, {found} of {works} found"
    yield from of_files(library)
    if not stored == works == found == wanted:
        yield f"{wanted} records came, {stored} are stored, {works} works made of them, {found} found"


def numbered(first: int, count: int) -> Iterator[bytes]:
    """Yield records of the synthetic library, no two of one work."""
    for n in range(first, first + count):
        script, language = ("han", "chi") if n % 6 == 0 else ("latin", "eng")
        yield synthetic.iso2709(synthetic.fields(random.Random(n), n, script, language))


def spoiled(record: bytes) -> bytes:
    """Return a record without fields: there is nothing to make a description of, so the import refuses it."""
    return synthetic.iso2709([("999", "  \x1fanothing")])


@contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """Mount a file system of DISK_MB where this is root; None where it cannot be."""
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=700", "lantai-faults", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=False)


def fetched(port: int, page: str) -> tuple[int, bytes]:
    """Return status and body of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", page)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def answers(port: int) -> bool:
    """Say whether the server answers."""
    try:
        return fetched(port, "/health/ready")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def wait_until(happens: Callable[[], bool], otherwise: str, *, patience_s: float = 60.0) -> bool:
    """Wait for something; False, or the end with ``otherwise`` said, when it does not happen."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if happens():
            return True
        time.sleep(0.3)
    if otherwise:
        raise SystemExit(otherwise)
    return False


def free_port() -> int:
    """Return a port that nobody listens at."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def below(parent: int) -> list[int]:
    """Return every process below one."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        if (above := parent_of(int(entry.name))) is not None:
            children.setdefault(above, []).append(int(entry.name))
    found, left = [], [parent]
    while left:
        more = children.get(left.pop(), [])
        found += more
        left += more
    return found


def parent_of(pid: int) -> int | None:
    """Return the parent of a process; None when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


def command_of(pid: int) -> str:
    """Return a process's command line, its parts ended by NUL."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
