"""Which engine spreads the heavy half of an import best: processes of this machine, Dask or Ray, on the same records, with the same results.

    python benchmarks/distributed_engines.py [--records 20000] [--workers 2]

Each engine is started in a process of its own, as one worker a core on this machine. Prints one line of JSON an engine: seconds until it took work, records
a second, the memory of everything it started, and the digest of all results, which must be the same. Ray is no part of the project: pip install ray.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import synthetic

from lantai.catalog.prepare import Desk, encoded
from lantai.core.formats.protocol import Chunk, Profile

BATCH = 1_000
ENGINES = ("processes", "dask", "ray")


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--engine", choices=ENGINES)
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measured(options.engine, options.records, options.workers)))
        return
    for name in ENGINES:
        command = [
            sys.executable,
            __file__,
            "--engine",
            name,
            "--records",
            str(options.records),
            "--workers",
            str(options.workers),
        ]
        alike = os.environ | {"PYTHONHASHSEED": "0"}  # sets come in one order in all processes, so that bytes can be compared
        done = subprocess.run(command, capture_output=True, text=True, env=alike)
        print(
            done.stdout.splitlines()[-1] if not done.returncode else json.dumps({"engine": name, "failed": done.stderr[-300:]}),
            flush=True,
        )


def measured(name: str, count: int, workers: int) -> dict[str, object]:
    """Return the figures of one engine."""
    chunks = [Chunk(number=n, position=0, raw=raw) for n, raw in enumerate(synthetic.records(count), start=1)]
    desk = Desk(profile=Profile(format="iso2709", dialect="marc21", encoding="utf-8"), source="benchmark", added=1)
    batches = [chunks[at : at + BATCH] for at in range(0, len(chunks), BATCH)]
    start = time.perf_counter()
    with globals()[f"with_{name}"](workers) as submit:
        submit(batches[0][:1], desk).result()
        ready = time.perf_counter()
        digest = hashlib.blake2b(digest_size=8)
        under_way: list[Any] = []
        for batch in [*batches, *[None] * (workers + 2)]:
            if batch:
                under_way.append(submit(batch, desk))
            if under_way and (not batch or len(under_way) > workers + 2):
                digest.update(under_way.pop(0).result())
        took = time.perf_counter() - ready
        memory = sum(resident(pid) for pid in below(os.getpid()))
    return {
        "engine": name,
        "ready_s": round(ready - start, 2),
        "records_per_s": round(count / took),
        "memory_mib": memory >> 20,
        "digest": digest.hexdigest(),
        "load": round(os.getloadavg()[0], 1),
    }


@contextmanager
def with_processes(workers: int) -> Iterator[Any]:
    """The pool that an import starts by itself."""
    from lantai.catalog import readers

    with readers.readers(readers.WORTH_A_POOL, workers) as lent:
        yield lambda batch, desk: lent.submit(encoded, batch, desk)


@contextmanager
def with_dask(workers: int) -> Iterator[Any]:
    """Dask's scheduler and workers, a process each."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield lambda batch, desk: client.submit(encoded, batch, desk, pure=False)


@contextmanager
def with_ray(workers: int) -> Iterator[Any]:
    """Ray's services and workers."""
    import ray

    ray.init(
        num_cpus=workers, include_dashboard=False, object_store_memory=200_000_000, logging_level="ERROR", log_to_driver=False
    )
    remote = ray.remote(encoded)

    class Future:
        def __init__(self, reference: Any) -> None:
            self._reference = reference

        def result(self) -> bytes:
            found: bytes = ray.get(self._reference)
            return found

    yield lambda batch, desk: Future(remote.remote(batch, desk))
    ray.shutdown()


def below(parent: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(entry.read_text().rpartition(")")[2].split()[1]), []).append(int(entry.parent.name))
        except OSError:
            continue
    found, left = [], [parent]
    while left:
        found += children.get(left[0], [])
        left += children.get(left.pop(0), [])
    return found


def resident(pid: int) -> int:
    """Return the bytes of a process that are in memory; 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
