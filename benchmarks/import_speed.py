"""How fast a MARC file becomes searchable, the whole pipeline, against pymarc merely parsing the same bytes in the same run.

    python benchmarks/import_speed.py                 the records of the relevance set
    python benchmarks/import_speed.py --records 200000   as many of our own making; shows that memory stays flat
    python benchmarks/import_speed.py --records 230000 --notes 3   long ones: a file of 2 GiB
    python benchmarks/import_speed.py --works 20000   works of OpenAlex instead (18 kB each); the peer is msgspec merely decoding the lines

Prints one line of JSON: records/s (reading, matching, storing, indexing, visible to a search), the peer's records/s, their
ratio, and memory in MiB of this process and of the largest reader: what is its own (anonymous) and what is pages of files, which the
kernel takes back when it needs them (of the index, mostly), after as many records as are named, and at most.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import synthetic

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LANTAI_SHARED_DATA", ROOT.parent / "shared" / "data"))
MILESTONES = (10_000, 50_000, 100_000, 150_000, 200_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=0, help="records of our own making instead of the relevance set")
    parser.add_argument("--notes", type=int, default=0, help="tables of contents that each of those records gets, of 2.5 kB")
    parser.add_argument("--works", type=int, default=0, help="works of OpenAlex, multiplied from the shared ones")
    parser.add_argument("--processes", type=int, help="reader processes")
    parser.add_argument("--keep", type=Path, help="data directory to fill and keep, instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ("works.jsonl" if options.works else "records.mrc")
        gather(file, options.records, options.notes, options.works)
        data = options.keep or Path(folder) / "data"
        print(json.dumps(measured(file, data, options.processes)), flush=True)


def gather(file: Path, count: int, notes: int, works: int = 0) -> None:
    """Write one file with all records."""
    with file.open("wb") as out:
        if works:
            given = gzip.decompress((SHARED / "openaccess" / "oa_status" / "openalex_works.jsonl.gz").read_bytes()).splitlines()
            out.writelines(synthetic.works(given, works))
            return
        if count:
            out.writelines(synthetic.records(count, notes=notes))
            return
        for part in sorted((SHARED / "relevance" / "marc").glob("*.mrc.gz")):
            out.write(gzip.decompress(part.read_bytes()))


def measured(file: Path, data: Path, processes: int | None) -> dict[str, object]:
    """Return the figures; the import runs in a process of its own, as `lantai import` does."""
    parsed, seconds = parse(file)
    import_ = [sys.executable, __file__, "--child", str(file), str(data), str(processes if processes is not None else "")]
    told = subprocess.run(import_, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = json.loads(told.splitlines()[-1])
    rate = found["rows_in"] / found["seconds"]
    return found | {
        "file_mib": file.stat().st_size >> 20,
        "records_per_s": round(rate),
        "peer": "msgspec" if file.suffix == ".jsonl" else "pymarc",
        "peer_records": parsed,
        "peer_records_per_s": round(parsed / seconds),
        "ratio": round(rate / (parsed / seconds), 3),
        "load": os.getloadavg()[0],
    }


def parse(file: Path) -> tuple[int, float]:
    """Return how many records the peer parsed, and in how many seconds."""
    import msgspec  # not at the top: what this module loads, each reader process of the import loads again
    import pymarc

    start, count = time.perf_counter(), 0
    with file.open("rb") as stream:
        if file.suffix == ".jsonl":
            count = sum(msgspec.json.decode(line) is not None for line in stream)
            return count, time.perf_counter() - start
        for record in pymarc.MARCReader(stream, force_utf8=True, permissive=True):
            count += record is not None
    return count, time.perf_counter() - start


def child(file: Path, data: Path, processes: int | None) -> None:
    """Import into a fresh library and print what it took."""
    os.environ |= {"LANTAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from lantai.catalog import importing, index

    call_command("migrate", verbosity=0)
    memory = Memory()
    start = time.perf_counter()
    harvest = importing.import_file(
        file, now=timezone.now, processes=processes, progress=lambda said: memory.note(said.counts.rows_in)
    )
    seconds = time.perf_counter() - start
    found = {k: getattr(harvest, k) for k in ("rows_in", "new", "changed", "same", "deleted", "refused")}
    found |= {"seconds": round(seconds, 2), "searchable": index.engine().count()}
    found["mib"] = memory.at | {"most": memory.most}
    found["database_mib"] = sum(p.stat().st_size for p in data.glob("*.sqlite3*")) >> 20
    print(json.dumps(found))


class Memory:
    """What this process and the largest of its readers hold, in MiB: {"main": anonymous, "main_files": pages of files, "reader": …}."""

    def __init__(self) -> None:
        self.at: dict[str, dict[str, int]] = {}
        self.most: dict[str, int] = {}

    def note(self, rows: int) -> None:
        """Look, after so many records."""
        held = {"main": held_kib("self", "RssAnon") >> 10, "main_files": held_kib("self", "RssFile") >> 10}
        held["reader"] = max((held_kib(pid, "RssAnon") for pid in descendants()), default=0) >> 10
        self.most = {name: max(number, self.most.get(name, 0)) for name, number in held.items()}
        for milestone in MILESTONES:
            if rows >= milestone:
                self.at.setdefault(str(milestone), held)


def held_kib(pid: str, what: str) -> int:
    """Return a line of a process's memory; 0 when it has gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{what}:")), 0)


def descendants(root: str = "") -> list[str]:
    """Return the processes that this one, or ``root``, has started, and those that they have."""
    found, parents = [root or str(os.getpid())], {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[stat.parent.name] = stat.read_text().rpartition(")")[2].split()[1]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if sys.argv[4] else None)
    else:
        main()
