"""Three engines side by side: the product's, SQLite FTS5 and Xapian, each given the same folded documents and the same questions.

    python benchmarks/scale_peers.py --works 100000 [--queries 100] [--directory DIR]

Works are those of engine_speed.py; scale.py asks the same of a whole library. Ends with a table of p95 and how many times as long the others take.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import engine_speed
from peers import Fts5, Peer, Tantivy, Xapian

from lantai.search.document import Document

KINDS = (
    "known item",
    "2-3 words",
    "2-3 words, 5 facets",
    "common word, 5 facets",
    "Chinese, 2 characters, 5 facets",
    "Chinese, 4 characters, 5 facets",
    "phrase of 3 words",
    "beginning of a word",
    "40 alternatives, 5 facets",
    "everything, 5 facets",
)
"""Kinds of questions that all of them can be asked."""

Figures = dict[str, Any]
Raw = dict[str, object]


PEERS: dict[str, Callable[[Path], Peer]] = {"tantivy": Tantivy, "SQLite FTS5": Fts5, "Xapian": Xapian}


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--directory", type=Path, help="where the indexes are made, one after the other")
    options = parser.parse_args()
    sample = list(islice(engine_speed.raw_works(options.works), 0, options.works, max(options.works // 2_000, 1)))
    with tempfile.TemporaryDirectory(dir=options.directory) as directory:
        found = compared(Path(directory), options.works, sample, options.queries, lambda: chunked(options.works))
    print("\n".join(table(found)))
    print(f"\nload {os.getloadavg()[0]:.1f}")


def chunked(works: int) -> Iterator[list[Document]]:
    """Yield documents of our own making, some at a time."""
    raws = engine_speed.raw_works(works)
    while chunk := list(islice(raws, 1_000)):
        yield [engine_speed.document(raw) for raw in chunk]


def compared(
    directory: Path, works: int, sample: list[Raw], queries: int, chunks: Callable[[], Iterable[list[Document]]]
) -> Figures:
    """Build and ask each engine with the same works, and return the figures by its name."""
    found: Figures = {"works": works}
    for name, make in PEERS.items():
        try:
            peer = make(directory / f"peer-{name}")
        except ImportError as problem:
            found[name] = {"absent": str(problem)}
            continue
        begun = time.process_time()
        figures: Figures = {"works_per_s": round(works / peer.build(chunks()))}
        figures |= {"cpu_s_with_making": round(time.process_time() - begun), "bytes_a_work": round(peer.size() / works)}
        for kind, requests in engine_speed.questions(sample, queries):
            if kind in KINDS:
                figures[kind] = engine_speed.asked(peer, requests)
        peer.remove()
        found[name] = figures
    return found


def table(found: Figures) -> list[str]:
    """Return the engines side by side: p95, and how many times as long as the first the others take."""
    peers = {name: value for name, value in found.items() if isinstance(value, dict) and "absent" not in value}
    if not peers:
        return []
    lines = [
        f"| {found['works']:,} works; questions: p95, ms of processor time | {' | '.join(peers)} |",
        f"|---|{'---|' * len(peers)}",
    ]
    first = next(iter(peers.values()))
    for kind in first:
        values = [value.get(kind) for value in peers.values()]
        numbers = [value["cpu_p95_ms"] if isinstance(value, dict) else value for value in values]
        lines.append(f"| {kind} | {' | '.join(ratio(number, numbers[0]) for number in numbers)} |")
    return [
        *lines,
        *(
            f"{name}: not measured, {value['absent']}"
            for name, value in found.items()
            if isinstance(value, dict) and "absent" in value
        ),
    ]


def ratio(number: float | None, first: float | None) -> str:
    """Return a figure with its ratio to the first one."""
    if number is None or not first:
        return "–"
    return f"{number:,}" if number == first else f"{number:,} ({number / first:.1f}x)"


if __name__ == "__main__":
    main()
