"""Kills the worker that harvests with SIGKILL at random moments and checks that no record is lost and none comes twice.

    python benchmarks/kill_harvest.py --times 200

A repository on this machine is harvested by ``lantai worker``. After every kill: counts add up, pages are whole and in order, what is stored is what the
counts say. At the end of each harvest: every record is there once, those that the repository deleted are withdrawn, and no page was asked for more than
once beside those that a kill cut off. Prints one line of JSON; exit code 1 when a check failed.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from harvest_server import Repository, serving

FIRST_MOMENT_S, LAST_MOMENT_S = 1.0, 6.0
PAGE = 40


def main() -> int:
    """Kill, check, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="how many kills")
    parser.add_argument("--records", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    told = killed(options.times, options.records, random.Random(options.seed))
    print(json.dumps(told))
    return 1 if told["failures"] else 0


def killed(times: int, records: int, rng: random.Random) -> dict[str, object]:
    """Kill so often, harvest after harvest; return what was seen."""
    kills, finished, again, failures = 0, 0, 0, list[str]()
    with tempfile.TemporaryDirectory() as folder:
        while kills < times:
            repository = Repository(records=records, page_size=PAGE)
            with serving(repository) as address:
                library = Library(Path(folder) / f"library-{finished}", address)
                library.begin()
                before = kills
                while not library.is_finished():
                    if kills < times:
                        kills += library.work(rng.uniform(FIRST_MOMENT_S, LAST_MOMENT_S))
                    else:
                        library.work(60.0)
                    failures += library.wrong()
                extra = asked_again(repository)
                again += extra
                failures += library.wrong_at_the_end(repository)
                failures += [f"{extra} pages were asked for again after {kills - before} kills"] if extra > kills - before else []
            finished += 1
            if failures:
                failures.append(library.log.read_text()[-3_000:])
                break
    return {"kills": kills, "harvests_finished": finished, "pages_asked_again": again, "failures": failures}


def asked_again(repository: Repository) -> int:
    """Return how many pages were asked for more often than once."""
    asked = Counter(
        question.get("resumptionToken", "first") for question in repository.asked if question["verb"] == "ListRecords"
    )
    return sum(asked.values()) - len(asked)


class Library:
    """A library of its own, and the worker that is killed."""

    def __init__(self, data: Path, address: str) -> None:
        self.data, self.address, self.log = data, address, data.with_suffix(".log")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LANTAI_"))}
        self.environ = kept | {"LANTAI_DATA": str(data), "LANTAI_SERVICE_HOSTS": "127.0.0.1", "LANTAI_HARVEST_PAUSE": "0"}

    def begin(self) -> None:
        """Set the harvest up and have the worker begin it, or go on with it."""
        self._run("harvest", "--add", "R", "--address", self.address, "--source", "r", "--queue")

    def _run(self, *words: str) -> None:
        subprocess.run([sys.executable, "-m", "lantai", *words], env=self.environ, check=True, capture_output=True)

    def work(self, seconds: float) -> int:
        """Let a worker work, and kill it; return 1 where it was killed before the harvest was at its end."""
        if self.one("select state from catalog_harvest") == ("stopped",):
            self.begin()
        self._write(
            "update infra_turn set due_at = '2000-01-01 00:00:00' where name like '%begin_harvests'"
        )  # nobody waits a minute here
        with self.log.open("a") as log:
            process = subprocess.Popen([sys.executable, "-m", "lantai", "worker"], env=self.environ, stdout=log, stderr=log)
        for _ in range(max(1, round(seconds * 10))):
            try:
                process.wait(0.1)
                break
            except subprocess.TimeoutExpired:
                if seconds > LAST_MOMENT_S and self.is_finished():
                    break
        process.send_signal(signal.SIGKILL)
        process.wait()
        return 0 if self.is_finished() else 1

    def is_finished(self) -> bool:
        """Say whether the harvest has come to its end."""
        return self.one("select state from catalog_harvest") == ("finished",)

    def one(self, sql: str) -> tuple:
        """Return the first row that the database answers with."""
        with sqlite3.connect(self.data / "lantai.sqlite3", timeout=30) as database:
            return database.execute(sql).fetchone()

    def _write(self, sql: str) -> None:
        with sqlite3.connect(self.data / "lantai.sqlite3", timeout=30) as database:
            database.execute(sql)

    def wrong(self) -> list[str]:
        """Return what is wrong with the library as a kill left it."""
        done, total, new, deleted = self.one(
            "select rows_done, new + changed + same + deleted + refused + skipped, new, deleted from catalog_harvest"
        )
        stored = self.one("select count(*) from catalog_sourcerecord")[0]
        pages, last, rows = self.one("select count(*), coalesce(max(number), 0), coalesce(sum(rows), 0) from catalog_harvestpage")
        said = [f"{done} rows done, outcomes say {total}"] if done != total else []
        said += [f"{new} new and {deleted} deleted, {stored} records stored"] if new + deleted != stored else []
        said += [f"{pages} pages, the last is number {last}"] if pages != last else []
        return said + ([f"{done} rows done of {rows} that came"] if done > rows else [])

    def wrong_at_the_end(self, repository: Repository) -> list[str]:
        """Return what is wrong with a harvest that has come to its end."""
        gone = sum(repository.is_deleted(n) for n in range(repository.records))
        found = self.one(
            "select count(*), count(distinct key), sum(withdrawn_id is not null) from catalog_sourcerecord where current"
        )
        wanted = (repository.records, repository.records, gone)
        return [f"records, names, withdrawn: {found}, expected {wanted}"] if found != wanted else []


if __name__ == "__main__":
    sys.exit(main())
