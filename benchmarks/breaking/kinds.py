"""What is broken, and for how long."""

import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress

from .library import Library
from .nodes import Cluster
from .readers import fetched

EVERYWHERE = ("worker_killed", "web_process_killed", "web_server_killed", "worker_frozen", "database_cut")
OF_AN_INDEX = ("engine_fails", "engine_crawls", "engine_hangs", "engine_out_of_reach", "index_lost", "index_damaged")
OF_A_CLUSTER = ("node_killed", "node_frozen")
KINDS = (*EVERYWHERE, *OF_AN_INDEX, *OF_A_CLUSTER, "disk_full")

MOST_WAITED_S, TIMES_USUAL = 10.0, 4.0
"""In which a page must be there while the engine gives no answer: the limit of one search, and so often what the page takes otherwise."""


def kinds_of(*, cluster: bool, disk: bool) -> list[str]:
    """Return what can be broken here."""
    return [*EVERYWHERE, *(OF_A_CLUSTER if cluster else OF_AN_INDEX), *(["disk_full"] if disk else [])]


class Faults:
    """What is broken, and for how long. Each method breaks something, and leaves nothing broken behind."""

    def __init__(self, library: Library, rng: random.Random, *, cluster: Cluster | None = None, pace: float = 1.0) -> None:
        self.library, self.rng, self.cluster, self.pace = library, rng, cluster, pace

    def pause(self, least_s: float, most_s: float) -> None:
        """Wait a while, drawn by chance."""
        time.sleep(self.rng.uniform(least_s, most_s) * self.pace)

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
                self.pause(0.5, 2.0)
                os.kill(pid, signal.SIGCONT)

    def engine_fails(self) -> None:
        """Every question to the engine fails for a while."""
        self._mood("fail")

    def engine_crawls(self) -> None:
        """Every question to the engine takes seconds for a while."""
        self._mood(f"slow {self.rng.uniform(1, 4) * self.pace:.1f}")

    def engine_hangs(self) -> None:
        """No question to the engine is answered until a page is there that nobody asked for before."""
        usual_s = self._page_took()
        self.library.mood.write_text("hang")
        if (took_s := self._page_took()) > MOST_WAITED_S + TIMES_USUAL * usual_s:
            self.library.wrong.append(f"a page took {took_s:.0f} s while the engine gave no answer, {usual_s:.0f} s before")
        self.pause(0.2, 2.0)
        self.library.mood.unlink()

    def node_killed(self) -> None:
        """A node of the cluster is killed, and comes back."""
        if self.cluster:
            node = self.rng.randrange(len(self.cluster.http))
            self.cluster.kill(node)
            self.pause(2.0, 6.0)
            self.cluster.restart(node)
            self.cluster.wait_until_green()

    def node_frozen(self) -> None:
        """A node of the cluster gives no answer for a while."""
        if self.cluster:
            pid = self.rng.choice(self.cluster.pids)
            os.kill(pid, signal.SIGSTOP)
            self.pause(3.0, 15.0)
            os.kill(pid, signal.SIGCONT)

    def engine_out_of_reach(self) -> None:
        """The index is not where it was for a while: another machine's disk that is not mounted."""
        index, away = self.library.data / "index", self.library.data / "index.away"
        with suppress(OSError):
            index.rename(away)
            self.pause(0.3, 1.5)
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
            [sys.executable, "-c", code, name, f"{self.rng.uniform(0.5, 2.5) * self.pace}"],
            stderr=subprocess.DEVNULL,
            check=False,
        )

    def disk_full(self) -> None:
        """The disk is full to the last byte for a while."""
        balloon = self.library.data / "balloon"
        with suppress(OSError), balloon.open("wb") as out:
            while out.write(bytes(1 << 16)):
                out.flush()
        self.pause(0.5, 2.0)
        balloon.unlink(missing_ok=True)

    def _page_took(self) -> float:
        """Return the seconds until a search was answered that nobody asked for before."""
        begun = time.monotonic()
        with suppress(OSError, http.client.HTTPException):
            fetched(self.library.port, f"/search/?q=nobody+asked+{self.rng.randrange(10**9)}")
        return time.monotonic() - begun

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
        self.pause(0.5, 2.5)
        self.library.mood.unlink()
