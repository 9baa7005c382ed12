"""How fast papers become searchable: works of OpenAlex of our own making, in parts of a snapshot, by the product's own command.

    python benchmarks/papers_speed.py --works 100000                   in a temporary directory
    python benchmarks/papers_speed.py --works 3000000 --keep ~/papers  goes on where it was left, part by part and inside a part
    python benchmarks/papers_speed.py --works 0                        what a work takes, step by step, alone
    python benchmarks/papers_speed.py --met 6000                       what one takes that the library has already, of another source or newer

Needs room for the library (16 kB a work) and one part of the snapshot (4.4 kB a work): each is made, imported, and removed. Making is not counted.
Prints a line of JSON a part and one for all: works/s by the clock, µs of the processor a work in the process that stores (with the index's
threads) and in those that read, by step in one process, the most memory in MiB of either, bytes a work of the database, the index and all.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import made_papers
from import_speed import descendants, held_kib

PIECE = 5_000
TICKS = os.sysconf("SC_CLK_TCK")
LEVEL = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--part", type=int, default=200_000, help="works of one part of the snapshot")
    parser.add_argument("--steps", type=int, default=2_000, help="works that are taken step by step")
    parser.add_argument("--keep", type=Path, help="directory to work in and to keep, instead of a temporary one")
    parser.add_argument("--met", type=int, help="works that are imported three times over, and nothing else")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.met:
            met(Path(folder), options.met)
            return
        at = options.keep or Path(folder)
        at.mkdir(parents=True, exist_ok=True)
        done = (
            [json.loads(line) for line in (at / "parts.jsonl").read_text().splitlines()] if (at / "parts.jsonl").exists() else []
        )
        for first in range(sum(part["works"] for part in done), options.works, options.part):
            done.append(imported(at, first, min(options.part, options.works - first)))
            with (at / "parts.jsonl").open("a") as told:
                told.write(json.dumps(done[-1]) + "\n")
            print(json.dumps(done[-1]), flush=True)
        print(json.dumps(summed(done, at) | {"steps": steps(options.steps, at)}), flush=True)


def imported(at: Path, first: int, count: int) -> dict[str, object]:
    """Make a part, import it, remove it; return what it took. One that was killed half-way is made again and gone on with: the same bytes."""
    part = at / f"part_{first:09d}.gz"
    make(part, first, count)
    told = taken_in(part, at / "data", count)
    part.unlink()
    return told


def met(at: Path, count: int) -> None:
    """Print what works take that are new, that come again under other numbers, as from a second source, and that come with other bytes; each with the
    start of the program, the first with the making of the library."""
    works = b"".join(made_papers.lines(made_papers.shared(), 0, count))
    for name, said, instead in (
        ("new", b"", b""),
        ("joining", b"openalex.org/W5", b"openalex.org/W7"),
        ("newer", b'"cited_by_count":', b'"cited_by_count":1'),
    ):
        part = at / f"{name}.gz"
        part.write_bytes(gzip.compress(works.replace(said, instead) if said else works, LEVEL, mtime=0))
        print(json.dumps({"which": name} | taken_in(part, at / "data", count)), flush=True)


def taken_in(part: Path, data: Path, count: int) -> dict[str, object]:
    """Import a part; return what it took."""
    command = [sys.executable, "-m", "lantai", "--data", str(data), "import", str(part), "--source", "openalex", "--json"]
    begun, watched = time.perf_counter(), Watched()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            watched.look(str(process.pid))
            time.sleep(0.1)
        told = json.loads((process.stdout.read() if process.stdout else "").splitlines()[-1])
    seconds = time.perf_counter() - begun
    return {
        "works": count, "counts": told, "seconds": round(seconds, 1), "works_per_s": round(count / seconds),
        "gzip_bytes": part.stat().st_size // count,
        "storing_us": round(watched.seconds(main=True) / count * 1e6), "reading_us": round(watched.seconds(main=False) / count * 1e6),
        "most_mib": watched.most, "load": os.getloadavg()[0],
    }  # fmt: skip


class Watched:
    """What the process that stores, and those that read, have taken: seconds of the processor, and the most memory that each held."""

    def __init__(self) -> None:
        self._ticks: dict[tuple[bool, str], int] = {}
        self.most = {"storing": 0, "storing_files": 0, "reader": 0}

    def look(self, pid: str) -> None:
        """Look once more; what a process took after the last look is not seen."""
        readers = descendants(pid)
        for one in (pid, *readers):
            self._ticks[one == pid, one] = max(taken(one), self._ticks.get((one == pid, one), 0))
        now = {"storing": held_kib(pid, "RssAnon"), "storing_files": held_kib(pid, "RssFile")}
        now["reader"] = max((held_kib(one, "RssAnon") for one in readers), default=0)
        self.most = {name: max(most, now[name] >> 10) for name, most in self.most.items()}

    def seconds(self, *, main: bool) -> float:
        """Return the seconds of the processor of the one that stores, or of all others."""
        return sum(ticks for (is_main, _), ticks in self._ticks.items() if is_main is main) / TICKS


def taken(pid: str) -> int:
    """Return the ticks of the processor that a process has taken; 0 when it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def make(part: Path, first: int, count: int) -> None:
    """Write a part, in as many processes as there are cores."""
    pieces = range(first, first + count, PIECE)
    with part.open("wb") as out, ProcessPoolExecutor() as pool:
        out.writelines(pool.map(packed, pieces, [min(PIECE, first + count - piece) for piece in pieces]))


def packed(first: int, count: int) -> bytes:
    """Return works as a member of a gzip file, alike in each run."""
    return gzip.compress(b"".join(made_papers.lines(made_papers.shared(), first, count)), LEVEL, mtime=0)


def summed(parts: list[dict], at: Path) -> dict[str, object]:
    """Return the figures of all parts, and the bytes that a work takes."""
    works = sum(part["works"] for part in parts)
    if not works:
        return {}
    mean = {name: round(sum(part[name] * part["works"] for part in parts) / works) for name in ("storing_us", "reading_us")}
    bytes_of = {
        "database": sum(f.stat().st_size for f in (at / "data").glob("*.sqlite3*")),
        "index": sum(f.stat().st_size for f in (at / "data" / "index").rglob("*") if f.is_file()),
        "all": sum(f.stat().st_size for f in (at / "data").rglob("*") if f.is_file()),
    }
    return {
        "works": works, "works_per_s": round(works / sum(part["seconds"] for part in parts)), **mean,
        "rows": {name: sum(part["counts"][name] for part in parts) for name in ("rows_in", "new", "changed", "same", "deleted", "refused")},
        "most_mib": {name: max(part["most_mib"][name] for part in parts) for name in parts[0]["most_mib"]},
        "bytes_per_work": {name: size // works for name, size in bytes_of.items()},
    }  # fmt: skip


def steps(count: int, at: Path) -> dict[str, float]:
    """Return µs of the processor a work of each step, one after the other in a process of its own, batch by batch as readers do."""
    child = [sys.executable, __file__, "--steps-child", str(count), str(at / "data")]
    return json.loads(subprocess.run(child, check=True, stdout=subprocess.PIPE, text=True).stdout) if count else {}


def steps_child(count: int, data: Path) -> None:
    """Print them. ``data``: a library whose dictionaries are used, if it has any."""
    import gc
    import io
    from collections import defaultdict

    os.environ |= {"LANTAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
    import django

    django.setup()
    from lantai.catalog import dictionaries, prepare
    from lantai.catalog.blobs import Packing, learn, pack_together
    from lantai.core.bib.record import encode
    from lantai.core.formats import open_file, read_chunk
    from lantai.core.formats.protocol import Profile
    from lantai.core.matching.signs import signs
    from lantai.search.build import document

    packed_part = b"".join(packed(n, min(PIECE, count - n)) for n in range(0, count, PIECE))
    took: dict[str, float] = defaultdict(float)
    start = time.process_time()

    def step(name: str) -> None:
        nonlocal start
        now = time.process_time()
        took[name] += now - start
        start = now

    profile, stream = open_file(io.BytesIO(packed_part), "part.gz", Profile(format="openalex"))
    start = time.process_time()
    chunks = list(stream)
    step("gunzip, split")
    packing = dictionaries.packing("openalex") if list(data.glob("*.sqlite3")) else Packing()
    learn(packing.own)
    desk = prepare.Desk(profile=profile, source="openalex", added=739_000, packing=packing)
    gc.collect()
    gc.freeze()
    gc.disable()
    for at in range(0, len(chunks), 125):
        batch = chunks[at : at + 125]
        start = time.process_time()
        records = [read_chunk(chunk.raw, profile) for chunk in batch]
        step("read")
        said = [encode(record) for record in records]
        step("description")
        blobs = [pack_together(chunk.raw, one, dictionary=packing.together) for chunk, one in zip(batch, said, strict=True)]
        step("pack")
        seen = [signs(record) for record in records]
        step("what is compared")
        found = [document([record], number=0, sources=("openalex",), added=739_000) for record in records]
        step("document")
        made = [prepare._put_together(*one[:2], desk, *one[2:]) for one in zip(records, batch, blobs, seen, found, strict=True)]
        step("keys, digest")
        handed = prepare._encode(made)
        prepare.decoded(handed)
        step("hand over")
        del records, said, blobs, seen, found, made, handed
        gc.collect(0)
    print(json.dumps({name: round(seconds / len(chunks) * 1e6, 1) for name, seconds in took.items()}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--steps-child"]:
        steps_child(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
