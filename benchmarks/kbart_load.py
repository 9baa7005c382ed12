"""How long a large library's e-journals take to load: title lists taken in one after another by ``lantai kbart import``, into an empty library.

    python benchmarks/kbart_load.py --titles 1800 --package-titles 10000        seconds: whether it works
    python benchmarks/kbart_load.py                                             180,000 journals, 1,000,000 titles in 20 packages

The lists vary the real ones (LANTAI_SHARED_DATA; without them, titles of our own): titles, publishers, years, embargoes and depths are theirs,
numbers and addresses are made. The first packages bring every journal, which goes into the catalog and its index; the others name them again.
Three rows in a hundred have no number. Then the first list is imported again (0 changes), and with ``--listed`` every package is activated and
its journals put into the readers' list, as the worker does.

Prints a line of JSON for each package and the whole: wall and processor seconds (children too). ``peer``: the same rows parsed by csv and
written by sqlite3's executemany in one transaction, and nothing else.
"""

import argparse
import contextlib
import csv
import io
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from kbart_speed import PLACES, WORDS, issn

LISTS = (
    "cup_journals_2015.txt",
    "cup_master_2013_gokb.csv",
    "wiley_nesli2_gokb.csv",
    "annualreviews_2011.txt",
    "cufts_doaj_latin1.tsv.gz",
)
GOAL_S = 600


def main() -> int:
    """Measure and print; 1 where a list was not taken in whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=180_000)
    parser.add_argument("--package-titles", type=int, default=1_000_000)
    parser.add_argument("--packages", type=int, default=20)
    parser.add_argument("--listed", action="store_true", help="put the journals into the readers' list, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lantai-load-") as folder:
        os.environ |= {"LANTAI_DATA": f"{folder}/library", "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
        files = written(Path(folder), options.titles, options.package_titles, options.packages)
        found = {
            "titles": options.titles,
            "package_titles": options.package_titles,
            "packages": len(files),
            "peer": timed(lambda: peer(files, folder)),
        }
        told = {"import": timed(lambda: whole(files)), **counted(), "again": timed(lambda: repeated(files[0]))}
        told |= {"listed": timed(listed)} if options.listed else {}
        found |= told | {
            "ratio_to_peer": round(told["import"]["cpu_s"] / found["peer"]["cpu_s"], 1),
            "goal_s": GOAL_S,
            "load": os.getloadavg()[0],
        }
    print(json.dumps(found))
    return 0 if found["held"] == options.package_titles and not found["again"]["changes"] else 1


def timed(what: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
    """Return what was told and the wall and processor seconds, those of child processes that have ended among them."""
    wall, before = time.perf_counter(), sum(os.times()[:4])
    told = what() or {}
    return told | {"wall_s": round(time.perf_counter() - wall, 1), "cpu_s": round(sum(os.times()[:4]) - before, 1)}


def written(folder: Path, titles: int, rows: int, packages: int) -> list[Path]:
    """Write the lists: package after package goes on through the journals where the one before stopped, round and round."""
    from lantai.core.formats.kbart import write

    models = real()
    each = -(-rows // packages)
    files = []
    for number in range(packages):
        file = folder / f"Example_Global_Package{number:02}_2026-11-01.txt"
        journals = range(number * each, min((number + 1) * each, rows))
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(write(varied(models[n % titles % len(models)], n % titles, number) for n in journals))
        files.append(file)
    return files


def real() -> list[Any]:
    """Return the serials of the real lists, or some of our own making."""
    from lantai.core.bib.statements import Statement
    from lantai.core.formats.kbart import Listed, read

    folder = Path(os.environ.get("LANTAI_SHARED_DATA", "")) / "resources" / "kbart"
    found = []
    for name in LISTS:
        if (folder / name).exists():
            with (folder / name).open("rb") as stream:
                found += [one for one in read(stream, today=date(2026, 11, 28)).titles.values() if one.kind == "serial"]
    own = (
        Listed(number=1, title=f"{a} of {b}", kind="serial", publisher="Example Press", statements=(Statement(first="1990"),))
        for a in WORDS
        for b in WORDS
    )
    return found or list(own)


def varied(one: Any, journal: int, package: int) -> Any:
    """Return a real title made another journal, as one package lists it."""
    import msgspec

    rng = random.Random(journal)
    bare = rng.random() < 0.03
    printed, online = issn(2 * journal + 10), issn(2 * journal + 11)
    return msgspec.structs.replace(
        one, title=f"{one.title[:200]} ({rng.choice(PLACES)} {journal})", print_identifier=printed if one.print_identifier and not bare else "",
        online_identifier="" if bare else online, title_id=f"{package}-{journal}", url=f"https://reader{package}.example/{journal}", preceding_title_id="",
    )  # fmt: skip


def peer(files: list[Path], folder: str) -> None:
    """Parse and write the same rows, and nothing else."""
    with contextlib.closing(sqlite3.connect(f"{folder}/peer.sqlite3")) as base, base:
        base.execute(f"CREATE TABLE title ({', '.join(f'c{n} TEXT' for n in range(25))}, package INTEGER)")
        for number, file in enumerate(files):
            with file.open(encoding="utf-8", newline="") as stream:
                rows: Iterator[list[str]] = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
                next(rows)
                base.executemany(f"INSERT INTO title VALUES ({', '.join('?' * 26)})", ([*row, number] for row in rows))


def whole(files: list[Path]) -> dict[str, Any]:
    """Import every list and return how many rows became what."""
    rows = dict.fromkeys(("matched", "new", "queued", "refused"), 0)
    for file in files:
        told: dict[str, Any] = {}
        clocks = timed(lambda file=file, told=told: told.update(imported(file)))
        assert told["applied"], told
        assert told["rows_in"] == sum(told[name] for name in rows), told
        for name in rows:
            rows[name] += told[name]
        print(json.dumps({"rows_in": told["rows_in"], **{name: told[name] for name in rows}, **clocks}), flush=True)
    return {"rows": rows}


def imported(file: Path) -> dict[str, Any]:
    """Import a list by the command and return its report."""
    from lantai.cli import main as lantai

    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = lantai(["kbart", "import", str(file), "--json"])
    assert code == 0, said.getvalue()
    return json.loads(said.getvalue())


def counted() -> dict[str, Any]:
    """Return what the library then holds."""
    from lantai.apps.holdings.models import PackageTitle
    from lantai.catalog import index
    from lantai.catalog.models import Work

    base = sum(file.stat().st_size for file in Path(os.environ["LANTAI_DATA"]).glob("*.sqlite3*"))
    return {
        "held": PackageTitle.objects.count(),
        "works": Work.objects.count(),
        "searchable": index.engine().count(),
        "database_mib": base >> 20,
    }


def repeated(file: Path) -> dict[str, Any]:
    """Import a list again and return how many changes that made."""
    told = imported(file)
    return {"changes": told["added"] + told["changed"] + told["gone"]}


def listed() -> dict[str, Any]:
    """Activate every package and put its journals into the readers' list."""
    from django.utils import timezone

    from lantai.apps.holdings.actions import activate, list_package
    from lantai.apps.holdings.models import Basis, Package
    from lantai.apps.holdings.models.listed import Journal

    packages = list(Package.objects.order_by("pk"))
    for package in packages:
        activate(by=None, target=package, basis=Basis.AGREEMENT, key="entitlement:1", now=timezone.now())
    for package in packages:
        list_package(package=package.pk, now=timezone.now())
    return {"journals": Journal.objects.count()}


if __name__ == "__main__":
    sys.exit(main())
