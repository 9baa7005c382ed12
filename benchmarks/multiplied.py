"""A library of many times as many works, from one that scale.py has imported, in minutes instead of hours.

    python benchmarks/scale.py --works 1000000 --directory /srv/million
    python benchmarks/multiplied.py /srv/million --times 10 --directory /srv/ten
    python benchmarks/scale.py --works 10000000 --directory /srv/ten --peers 0 --kept-only --no-suggestions

Each work stands there as often, with numbers, keys and identifiers of its own, in the database and among the documents that the index is made of:
the same titles and names, so that words are in ten times as many works and no new ones come. What was imported is left as it is. The stages of
scale.py after ``import`` are run on it; of an import it says nothing. Memory is bounded; takes 1 kB of disk a work, and half of that besides for documents.
"""

import argparse
import json
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from lantai.infra.pieces import pieces
from lantai.search.document import Document
from lantai.search.kept import Kept

TABLES = {
    "catalog_work": {"id": "id + :step", "changed": "changed + :step"},
    "catalog_instance": {
        "id": "id + :step",
        "work_id": "work_id + :step",
        "beside_id": "beside_id + :step",
    },
    "catalog_sourcerecord": {"id": "id + :step", "key": "key || '-' || :copy", "instance_id": "instance_id + :step"},
    "catalog_holding": {"id": "id + :step", "instance_id": "instance_id + :step", "record_id": "record_id + :step"},
    "catalog_item": {"id": "id + :step", "holding_id": "holding_id + :step", "barcode": "barcode || '-' || :copy"},
    "catalog_identifier": {"instance_id": "instance_id + :step", "value": "value || '-' || :copy"},
    "catalog_pointer": {"instance_id": "instance_id + :step"},
    "catalog_workkey": {"instance_id": "instance_id + :step", "key": "key + :copy"},
}
"""What is written again of each work, and which columns become others: numbers go on after those that there are, nothing is anybody else's."""


def main() -> None:
    """Copy the library, then write its rows and its documents again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path, help="a directory of scale.py whose import is done")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--directory", type=Path, required=True, help="where the large one is made; must not be there")
    options = parser.parse_args()
    figures = json.loads((options.library / "figures.json").read_text())
    imported = figures["import"]
    if imported["rows"] < figures["works"]:
        sys.exit(f"The import into {options.library} is not done: {imported['rows']:,} of {figures['works']:,}.")
    data = options.directory / "data"
    shutil.copytree(options.library / "data", data, ignore=shutil.ignore_patterns("index", "locks", "*.sqlite3*"))
    small, large = options.library / "data" / "lantai.sqlite3", data / "lantai.sqlite3"
    with closing(sqlite3.connect(small)) as source, closing(sqlite3.connect(large)) as target:
        source.backup(target)
    rows(large, options.times)
    documents(options.library / "data", data, options.times)
    works = figures["works"] * options.times
    made = {"rows": works, "works": imported["works"] * options.times, "multiplied": options.times}
    (options.directory / "figures.json").write_text(json.dumps({"works": works, "import": made}))


def rows(path: Path, times: int) -> None:
    """Write every row about a work again, as often; indexes are made anew afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("PRAGMA cache_size = -1000000")
        step = step_of(base)
        names = ", ".join(f"'{name}'" for name in TABLES)
        indexes = base.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})"
        ).fetchall()
        for name, _ in indexes:
            base.execute(f'DROP INDEX "{name}"')
        for table, others in TABLES.items():
            columns = [name for _, name, *_ in base.execute(f"PRAGMA table_info({table})")]
            asked = ", ".join(others.get(column, f'"{column}"') for column in columns)
            bound = f"WHERE {'id' if 'id' in columns else 'instance_id'} <= {step}"
            for copy in range(1, times):
                start = time.perf_counter()
                base.execute(f"INSERT INTO {table} SELECT {asked} FROM {table} {bound}", {"step": copy * step, "copy": copy})
                print(f"{table}, {copy + 1} of {times}: {time.perf_counter() - start:.0f} s", flush=True)
        for name, sql in indexes:
            start = time.perf_counter()
            base.execute(sql)
            print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)
        base.execute("UPDATE catalog_counter SET value = value + ?", [step * times])
        base.execute("DELETE FROM catalog_indexstate")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def step_of(base: sqlite3.Connection) -> int:
    """Return by how much the numbers of a copy are higher: no number of the tables, and no change, is as high."""
    most = 0
    for table in TABLES:
        columns = {name for _, name, *_ in base.execute(f"PRAGMA table_info({table})")}
        for column in columns & {"id", "changed"}:
            most = max(most, base.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])
    return most


def documents(library: Path, data: Path, times: int) -> None:
    """Keep every document again, as often; one that is not kept, as an embargo has ended, is made when the index is."""
    with closing(sqlite3.connect(f"file:{library / 'lantai.sqlite3'}?mode=ro", uri=True)) as base:
        step = step_of(base)
        changes = dict(base.execute("SELECT id, changed FROM catalog_work"))
    last = max(changes.values(), default=0) + times * step
    keep = partial(Kept, last=lambda: last)
    with keep(library / "index" / "documents") as source, keep(data / "index" / "documents") as target:
        for copy in range(times):
            start = time.perf_counter()
            for some in pieces(changes.items(), 5_000):
                found = source.of(dict(some), on=date.today())
                if not found:
                    sys.exit("No documents are kept by this version; make them: lantai index --rebuild")
                again = [another(document, document.id + copy * step, copy) for document in found.values()]
                target.put(again, {each.id: changes[each.id - copy * step] + copy * step for each in again})
            print(f"documents, {copy + 1} of {times}: {time.perf_counter() - start:.0f} s", flush=True)


def another(document: Document, number: int, copy: int) -> Document:
    """Return the document of a copy."""
    if not copy:
        return document
    return msgspec.structs.replace(document, id=number, identifiers=tuple(f"{each}-{copy}" for each in document.identifiers))


if __name__ == "__main__":
    main()
