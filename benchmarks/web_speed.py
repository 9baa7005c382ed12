"""How fast pages come to ten readers at once: search pages with their facets, records, and suggestions, from a library that is there already.

    python benchmarks/import_speed.py --records 200000 --keep /tmp/library
    lantai --data /tmp/library index --suggestions
    python benchmarks/web_speed.py --data /tmp/library

With ``--translations``, of a library that has tables of them (`lantai train`): search pages with translations, and the same by the reader's own words alone,
asked in turn, for a few words and for whole titles, and how many times as long the first take at p95.

Ten clients without pauses, in this process, on the same machine as the server; after a warm-up. Prints one line of JSON with p50 and p95 in
milliseconds for each kind of page, the same for one reader alone, and the resident memory of each web process when idle.
"""

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

with socket.create_server(("127.0.0.1", 0)) as _tried:
    PORT = _tried.getsockname()[1]
"""One that nobody listens at: where another server stood, it was that which was measured."""

LONGEST_TITLE = 150


def main() -> None:
    """Start the server, ask, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="data directory of the library")
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--requests", type=int, default=600, help="of each kind")
    parser.add_argument(
        "--no-worker", action="store_true", help="without the worker, which learns from a new library for some minutes"
    )
    parser.add_argument(
        "--translations", action="store_true", help="search pages with translations beside those without, and nothing else"
    )
    options = parser.parse_args()
    titles, works = drawn(options.data)
    command = [sys.executable, "-m", "lantai", "--data", str(options.data), "serve", "--port", str(PORT)]
    command += ["--no-worker"] if options.no_worker else []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait()
            idle = memory(server.pid)
            measure = translated if options.translations else measured
            print(json.dumps(measure(titles, works, options.readers, options.requests) | {"idle_mib": idle}))
        finally:
            server.send_signal(signal.SIGTERM)


def drawn(data: Path) -> tuple[list[str], list[int]]:
    """Return titles and numbers of works drawn at random, the same each time."""
    rng = random.Random(5)
    with sqlite3.connect(next(data.glob("*.sqlite3"))) as database:
        last = database.execute("select max(id) from catalog_work").fetchone()[0]
        wanted = rng.sample(range(1, last + 1), 2_000)
        marks = ",".join(map(str, wanted))
        rows = database.execute(f"select id, title from catalog_work where id in ({marks}) and state = 'live'").fetchall()
    rng.shuffle(rows)
    return [title for _, title in rows], [number for number, _ in rows]


KINDS = ("search", "record", "suggest")


def measured(titles: list[str], works: list[int], readers: int, requests: int, kinds: Sequence[str] = KINDS) -> dict[str, object]:
    """Return the figures of each kind of page."""
    rng = random.Random(6)

    def search() -> str:
        return "/search/?q=" + quote(few_words(titles, rng))

    def record() -> str:
        return f"/works/{rng.choice(works)}/"

    def suggest() -> str:
        return "/search/suggest/?q=" + quote(rng.choice(titles)[: rng.choice((3, 4, 5))])

    found: dict[str, object] = {"works": len(works), "load": os.getloadavg()[0]}
    pages = {"search": search, "record": record, "suggest": suggest}
    for name, page in [(name, pages[name]) for name in kinds]:
        asked([page() for _ in range(60)], readers)
        found[f"{name}_alone"] = quantiles(asked([page() for _ in range(100)], 1))
        found[f"{name}_{readers}_readers"] = quantiles(asked([page() for _ in range(requests)], readers))
    return found


def few_words(titles: list[str], rng: random.Random) -> str:
    """Return one to three words of a title."""
    words = re.findall(r"\w+", rng.choice(titles))
    return " ".join(rng.sample(words, min(len(words), rng.choice((1, 2, 2, 3)))))


def translated(titles: list[str], works: list[int], readers: int, requests: int) -> dict[str, object]:
    """Return the figures of search pages with translations and without. No question is asked twice: what was looked for before is remembered."""
    rng = random.Random(6)
    wanted = 60 + 100 + requests
    kinds = {
        "few words": [few_words(titles, rng) for _ in range(wanted)],
        "titles": [title[:LONGEST_TITLE] for title in titles[:wanted]],
    }
    found: dict[str, object] = {"works": len(works), "load": os.getloadavg()[0]}
    for name, questions in kinds.items():
        pages = [page for text in questions for page in (f"/search/?q={quote(text)}", f"/search/?q={quote(text)}&words=own")]
        asked(pages[:120], readers)
        for count, some in ((1, pages[120:320]), (readers, pages[320:])):
            took = asked(some, count)
            crossed, own = quantiles(took[::2]), quantiles(took[1::2])
            ratio = round(crossed["p95_ms"] / own["p95_ms"], 2)
            found[f"{name}_{count}_readers"] = {"translated": crossed, "own words": own, "p95": ratio}
    return found


def asked(pages: list[str], readers: int) -> list[float]:
    """Ask for all pages, ``readers`` at a time, and return the milliseconds that each took, in order; a page that fails is an error."""
    waiting, took, lock = iter(enumerate(pages)), [0.0] * len(pages), threading.Lock()
    failed: list[str] = []

    def reader() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while True:
            with lock:
                place, page = next(waiting, (0, ""))
            if not page or failed:
                return
            start = time.perf_counter()
            connection.request("GET", page, headers={"Accept-Language": "en"})
            response = connection.getresponse()
            response.read()
            if response.status not in (200, 302):
                failed.append(f"{page}: {response.status}")
            took[place] = (time.perf_counter() - start) * 1000

    in_parallel(reader, readers)
    if failed:
        raise SystemExit(failed[0])
    return took


def in_parallel(work: Callable[[], None], count: int) -> None:
    """Run ``work`` in ``count`` threads and wait for them."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def quantiles(took: list[float]) -> dict[str, float]:
    """Return p50, p95 and pages a second of one reader."""
    ordered = sorted(took)
    return {"p50_ms": round(ordered[len(ordered) // 2], 1), "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1)}


def wait() -> None:
    """Wait until the server answers."""
    for _ in range(1_200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(2)
            return
    raise SystemExit("the server does not answer")


def memory(parent: int) -> list[int]:
    """Return the resident MiB of every process below ``parent``."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, left = [], [parent]
    while left:
        for child in children.get(left.pop(), ()):
            left.append(child)
            status = Path(f"/proc/{child}/status").read_text()
            found.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024)
    return sorted(found)


if __name__ == "__main__":
    main()
