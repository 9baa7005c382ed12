"""Works of OpenAlex in Parquet, a part of its snapshot: each row comes as the JSON that the other parts are written in."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec

from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Chunk, Profile

SUFFIX = ".parquet"
READING = Profile(format="openalex", encoding="utf-8")
PIECE = 500
_IN_WORDS = ("abstract_inverted_index",)
"""Members that are kept as text in columns, for they have no fixed keys."""


def count(path: Path) -> int:
    """Return how many works a file holds; raise FormatError where it is none."""
    with _reading() as asked:
        try:
            found = asked.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
        except duckdb.Error as problem:
            raise FormatError(f"{path.name} cannot be read as Parquet: {problem}") from problem
    return int(found[0]) if found else 0


def chunks(path: Path) -> Iterator[Chunk]:
    """Yield the works in the order of the file; raise FormatError."""
    with _reading() as asked:
        try:
            rows = asked.execute("SELECT to_json(row) FROM read_parquet(?) AS row", [str(path)])
            number = 0
            while piece := rows.fetchmany(PIECE):
                for (words,) in piece:
                    number += 1
                    yield Chunk(_as_sent(words), number, number)
        except duckdb.Error as problem:
            raise FormatError(f"{path.name} cannot be read as Parquet: {problem}") from problem


def _reading() -> duckdb.DuckDBPyConnection:
    asked = duckdb.connect(":memory:")
    asked.execute("SET threads = 1")
    asked.execute("SET preserve_insertion_order = true")
    return asked


def _as_sent(words: str) -> bytes:
    """Return a row as JSON, members that columns keep as text opened again."""
    if not any(f'"{name}":"{{' in words for name in _IN_WORDS):
        return words.encode()
    work = msgspec.json.decode(words)
    for name in _IN_WORDS:
        if isinstance(work.get(name), str):
            work[name] = msgspec.Raw(work[name].encode())
    return msgspec.json.encode(work)
