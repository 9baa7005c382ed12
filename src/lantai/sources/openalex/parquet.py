"""Works of OpenAlex in Parquet, a part of its snapshot: each row comes as the JSON that the other parts are written in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import msgspec

from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Chunk, Profile

SUFFIX = ".parquet"
READING = Profile(format="openalex", encoding="utf-8")
PIECE = 500
NEEDED = ("id",)
COLUMNS = "DESCRIBE SELECT * FROM read_parquet(?)"
COUNT = "SELECT count(*) FROM read_parquet(?)"
ROWS = "SELECT to_json(row) FROM read_parquet(?, binary_as_string = true) AS row"
"""Texts that were written without saying that they are text, as older programs do, are text; OpenAlex has no other bytes."""

_IN_WORDS = (
    "abstract_inverted_index", "apc_list", "apc_paid", "authorships", "awards", "best_oa_location", "biblio", "concepts", "funders", "grants", "ids",
    "keywords", "locations", "mesh", "open_access", "primary_location", "primary_topic", "topics",
)  # fmt: skip
"""Members that some snapshots keep as text in their columns: the first has no fixed keys, the others are deep."""


def count(path: Path) -> int:
    """Return how many works a file holds; raise FormatError where it is none, or lacks a column without which no work is known."""
    with _reading() as asked, _told(path):
        there = [str(column[0]) for column in asked.execute(COLUMNS, [str(path)]).fetchall()]
        if missing := [name for name in NEEDED if name not in there]:
            raise FormatError(f"{path.name} has no column {missing[0]}; it has: {', '.join(there[:20])}")
        found = asked.execute(COUNT, [str(path)]).fetchone()
    return int(found[0]) if found else 0


def chunks(path: Path) -> Iterator[Chunk]:
    """Yield the works in the order of the file; raise FormatError."""
    with _reading() as asked, _told(path):
        rows = asked.execute(ROWS, [str(path)])
        number = 0
        while piece := rows.fetchmany(PIECE):
            for (words,) in piece:
                number += 1
                yield Chunk(_as_sent(words), number, number)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raise a FormatError that says what to do in the place of DuckDB's errors."""
    try:
        yield
    except duckdb.Error as problem:
        raise FormatError(f"{path.name} is no whole Parquet file, get it once more: {str(problem).splitlines()[0]}") from problem


def _reading() -> duckdb.DuckDBPyConnection:
    asked = duckdb.connect(":memory:")
    asked.execute("SET threads = 1")
    asked.execute("SET preserve_insertion_order = true")
    return asked


def _as_sent(words: str) -> bytes:
    """Return a row as JSON, members that columns keep as text opened again; one that is no JSON stays the text that it is."""
    if not _OPENED.search(words):
        return words.encode()
    work = msgspec.json.decode(words, type=dict[str, msgspec.Raw])
    for name in _IN_WORDS:
        if bytes(work.get(name, b""))[:1] == b'"':
            inside = msgspec.json.decode(work[name], type=str).encode()
            try:
                work[name] = msgspec.json.decode(inside, type=msgspec.Raw) if inside else msgspec.Raw(b"null")
            except msgspec.DecodeError:
                continue
    return msgspec.json.encode(work)


_OPENED = re.compile(f'"(?:{"|".join(_IN_WORDS)})":"')
