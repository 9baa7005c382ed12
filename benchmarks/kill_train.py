"""Kills trainings with SIGKILL at random moments, and checks that readers keep whole tables and that the next training makes the same bytes.

    python benchmarks/kill_train.py [--times 20] [--lexicons]

A library of the demo's Romance books is trained once; then trainings that read everything again are killed. After every kill the tables in use must be
whole and those from before; at the end one that is left alone must make the very file that the first one made (a file is named after its content).
``--lexicons``: with those that come with Lantai, which take ten seconds. Prints one line of JSON; exit code 1 when a check failed.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOOKS = ROOT / "src" / "lantai" / "demo" / "files" / "romance-languages-unimarc.mrc"
FIRST_MOMENT_S = 0.3


def main() -> int:
    """Kill, check, report; or be the one that is killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lexicons", action="store_true", help="lay the installed lexicons beside what is learned, too")
    parser.add_argument("--train", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.train:
        return train(lexicons=options.lexicons)
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill(Path(folder), options)
    print(json.dumps(outcome))
    return 1 if outcome["failures"] else 0


def kill(data: Path, options: argparse.Namespace) -> dict[str, object]:
    """Return how many trainings were killed at work, and what went wrong."""
    rng, failures, at_work, drafts = random.Random(options.seed), list[str](), 0, 0
    subprocess.run([sys.executable, "-m", "lantai", "--data", str(data), "import", str(BOOKS)], check=True, stdout=sys.stderr)
    wanted, took_s = finished(data, options)
    for _ in range(options.times):
        process = started(data, options)
        assert process.stdout
        process.stdout.readline()  # it says when it begins
        try:
            process.wait(rng.uniform(FIRST_MOMENT_S, max(took_s, 2 * FIRST_MOMENT_S)))
        except subprocess.TimeoutExpired:
            at_work += 1
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        drafts += len(list((data / "translations").glob("making-*")))
        failures += [problem for problem in [looked_at(data, wanted)] if problem]
    again, _ = finished(data, options)
    if again != wanted:
        failures.append(f"made {again} in place of {wanted}")
    if left := list((data / "translations").glob("making-*")):
        failures.append(f"left behind: {', '.join(path.name for path in left)}")
    return {"kills": at_work, "drafts_cut_short": drafts, "tables": wanted, "failures": failures}


def looked_at(data: Path, wanted: str) -> str:
    """Return what is wrong with the tables in use, "" nothing."""
    from lantai.search.translations.shelf import Shelf

    shelf = Shelf(data / "translations")
    store = shelf.current()
    if store is None or shelf.name() != wanted:
        return f"in use is {shelf.name()}, not {wanted}"
    return store.is_whole()


def finished(data: Path, options: argparse.Namespace) -> tuple[str, float]:
    """Return the name of the tables that a training makes, and how long it worked, in seconds."""
    process = started(data, options)
    said, _ = process.communicate()
    outcome = json.loads(said.splitlines()[-1])
    return outcome["tables"], outcome["seconds"]


def started(data: Path, options: argparse.Namespace) -> "subprocess.Popen[str]":
    """Start a training that reads everything again."""
    command = [sys.executable, str(Path(__file__)), "--train", *(["--lexicons"] if options.lexicons else [])]
    return subprocess.Popen(command, env={**os.environ, "LANTAI_DATA": str(data)}, stdout=subprocess.PIPE, text=True)


def train(*, lexicons: bool) -> int:
    """Train, and say when the work begins and what came of it."""
    from threading import Event

    from lantai.cli.start import django_ready

    django_ready()
    from lantai.catalog import training

    if not lexicons:
        training.packaged = list
    print("begun", flush=True)
    outcome = training.train(full=True, told=lambda phase, done, total: None, stop=Event())
    print(json.dumps({"tables": outcome.tables, "seconds": outcome.seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
