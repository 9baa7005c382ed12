"""What a library of many works costs and how fast it is, by one command that goes on where it was broken off.

    python benchmarks/scale.py --works 1000000 --directory /srv/scale

Stages, each in a process of its own, its figures kept in DIRECTORY/figures.json and skipped when they are there (``--again STAGE`` does one anew):

  import   works of our own making as MARC, in parts, through the product's import; the parts are removed when they are in
  build    the index anew from the database, as `lantai index --rebuild`
  engine   each kind of question, one thread (suggestions have a command of their own, suggest_speed.py)
  changes  1,000 works changed until a search sees them
  pages    search pages with all facets, records and suggestions (made before), one reader and ten, on a server of its own; memory
  peers    the same works (the first --peers of them) and questions in tantivy, SQLite FTS5 and Xapian

Ends with a table (docs/operate/capacity.md). Xapian is measured where its bindings are: apt install python3-xapian, or pip install
xapian-bindings-binary. A million works take half an hour and 3 GB of disk on two cores, ten million five hours and 30 GB.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

PART = 250_000
SAMPLE = 2_000
STAGES = ("import", "build", "engine", "changes", "pages", "peers")

Figures = dict[str, Any]


def main() -> None:
    """Do the stages that are not done, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, required=True)
    parser.add_argument("--directory", type=Path, required=True, help="where the library, and the figures, are kept")
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--requests", type=int, default=400, help="of each kind of page, by ten readers")
    parser.add_argument("--peers", type=int, default=200_000, help="works that the peers are given; 0: no peers")
    parser.add_argument(
        "--kept-only", action="store_true", help="build from the documents that were kept, and not from nothing, too"
    )
    parser.add_argument(
        "--no-suggestions",
        action="store_true",
        help="no suggestions are made and asked for: of ten million works they take an hour",
    )
    parser.add_argument("--again", choices=STAGES, action="append", default=[], help="do a stage anew")
    parser.add_argument("--child", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(in_child(options)))
        return
    options.directory.mkdir(parents=True, exist_ok=True)
    kept = Kept(options.directory / "figures.json", options.again)
    kept.needs(works=options.works)
    imported(options, kept)
    for stage in STAGES[1:]:
        if stage != "peers" or options.peers:
            kept.once(stage, lambda stage=stage: child(options, stage))
    print(table(kept.figures))


class Kept:
    """The figures of the stages that are done."""

    def __init__(self, file: Path, again: list[str]) -> None:
        self._file = file
        self.figures: Figures = json.loads(file.read_text()) if file.exists() else {}
        for stage in again:
            self.figures.pop(stage, None)

    def needs(self, **what: object) -> None:
        """Refuse to go on with another library than was begun."""
        for name, value in what.items():
            if self.figures.setdefault(name, value) != value:
                raise SystemExit(f"{self._file} is of {name}={self.figures[name]}; take another directory for {value}")

    def once(self, stage: str, do: Callable[[], Figures]) -> None:
        """Do a stage that is not done, and keep its figures."""
        if stage in self.figures:
            return
        start = time.perf_counter()
        found = do()
        self.note(stage, found | {"took_s": round(time.perf_counter() - start, 1), "load": round(os.getloadavg()[0], 1)})

    def note(self, stage: str, found: Figures) -> None:
        """Keep figures, safe against being broken off."""
        self.figures[stage] = found
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(self.figures, indent=1))
        new.replace(self._file)
        print(stage, json.dumps(found), flush=True)


def imported(options: argparse.Namespace, kept: Kept) -> None:
    """Make and import the parts that are not in yet."""
    import synthetic

    done: Figures = kept.figures.get("import", {"rows": 0, "seconds": 0.0, "largest_mib": 0})
    while done["rows"] < options.works:
        count = min(PART, options.works - done["rows"])
        file = options.directory / f"part-{done['rows']}.mrc"
        with file.open("wb") as out:
            out.writelines(synthetic.records(count, seed=7 + done["rows"], first=done["rows"]))
        found = child(options, "import", file=file)
        file.unlink()
        done = {
            "rows": done["rows"] + count,
            "seconds": done["seconds"] + found["seconds"],
            "largest_mib": max(done["largest_mib"], found["largest_mib"]),
            "works": found["works"],
            "database_bytes_a_work": round(found["database_bytes"] / found["works"]),
        }
        done["records_per_s"] = round(done["rows"] / done["seconds"])
        kept.note("import", done)


def child(options: argparse.Namespace, stage: str, *, file: Path | None = None) -> Figures:
    """Do a stage in a process of its own and return its figures."""
    command = [sys.executable, __file__, "--child", stage, "--works", str(options.works), "--directory", str(options.directory)]
    command += ["--queries", str(options.queries), "--requests", str(options.requests), "--peers", str(options.peers)]
    command += ["--file", str(file)] if file else []
    command += ["--kept-only"] if options.kept_only else []
    command += ["--no-suggestions"] if options.no_suggestions else []
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: Figures = json.loads(told.splitlines()[-1])
    return found


def in_child(options: argparse.Namespace) -> Figures:
    """Set the library up and do one stage."""
    data = options.directory / "data"
    data.mkdir(exist_ok=True)
    os.environ |= {"LANTAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
    if options.child == "pages":
        return of_pages(options, data)
    import django

    django.setup()
    doing: dict[str, Callable[[], Figures]] = {
        "import": lambda: of_import(options.file, data),
        "build": lambda: of_build(data, kept_only=options.kept_only),
        "engine": lambda: of_engine(options),
        "changes": of_changes,
        "peers": lambda: of_peers(options),
    }
    return doing[options.child]()


def of_import(file: Path, data: Path) -> Figures:
    """Import one part."""
    from django.core.management import call_command
    from django.utils import timezone

    from lantai.catalog import importing
    from lantai.catalog.models import Work

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    harvest = importing.import_file(file, now=timezone.now)
    seconds = round(time.perf_counter() - start, 2)
    assert harvest.rows_in == harvest.new + harvest.changed + harvest.same + harvest.deleted + harvest.refused
    works = Work.objects.filter(state=Work.State.LIVE).count()
    return {"seconds": seconds, "works": works, "database_bytes": database_bytes(data), "largest_mib": largest_mib()}


def database_bytes(data: Path) -> int:
    """Return the bytes of the database, with what stands in its log."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return sum(path.stat().st_size for path in data.glob("*.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def of_build(data: Path, *, kept_only: bool) -> Figures:
    """Make the index anew: with the documents that the import kept, and then without any."""
    from lantai.catalog import index

    found = rebuilt()
    works = int(found["works"])
    kept = data / "index" / "documents"
    found["kept_bytes_a_work"] = round(size_of(kept) / works)
    if not kept_only:
        shutil.rmtree(kept)
        found |= {f"{name}_from_nothing": value for name, value in rebuilt().items() if name != "works"}
    index.generations().sweep(-1)
    size = size_of(data / "index") - size_of(kept)
    return found | {"index_bytes_a_work": round(size / works) if size else None, "largest_mib": largest_mib()}


def rebuilt() -> Figures:
    """Make the index anew once. Processor time is that of this process: of its threads, and not of its readers."""
    from lantai.catalog import index

    start, spent = time.perf_counter(), time.process_time()
    works = index.rebuild()
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    assert index.engine().count() == works
    return {
        "works_per_s": round(works / seconds),
        "seconds": round(seconds, 1),
        "processor_us_a_work": round(spent / works * 1e6),
        "works": works,
    }


def size_of(directory: Path) -> int:
    """Return the bytes of the files below a directory."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def of_engine(options: argparse.Namespace) -> Figures:
    """Ask each kind of question, one after the other."""
    import engine_speed

    from lantai.catalog import index
    from lantai.search.protocol import Engine

    engine: Engine = index.engine()
    kinds = engine_speed.questions(sampled(options.works), options.queries)
    found: Figures = {kind: engine_speed.asked(engine, requests) for kind, requests in kinds}
    beginnings = [str(work["title"])[:3].lower() for work in sampled(options.works)[: options.queries]]
    return found | {"words that begin with 3 letters": timed(beginnings, engine.terms), "largest_mib": largest_mib()}


def timed(asked: list[str], ask: Callable[[str], object]) -> Figures:
    """Return how long it takes to ask each."""
    took = []
    for one in asked:
        start = time.perf_counter()
        ask(one)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return {"queries": len(took), "p50_ms": round(took[len(took) // 2], 2), "p95_ms": round(took[int(len(took) * 0.95)], 2)}


def sampled(count: int) -> list[dict[str, object]]:
    """Return some works, the same each time, with what questions are drawn from."""
    from lantai.catalog.models import Work

    rng = random.Random(5)
    numbers = rng.sample(range(1, count + 1), min(SAMPLE, count))
    rows = Work.objects.filter(pk__in=numbers, state=Work.State.LIVE).order_by("pk").values_list("title", "language")
    found: list[dict[str, object]] = [{"title": title, "language": language} for title, language in rows]
    rng.shuffle(found)
    return found


def of_changes() -> Figures:
    """Change 1,000 works, and wait until a search sees the last one; ten times."""
    from django.db import transaction

    from lantai.catalog import actions, index
    from lantai.catalog.models import Work
    from lantai.core.query.tree import Everything
    from lantai.search.protocol import Request

    numbers = list(Work.objects.filter(state=Work.State.LIVE).order_by("pk").values_list("pk", flat=True)[:1_000])
    took = []
    for _ in range(10):
        with transaction.atomic():
            actions.touch(numbers)
        start = time.perf_counter()
        assert index.refresh() == len(numbers)
        index.engine().search(Request(tree=Everything(), limit=1))
        took.append(time.perf_counter() - start)
    return {"p50_s": round(sorted(took)[5], 2), "most_s": round(max(took), 2)}


def of_pages(options: argparse.Namespace, data: Path) -> Figures:
    """Ask a server for pages."""
    import signal

    import web_speed

    titles, works = web_speed.drawn(data)
    lantai = [sys.executable, "-m", "lantai", "--data", str(data)]
    made, kinds = {}, web_speed.KINDS[:2]
    if not options.no_suggestions:
        start = time.perf_counter()
        subprocess.run([*lantai, "index", "--suggestions", "--json"], check=True, stdout=subprocess.DEVNULL)
        made, kinds = {"suggestions_made_in_s": round(time.perf_counter() - start)}, web_speed.KINDS
    command = [*lantai, "serve", "--port", str(web_speed.PORT)]
    command += ["--no-worker"] if options.no_suggestions else []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            web_speed.wait()
            idle = web_speed.memory(server.pid)
            found: Figures = web_speed.measured(titles, works, 10, options.requests, kinds)
            return found | {"idle_mib": idle, "busy_mib": web_speed.memory(server.pid)} | made
        finally:
            server.send_signal(signal.SIGTERM)


def of_peers(options: argparse.Namespace) -> Figures:
    """Build and ask three engines with the same works."""
    import scale_peers

    works = min(options.peers, options.works)
    return scale_peers.compared(options.directory, works, sampled(works), options.queries, lambda: chunked(works))


def chunked(works: int) -> Iterator[list[Any]]:
    """Yield the documents of the first works, some at a time."""
    from lantai.catalog import documents
    from lantai.catalog.models import Work

    numbers = Work.objects.filter(state=Work.State.LIVE, pk__lte=works).order_by("pk").values_list("pk", flat=True).iterator()
    while chunk := list(islice(numbers, 1_000)):
        yield documents.of_works(chunk)


def largest_mib() -> int:
    """Return the most memory that this process, or one it started, ever had."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


GOALS = {
    ("build", "works_per_s"): "≥ 10,000",
    ("build", "index_bytes_a_work"): "≤ 700",
    ("import", "database_bytes_a_work"): "≤ 950",
    ("engine", "known item"): "≤ 5",
    ("engine", "2-3 words, 5 facets"): "≤ 40",
    ("engine", "Chinese, 2 characters, 5 facets"): "≤ 10",
    ("engine", "40 alternatives, 5 facets"): "≤ 80",
    ("engine", "words that begin with 3 letters"): "≤ 10",
    ("changes", "most_s"): "≤ 2",
    ("pages", "search_10_readers"): "≤ 400; 800 at 10 million",
    ("pages", "record_10_readers"): "≤ 120",
    ("pages", "suggest_10_readers"): "≤ 80",
}
"""What was set as the goal for a million works on two cores."""


def table(figures: Figures) -> str:
    """Return the figures as a table: what, value, goal."""
    from scale_peers import table as peers_table

    lines = [f"| {figures['works']:,} works | figure | goal |", "|---|---|---|"]
    for stage, found in figures.items():
        if not isinstance(found, dict) or stage == "peers":
            continue
        for name, value in found.items():
            shown = (
                f"{value['p50_ms']} / {value['p95_ms']} ms"
                if isinstance(value, dict)
                else f"{value:,}"
                if isinstance(value, (int, float))
                else value
            )
            lines.append(f"| {stage}: {name} | {shown} | {GOALS.get((stage, name), '')} |")
    return "\n".join([*lines, "", *peers_table(figures.get("peers", {}))])


if __name__ == "__main__":
    main()
