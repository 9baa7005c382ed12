"""Whether a cluster survives: a node of three is killed with SIGKILL while readers search and a writer commits.

    python benchmarks/kill_node.py [--seconds 30] [--kills 1] [--readers 3] [--batch 200] [--shards 3]

Starts a cluster of its own on this machine (Java 17 and Maven). Every commit adds a batch. A search fails when it raises, or finds fewer works
than were acknowledged before it was asked. Prints one line of JSON; exit code 1 when a search failed or an acknowledged work is lost.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.opensearch.cluster import Cluster

from lantai.core.query.tree import Term
from lantai.search import opener
from lantai.search.document import Document
from lantai.search.protocol import Engine, Request, SearchError

BEFORE_KILL_S = 3.0
WORDS = ("stone", "river", "mountain", "garden", "mirror")


class Load:
    """Readers and a writer, and what they saw."""

    def __init__(self, engine: Engine, batch: int) -> None:
        self.engine, self.batch = engine, batch
        self.done = threading.Event()
        self.acknowledged = 0
        self.took_ms: list[float] = []
        self.commits_ms: list[float] = []
        self.failed: list[str] = []
        self.again = 0

    def write(self) -> None:
        """Commit batch after batch; what was not acknowledged is put again."""
        number = 0
        while not self.done.is_set():
            start = time.perf_counter()
            try:
                with self.engine.writer() as writer:
                    writer.put(document(work) for work in range(number + 1, number + self.batch + 1))
                    writer.commit()
            except SearchError:
                self.again += 1
                continue
            number += self.batch
            self.acknowledged = number
            self.commits_ms.append((time.perf_counter() - start) * 1000)

    def read(self, seed: int) -> None:
        """Search again and again."""
        rng = random.Random(seed)
        while not self.done.is_set():
            word, least, start = rng.choice((*WORDS, "every", "every")), self.acknowledged, time.perf_counter()
            try:
                found = self.engine.search(Request(tree=Term((word,), word), facets=("language",), limit=20)).total
            except SearchError as problem:
                self.failed.append(f"{word}: {problem}"[:300])
                continue
            if word == "every" and found < least:
                self.failed.append(f"{found} works found, {least} acknowledged before")
            self.took_ms.append((time.perf_counter() - start) * 1000)


def document(number: int) -> Document:
    """Return a work that is found by a word of all, and by one of some."""
    return Document(
        id=number,
        title=f"every {WORDS[number % len(WORDS)]} work{number}",
        facets={"language": ("en", "zh")[number % 2 : number % 2 + 1]},
    )


def killed(cluster: Cluster, options: argparse.Namespace, directory: Path) -> dict[str, object]:
    """Kill nodes under load and return what was seen."""
    rng = random.Random(options.seed)
    engine = opener(f"{cluster.address}?shards={options.shards}&replicas=1")(directory / "index", create=True)
    load = Load(engine, options.batch)
    threads = [
        threading.Thread(target=load.write),
        *(threading.Thread(target=load.read, args=(n,)) for n in range(options.readers)),
    ]
    for thread in threads:
        thread.start()
    managers = 0
    for _ in range(options.kills):
        time.sleep(BEFORE_KILL_S + rng.random())
        node = rng.randrange(len(cluster.http))
        managers += cluster.manages(node)
        cluster.kill(node)
        time.sleep(options.seconds / options.kills)
        cluster.restart(node)
        cluster.wait_until_green()
    load.done.set()
    for thread in threads:
        thread.join()
    lost = sum(work not in there for piece in pieces(load.acknowledged) for there in [engine.among(piece)] for work in piece)
    return {
        "kills": options.kills,
        "of_the_manager": managers,
        "searches": len(load.took_ms),
        "failed": len(load.failed),
        "acknowledged": load.acknowledged,
        "lost": lost,
        "put_again": load.again,
        "found": engine.search(Request(tree=Term(("every",), "every"), limit=0)).total,
        "search_p50_ms": quantile(load.took_ms, 0.5),
        "search_p99_ms": quantile(load.took_ms, 0.99),
        "search_most_ms": quantile(load.took_ms, 1.0),
        "commit_p50_ms": quantile(load.commits_ms, 0.5),
        "commit_most_ms": quantile(load.commits_ms, 1.0),
        "first_failures": load.failed[:5],
    }


def pieces(most: int, size: int = 10_000) -> list[range]:
    """Return the numbers from 1 in pieces."""
    return [range(start, min(start + size, most + 1)) for start in range(1, most + 1, size)]


def quantile(took: list[float], share: float) -> float:
    """Return the value below which a share lies."""
    ordered = sorted(took) or [0.0]
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 1)


def main() -> None:
    """Start, kill, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30.0, help="of load after the kills, together")
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--shards", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, Cluster(Path(temporary) / "nodes") as cluster:
        outcome = killed(cluster, options, Path(temporary))
    print(json.dumps(outcome))
    sys.exit(1 if outcome["failed"] or outcome["lost"] or outcome["found"] < outcome["acknowledged"] else 0)


if __name__ == "__main__":
    main()
