"""Whether the index survives: a writer is killed with SIGKILL at random moments, and what it acknowledged must be there.

    python benchmarks/kill_index.py [--times 50] [--seed 1] [--engine tantivy] [--works 2000]

Every batch replaces all works and adds one, then commits and says so. After each kill the index must open, hold whole batches
only, none acknowledged missing, and take the next batch. Prints one line of JSON; exit code 1 when anything was lost.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lantai.core.query.tree import Term
from lantai.search import opener
from lantai.search.document import Document
from lantai.search.protocol import Engine, Request, SearchError

FIRST_ADDED = 10_000_000
LONGEST_WAIT_S = 1.5
LONGEST_COMMIT_S = 0.06


def main() -> None:
    """Kill and check, or be the one that is killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--works", type=int, default=2_000, help="works that each batch replaces")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.engine, options.write, options.works)
        return
    # an engine that was opened to look may still be merging segments when its directory goes
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        outcome = kill(options, Path(directory) / "index")
    print(json.dumps(outcome))
    sys.exit(1 if outcome["wrong"] else 0)


def write(name: str, directory: Path, works: int) -> None:
    """Commit batch after batch for ever, saying the number of each before and after its commit."""
    engine = opener(name)(directory)
    with engine.writer() as writer:
        number = batches(engine, works)
        while True:
            number += 1
            writer.put(batch(number, works))
            print("committing", number, flush=True)
            writer.commit()
            print("committed", number, flush=True)


def batch(number: int, works: int) -> Iterator[Document]:
    """Yield what batch ``number`` puts: every work anew, with the batch's word, and one work more."""
    for work in (*range(1, works + 1), FIRST_ADDED + number):
        yield Document(id=work, title=f"batch{number} work{work}", title_keys=(f"work{work}",), body="some words more")


def batches(engine: Engine, works: int) -> int:
    """Return how many batches the index holds."""
    return max(engine.count() - works, 0)


def kill(options: argparse.Namespace, directory: Path) -> dict[str, object]:
    """Start and kill writers; return what was seen."""
    rng = random.Random(options.seed)
    opener(options.engine)(directory, create=True)
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for turn in range(options.times):
        acknowledged, in_commit = killed_writer(options, directory, rng, aimed=turn % 2 == 1)
        seen["aimed at a commit"] += turn % 2
        seen["died within a commit"] += in_commit
        wrong += [f"kill {turn + 1}: {problem}" for problem in problems(options, directory, acknowledged)]
    batches_kept = batches(opener(options.engine)(directory), options.works)
    return {"kills": options.times, **seen, "batches": batches_kept, "wrong": wrong}


def killed_writer(options: argparse.Namespace, directory: Path, rng: random.Random, *, aimed: bool) -> tuple[int, bool]:
    """Run a writer and kill it: at any moment, or just after it said that it commits. Return the last batch acknowledged,
    0 when none was, and whether it died within a commit."""
    command = [sys.executable, __file__, "--engine", options.engine, "--works", str(options.works), "--write", str(directory)]
    # the pipe is read to the end only after the kill: what the writer said last still lies in it
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = [writer.stdout.readline() for _ in range(rng.choice((1, 3, 5)))]
        time.sleep(rng.uniform(0, LONGEST_COMMIT_S if aimed else LONGEST_WAIT_S))
        os.kill(writer.pid, signal.SIGKILL)
        said += writer.stdout.readlines()
    words = [line.split() for line in said if line.endswith("\n")]
    acknowledged = max((int(number) for verb, number in words if verb == "committed"), default=0)
    return acknowledged, bool(words) and words[-1][0] == "committing"


def problems(options: argparse.Namespace, directory: Path, acknowledged: int) -> Iterator[str]:
    """Yield what is wrong with an index after a kill."""
    try:
        engine = opener(options.engine)(directory)
        number = batches(engine, options.works)
        if number < acknowledged:
            yield f"batch {acknowledged} was acknowledged, but only {number} are there"
        if number and having(engine, f"batch{number}") != options.works + 1:
            yield f"batch {number} is there in part: {having(engine, f'batch{number}')} works"
        with engine.writer() as writer:
            writer.put(batch(number + 1, options.works))
            writer.commit()
        if engine.count() != options.works + number + 1:
            yield f"the next batch makes {engine.count()} works, not {options.works + number + 1}"
    except SearchError as problem:
        yield f"{type(problem).__name__}: {problem}"


def having(engine: Engine, word: str) -> int:
    """Return how many works have a word."""
    return engine.search(Request(tree=Term((word,), word), limit=0)).total


if __name__ == "__main__":
    main()
