"""Kills imports with SIGKILL at random moments, index commits among them, and checks that nothing is lost.

    python benchmarks/kill_import.py --times 50
    python benchmarks/kill_import.py --times 50 --records 4000 --papers

After every kill: the database holds exactly the rows that the import says it has done, and the index opens. When an import has come to its end
in spite of the kills: every row is there once, and every work is found. Prints one line of JSON; exit code 1 when a check failed.
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
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import made_papers
import synthetic

FIRST_MOMENT_S, LAST_MOMENT_S = 0.6, 6.0


def main() -> int:
    """Kill, check, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50, help="how many kills")
    parser.add_argument("--records", type=int, default=12_000)
    parser.add_argument("--papers", action="store_true", help="works of OpenAlex in place of MARC records")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng, kills, finished, failures = random.Random(options.seed), 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ("works.jsonl" if options.papers else "records.mrc")
        with file.open("wb") as out:
            library = made_papers.shared() if options.papers else None
            out.writelines(made_papers.lines(library, 0, options.records) if library else synthetic.records(options.records))
        while kills < options.times:
            data = Path(folder) / f"library-{finished}"
            while (ended := run(file, data, rng, kill=kills < options.times)) is None:
                kills += 1
                failures += after_kill(data)
            failures += at_the_end(data, ended, options.records)
            finished += 1
        if failures:
            failures.append(file.with_suffix(".log").read_text()[-2_000:])
    print(json.dumps({"kills": kills, "imports_finished": finished, "failures": failures}))
    return 1 if failures else 0


def run(file: Path, data: Path, rng: random.Random, *, kill: bool) -> dict[str, int] | None:
    """Start the import; return its counts, or None when it was killed."""
    command = [sys.executable, "-m", "lantai", "--data", str(data), "import", str(file), "--json"]
    with file.with_suffix(".log").open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
    try:
        told, _ = process.communicate(timeout=rng.uniform(FIRST_MOMENT_S, LAST_MOMENT_S) if kill else None)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)  # the import alone: its readers must notice by themselves
        process.communicate()
        return None
    return json.loads(told.splitlines()[-1])


def after_kill(data: Path) -> list[str]:
    """Return what is wrong with the library as the kill left it."""
    file = next(data.glob("*.sqlite3"), None)
    if file is None:
        return []
    with sqlite3.connect(file) as database:
        try:
            rows = database.execute(
                "select rows_done, new + changed + same + deleted + refused, new from catalog_harvest"
            ).fetchall()
            records = database.execute("select count(*) from catalog_sourcerecord").fetchone()[0]
        except sqlite3.OperationalError:
            return []  # killed before its first migration ended
    new = sum(
        row[2] for row in rows
    )  # the rest are "same": killed after its last batch, an import begins anew and finds all there
    wrong = [f"{new} rows new, {records} records stored"] if new != records else []
    return wrong + [f"counts do not add up: {row}" for row in rows if row[0] != row[1]] + index_opens(data)


def index_opens(data: Path) -> list[str]:
    """Return what is wrong with the index: it opens, and holds no more than there is."""
    from lantai.search.generations import generations

    try:
        engine = generations(data / "index", "tantivy").current()
    except Exception as problem:  # whatever it is, it is the finding
        return [f"the index does not open: {problem!r}"]
    if engine is not None:
        engine.close()
    return []


def at_the_end(data: Path, counts: dict[str, int], records: int) -> list[str]:
    """Return what is wrong with a library whose import has ended."""
    from lantai.search.generations import generations

    whole = counts["rows_in"] == counts["new"] + counts["same"] == records and counts["new"] in (records, 0)
    wrong = [] if whole else [f"the import ended with {counts}"]
    for _ in range(50):
        engine = generations(data / "index", "tantivy").current()
        found = engine.count() if engine else 0
        if found == records:
            return wrong
        time.sleep(0.1)
    return [*wrong, f"{found} of {records} works in the index"]


if __name__ == "__main__":
    sys.exit(main())
