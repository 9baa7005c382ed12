"""How fast a list of titles is read, matched and applied, against a catalog of as many instances as you like.

    python benchmarks/kbart_speed.py                              30,000 rows against 200,000 instances
    python benchmarks/kbart_speed.py --rows 30000 --packages 6    180,000 titles in six packages, one after another
    python benchmarks/kbart_speed.py --rows 50000 --packages 20   a million package titles

The list is made by varying the real lists of journals (LANTAI_SHARED_DATA; without them, of words of our own): nine rows in ten have numbers that
the catalog knows, one in twenty has a title alone. Prints a line of JSON for each package, and the sum: CPU and wall seconds for reading, for matching and
comparing ("to matched state"), for applying, and for the same list again; ``peer``: what csv.reader alone takes for the same bytes.
"""

import argparse
import csv
import io
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

NOW = datetime(2026, 11, 28, tzinfo=UTC)
WORDS = "annals archive journal review bulletin studies letters physics chemistry history law medicine botany economy language music water air earth".split()  # noqa: SIM905
PLACES = "Oslo Lima Cairo Delhi Quito Accra Hanoi Minsk Tunis Dakar Sofia Seoul".split()  # noqa: SIM905


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--instances", type=int, default=200_000)
    parser.add_argument("--packages", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from lantai.apps.holdings.actions import remember_names

        call_command("migrate", verbosity=0)
        rng = random.Random(6)
        serials = list(made(options.instances, rng))
        fill(serials)
        named = time.process_time()
        remember_names(now=NOW)
        print(json.dumps({"instances": len(serials), "names_kept_cpu_s": round(time.process_time() - named, 1)}), flush=True)
        begun, sums = time.perf_counter(), {"rows": 0}
        for number in range(options.packages):
            told = measured(number, list_of(serials, options.rows, rng))
            sums["rows"] += told["rows_in"]
            print(json.dumps(told), flush=True)
        print(json.dumps(sums | {"seconds": round(time.perf_counter() - begun, 1), "load": os.getloadavg()[0]}))


def issn(number: int) -> str:
    """Return the ISSN of a running number."""
    from lantai.core.bib.identifiers import _issn_check

    seven = f"{number:07d}"
    return f"{seven[:4]}-{seven[4:]}{_issn_check(seven)}"


def titles() -> list[str]:
    """Return titles of the real lists, or of our own making."""
    from lantai.core.formats.kbart import read

    folder = Path(os.environ.get("LANTAI_SHARED_DATA", "")) / "resources" / "kbart"
    found = []
    for name in ("cup_journals_2015.txt", "wiley_nesli2_gokb.csv", "cufts_doaj_latin1.tsv.gz"):
        if (folder / name).exists():
            with (folder / name).open("rb") as stream:
                found += [each.title for each in read(stream, today=date(2026, 11, 28)).titles.values()]
    return found or [f"{a} of {b}" for a in WORDS for b in WORDS]


def made(count: int, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield title, print and online ISSN of serials, each different."""
    known = titles()
    for number in range(count):
        yield f"{known[number % len(known)]} ({rng.choice(PLACES)} {number})", issn(2 * number + 10), issn(2 * number + 11)


def fill(serials: list[tuple[str, str, str]]) -> None:
    """Lay the catalog down: a work, an instance and two numbers each."""
    from django.db import transaction

    from lantai.catalog.blobs import DOCUMENTS, pack
    from lantai.catalog.models import Identifier, Instance, Work
    from lantai.catalog.tables import insert
    from lantai.core.bib.identifiers import identify
    from lantai.core.bib.record import BibRecord, Kind, Scheme, Title, TitleForm, encode

    def document(title: str, numbers: tuple[str, ...]) -> bytes:
        found = tuple(identify(Scheme.ISSN, number) for number in numbers)
        return pack(
            encode(BibRecord(kind=Kind.JOURNAL, titles=(Title(forms=(TitleForm(title),)),), identifiers=found)),
            dictionary=DOCUMENTS,
        )

    with transaction.atomic():
        works = ((n, "live", title, "", "journal", None, NOW, 1) for n, (title, _, _) in enumerate(serials, 1))
        insert(Work, ("id", "state", "title", "language", "kind", "year", "added_at", "changed"), works)
        rows = ((n, n, 0, True, document(title, (p, o))) for n, (title, p, o) in enumerate(serials, 1))
        insert(Instance, ("id", "work_id", "rank", "live", "document"), rows)
        numbers = ((n, "issn", value, True) for n, (_, p, o) in enumerate(serials, 1) for value in (p, o))
        insert(Identifier, ("instance_id", "scheme", "value", "trusted"), numbers)


def list_of(serials: list[tuple[str, str, str]], count: int, rng: random.Random) -> bytes:
    """Return a KBART list of ``count`` rows."""
    from lantai.core.formats.kbart.columns import COLUMNS

    lines = ["\t".join(COLUMNS)]
    for number in range(count):
        title, printed, online = serials[rng.randrange(len(serials))]
        sort = rng.random()
        if sort < 0.05:
            printed = online = ""
        elif sort < 0.10:
            title, printed, online = f"New title {rng.randrange(10**9)}", "", issn(9_000_000 + number)
        given = {
            "publication_title": title, "print_identifier": printed, "online_identifier": online, "date_first_issue_online": str(1950 + number % 70),
            "title_url": f"https://reader.example/{number}", "title_id": f"t{number}", "coverage_depth": "fulltext", "publisher_name": "Example Press",
            "publication_type": "serial", "access_type": "P", "embargo_info": "P1Y" if number % 3 == 0 else "",
        }  # fmt: skip
        lines.append("\t".join(given.get(column, "") for column in COLUMNS))
    return "\n".join(lines).encode()


def measured(number: int, data: bytes) -> dict[str, object]:
    """Take one list in and return what it took."""
    from django.db import transaction

    from lantai.apps.holdings.actions import make_package
    from lantai.apps.holdings.applying import apply_plan
    from lantai.apps.holdings.differing import compare
    from lantai.apps.holdings.models import Run
    from lantai.core.formats.kbart import read

    package = make_package(by=None, values={"name": f"Package {number}", "reference": f"p{number}"}, now=NOW)
    run = Run.objects.create(package=package, file_name="list.txt", digest="", made_at=NOW)
    clocks: dict[str, float] = {}

    def timed(name: str, wall: float, cpu: float) -> None:
        clocks[f"{name}_s"] = round(time.perf_counter() - wall, 2)
        clocks[f"{name}_cpu_s"] = round(time.process_time() - cpu, 2)

    start = time.perf_counter(), time.process_time()
    sum(1 for _ in csv.reader(io.StringIO(data.decode()), delimiter="\t"))
    timed("peer", *start)
    start = time.perf_counter(), time.process_time()
    listing = read(io.BytesIO(data), today=NOW.date())
    timed("read", *start)
    plan = compare(package, listing.titles)
    timed("to_matched", *start)
    begun = time.perf_counter(), time.process_time()
    with transaction.atomic():
        apply_plan(run, plan, now=NOW)
    timed("apply", *begun)
    begun = time.perf_counter(), time.process_time()
    again = compare(package, read(io.BytesIO(data), today=NOW.date()).titles)
    timed("again", *begun)
    rows = {state: plan.rows[state] for state in ("matched", "new", "queued")}
    assert listing.rows == sum(rows.values()) + len(listing.refused)
    changes = len(again.added) + len(again.changed) + len(again.gone)
    return {"rows_in": listing.rows, **rows, "refused": len(listing.refused), **clocks, "changes_again": changes}


if __name__ == "__main__":
    sys.exit(main())
