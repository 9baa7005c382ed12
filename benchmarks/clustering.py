"""How long it takes to find which records are of one work, among as many as are named, and how right it is.

    python benchmarks/clustering.py --records 300000 [--keep DIRECTORY] [--json]

Makes papers (invented words), four fifths of the records from one source, one fifth from another: the same DOI written otherwise, the same paper
without a DOI, with initials for given names; and beside them papers that only look alike (a second part, a correction, an editorial). They go through
the product's own import into a new library, a tenth of each source at a time. Printed are the records per second of the whole, and for each tenth the
processor milliseconds a thousand records of looking for their place (``catalog.placing``) and of all that the main process did; the pairs that belong
together and were put together, left to staff, or missed; how many of those put together belong together; and by a line through the tenths what ten
million would take.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import synthetic

AGAIN = 0.25
"""Of so many papers of the first source the second has a record: a fifth of all records."""

LANGUAGES = {"latin": "en", "han": "zh", "cyrillic": "ru"}
TENTHS, TEN_MILLION, GOAL_S = 10, 10_000_000, 45 * 60


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--processes", type=int, help="reader processes")
    parser.add_argument("--keep", type=Path, help="directory to fill and keep, instead of a temporary one")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lantai-clustering-") as folder:
        found = measured(options.keep or Path(folder), options.records, options.processes)
    print(json.dumps(found) if options.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def measured(folder: Path, count: int, processes: int | None) -> dict[str, Any]:
    """Make the files, import them, and return the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    first = int(count / (1 + AGAIN))
    parts = [(tenth, source, folder / f"{source}-{tenth}.jsonl") for tenth in range(TENTHS) for source in ("first", "second")]
    write([path for _tenth, _source, path in parts], first, count - first)
    os.environ |= {"LANTAI_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from lantai.catalog import importing

    call_command("migrate", verbosity=0)
    clock = Clock()
    wall, processor, rows = time.perf_counter(), time.process_time(), 0
    for tenth, source, file in parts:
        rows += importing.import_file(file, source=source, now=timezone.now, processes=processes).rows_in
        file.unlink()
        if source == "second":
            clock.note(rows)
            sys.stderr.write(f"{tenth + 1} of {TENTHS}: {rows:,} records, {time.perf_counter() - wall:.0f} s\n")
    seconds = time.perf_counter() - wall
    return {
        "records": rows, "seconds": round(seconds, 1), "records_per_s": round(rows / seconds), "main_process_cpu_s": round(time.process_time() - processor, 1),
        "placing_cpu_s": round(clock.placing, 1), **clock.told(), **right(), "load": os.getloadavg()[0],
    }  # fmt: skip


class Clock:
    """Processor time of the main process, and what of it went into looking for the place of records, tenth by tenth."""

    def __init__(self) -> None:
        from lantai.catalog import arrivals
        from lantai.catalog.placing import Places

        self.placing, self._marks = 0.0, [(0, 0.0, time.process_time())]
        clock = self

        class Timed(Places):
            def __init__(self, *given: Any) -> None:
                began = time.process_time()
                super().__init__(*given)
                clock.placing += time.process_time() - began

            def place(self, *given: Any, **more: Any) -> Any:
                began = time.process_time()
                try:
                    return super().place(*given, **more)
                finally:
                    clock.placing += time.process_time() - began

        arrivals.Places = Timed  # type: ignore[misc]

    def note(self, rows: int) -> None:
        """Look, after so many records."""
        self._marks.append((rows, self.placing, time.process_time()))

    def told(self) -> dict[str, Any]:
        """Return the milliseconds a thousand records of each tenth, and what ten million would take by the line of least squares through them."""
        pairs = list(zip(self._marks, self._marks[1:], strict=False))
        at = [(a[0] + b[0]) / 2 for a, b in pairs]
        found: dict[str, Any] = {}
        for name, column in (("placing", 1), ("main process", 2)):
            each = [(b[column] - a[column]) / (b[0] - a[0]) for a, b in pairs]
            found[f"{name}, ms a thousand records by tenths"] = [round(one * 1e6) for one in each]
            found[f"{name}, of ten million by a line, s"] = round(_total(at, each))
        return found | {"goal of ten million, s": GOAL_S}


def _total(at: list[float], each: list[float]) -> float:
    """Return the sum of seconds a record up to ten million, where they grow along the line of least squares; one that falls is taken as level."""
    middle, mean = sum(at) / len(at), sum(each) / len(each)
    spread = sum((x - middle) ** 2 for x in at)
    slope = max(0.0, sum((x - middle) * (y - mean) for x, y in zip(at, each, strict=True)) / spread) if spread else 0.0
    return TEN_MILLION * (mean + slope * (TEN_MILLION / 2 - middle))


# ---------------------------------------------------------------- what is made


def write(files: list[Path], first: int, second: int) -> None:
    """Write the records of both sources, a file a tenth and source in turn; a record's number is its paper's, then which record of it."""
    rng = random.Random(11)
    again = set(rng.sample(range(first), second))
    with ExitStack() as stack:
        streams = [stack.enter_context(path.open("wb")) for path in files]
        for number in range(first):
            said, at = paper(rng, number), 2 * (number * TENTHS // first)
            streams[at].write(line(said, number, 0))
            if number in again:
                streams[at + 1].write(line(worn(rng, said), number, 1))


def paper(rng: random.Random, number: int) -> dict[str, Any]:
    """Return a paper; of a hundred, three look like the one before."""
    script = rng.choices(("latin", "han", "cyrillic"), (80, 15, 5))[0]
    people = [(given(rng), family(rng)) for _ in range(rng.randint(1, 5))]
    said = {
        "language": LANGUAGES[script],
        "title": synthetic.phrase(rng, script, rng.randint(5, 12)).capitalize(), "year": rng.randint(1995, 2025), "people": people,
        "journal": f"Journal of {synthetic.phrase(rng, 'latin', 2)}", "doi": f"10.5555/c.{number}", "pages": f"{number % 900 + 1}-{number % 900 + 9}",
    }  # fmt: skip
    return said | like(rng, said)


_last: dict[str, Any] = {}


def like(rng: random.Random, said: dict[str, Any]) -> dict[str, Any]:
    """Return what makes three papers of a hundred look like the one before, though they are others."""
    before, kind = dict(_last), rng.random()
    _last.clear()
    _last.update(said)
    if not before or kind > 0.03:
        return {}
    if kind < 0.01:
        return {"title": f"{before['title']}. Part II", "people": before["people"], "journal": before["journal"]}
    if kind < 0.02:
        return {"title": f"Correction to: {before['title']}", "people": before["people"], "journal": before["journal"]}
    return {"title": "Editorial", "people": before["people"], "journal": before["journal"]}


def worn(rng: random.Random, said: dict[str, Any]) -> dict[str, Any]:
    """Return the paper as another source has it: of ten, six with the DOI written otherwise, four without; half of all with initials."""
    more: dict[str, Any] = {"doi": f"https://DOI.org/{said['doi'].upper()}." if rng.random() < 0.6 else ""}
    if rng.random() < 0.5:
        more["people"] = [(f"{first[0]}.", family) for first, family in said["people"]]
    if rng.random() < 0.2:
        more["title"] = f"<i>{said['title']}</i>"
    return said | more


def given(rng: random.Random) -> str:
    """Return a given name."""
    return rng.choice(synthetic.words("latin")).title()


def family(rng: random.Random) -> str:
    """Return a family name, of 60,000."""
    return f"{rng.choice(synthetic.words('latin'))}{rng.choice(('', 'son', 'ova'))}".title()


def line(said: dict[str, Any], number: int, record: int) -> bytes:
    """Return a record as OpenAlex writes works, in short."""
    first, _, last = said["pages"].partition("-")
    source = {"display_name": said["journal"], "type": "journal"}
    told = {
        "id": f"https://openalex.org/W{number}{record}", "doi": said["doi"] or None, "title": said["title"],
        "language": said["language"], "publication_year": said["year"],
        "type": "article", "authorships": [{"raw_author_name": " ".join(one)} for one in said["people"]],
        "primary_location": {"source": source}, "biblio": {"first_page": first, "last_page": last},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


# ---------------------------------------------------------------- how right it is


def right() -> dict[str, Any]:
    """Return how many pairs of records of one paper are in one work, were left to staff, or neither; and how many pairs in one work belong together."""
    from lantai.catalog.models import Judgement, SourceRecord

    papers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    works: dict[int, list[str]] = defaultdict(list)
    rows = SourceRecord.objects.values_list("pk", "key", "instance__work")
    for pk, key, work in rows.iterator(chunk_size=10_000):
        papers[key[1:-1]].append((pk, work))
        works[work].append(key[1:-1])
    unsure = {frozenset(pair) for pair in Judgement.objects.filter(verdict="unsure", undone_at=None).values_list("left", "right")}
    pairs = Counter(_outcome(some, unsure) for some in papers.values() if len(some) == 2)
    together = [same for names in works.values() if len(names) > 1 for same in _pairs(names)]
    return {
        "pairs": sum(pairs.values()), **pairs, "put together": len(together), "precision": round(sum(together) / max(1, len(together)), 5),
        "recall": round(pairs["together"] / max(1, sum(pairs.values())), 4), "left to staff": len(unsure),
    }  # fmt: skip


def _outcome(some: list[tuple[int, int]], unsure: set[frozenset[int]]) -> str:
    if some[0][1] == some[1][1]:
        return "together"
    return "asked" if frozenset(pk for pk, _work in some) in unsure else "missed"


def _pairs(names: list[str]) -> Iterator[bool]:
    yield from (one == other for n, one in enumerate(names) for other in names[n + 1 :])


if __name__ == "__main__":
    main()
