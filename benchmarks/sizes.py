"""What takes the room of a library: its database by table and index, its search index by field and part.

    python benchmarks/sizes.py --data /srv/lantai [--top 40] [--database postgresql://user@host:port/name]

Prints bytes a live work, the largest first, and the sum; reads only. SQLite is asked by its own ``dbstat``, where Python's SQLite has it, PostgreSQL
for its relations (what it keeps beside a table counts with that); of tantivy's files the composite ones (terms, places, positions, lengths) tell their
fields in a footer, the file of columns is told as a whole.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

PARTS = {"term": "terms", "idx": "places", "pos": "positions", "fieldnorm": "lengths"}
"""What tantivy's composite files hold, by their endings."""

NAMES = ("names", "places")
"""Endings of our own files beside tantivy's."""

MAGIC = 1337


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data directory of a library")
    parser.add_argument("--database", default="", help="PostgreSQL's address, where the library is kept there")
    parser.add_argument("--top", type=int, default=40)
    options = parser.parse_args()
    works, sizes = of_postgresql(options.database) if options.database else of_sqlite(options.data / "lantai.sqlite3")
    if not works:
        sys.exit("There are no works.")
    show(f"database, {works:,} works", sizes, works, options.top)
    generation = options.data / "index" / (options.data / "index" / "current").read_text().strip()
    show(f"index {generation.name}, {len(segments(generation))} segments", of_index(generation), works, options.top)


def show(what: str, sizes: Counter[str], works: int, top: int) -> None:
    """Print sizes as a table."""
    print(f"| {what} | bytes a work |\n|---|---|")
    for name, size in sizes.most_common(top):
        print(f"| {name} | {size / works:.1f} |")
    print(f"| in all | {sizes.total() / works:.1f} |\n")


WORKS = "SELECT count(*) FROM catalog_work WHERE state = 'live'"


def of_sqlite(path: Path) -> tuple[int, Counter[str]]:
    """Return how many works a database has, and the bytes of each table and index, and of the pages that are free."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        found = Counter(
            {str(name): int(size) for name, size in base.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name")}
        )
        (free,), (page,) = base.execute("PRAGMA freelist_count").fetchone(), base.execute("PRAGMA page_size").fetchone()
        found["free pages"] = free * page
        return int(base.execute(WORKS).fetchone()[0]), found


def of_postgresql(address: str) -> tuple[int, Counter[str]]:
    """Return the same of PostgreSQL, whose own tables are left out."""
    import psycopg

    ours = "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i')"
    asked = "CASE c.relkind WHEN 'r' THEN pg_table_size(c.oid) ELSE pg_relation_size(c.oid) END"
    with psycopg.connect(address) as base:
        rows = base.execute(f"SELECT c.relname, {asked} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace {ours}")
        found = Counter({str(name): int(size) for name, size in rows})
        return int(base.execute(WORKS).fetchone()[0]), found


def segments(generation: Path) -> list[str]:
    """Return the names of the segments that are searched."""
    return [one["segment_id"].replace("-", "") for one in json.loads((generation / "meta.json").read_text())["segments"]]


def of_index(generation: Path) -> Counter[str]:
    """Return the bytes of each field in each part, of what has no fields, and of files that are no segment's."""
    found, names = Counter[str](), [field["name"] for field in json.loads((generation / "meta.json").read_text())["schema"]]
    searched = set(segments(generation))
    for file in generation.iterdir():
        stem, _, ending = file.name.partition(".")
        if ending in NAMES:
            found["names of values"] += file.stat().st_size
        elif stem not in searched:
            found["of no segment"] += file.stat().st_size
        elif ending in PARTS:
            for field, size in of_fields(file.read_bytes()):
                found[f"{PARTS[ending]}: {names[field]}"] += size
        else:
            found[f"{ending} (all fields)"] += file.stat().st_size
    return found


def of_fields(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield field and bytes from a composite file: its parts one after the other, then (place of the next, field) of each, then the length of that list."""
    end = len(data)
    if int.from_bytes(data[-4:], "little") == MAGIC:  # tantivy's mark of version and checksum
        end -= 8 + int.from_bytes(data[-8:-4], "little")
    length = int.from_bytes(data[end - 4 : end], "little")
    place = end - 4 - length
    body = place
    count, place = varint(data, place)
    starts: list[tuple[int, int]] = []
    offset = 0
    for _ in range(count):
        step, place = varint(data, place)
        offset += step
        field = int.from_bytes(data[place : place + 4], "little")
        _, place = varint(data, place + 4)
        starts.append((field, offset))
    for (field, start), (_, following) in zip(starts, [*starts[1:], (0, body)], strict=True):
        yield field, following - start


def varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number whose last byte has the high bit set, and the place after it."""
    found = shift = 0
    while True:
        byte = data[place]
        place += 1
        found |= (byte & 127) << shift
        if byte & 128:
            return found, place
        shift += 7


if __name__ == "__main__":
    main()
