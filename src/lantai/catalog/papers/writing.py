"""Rows to Parquet: lines of JSON are gathered a bucket at a time and written sorted, together with what stays of the bucket before."""

from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import msgspec

from .facts import sum_up, write_facts
from .shapes import ORDER, TABLES, columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY, THREADS = "1GB", 2
_OPTIONS = "(FORMAT parquet, COMPRESSION zstd)"


class Stage:
    """Gathers the rows of one bucket in files of lines; a context manager, which removes them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._files: dict[str, IO[bytes]] = {}
        self._encode = msgspec.json.Encoder()

    def put(self, rows: Iterable[tuple[str, object]]) -> None:
        """Take rows in, each with the name of its table."""
        for table, row in rows:
            if table not in self._files:
                self._files[table] = self._path(table).open("wb")
            self._files[table].write(self._encode.encode(row) + b"\n")

    def lines(self, table: str) -> Path | None:
        """Return the file of a table's lines, whole; None where there are none."""
        if table not in self._files:
            return None
        self._files[table].flush()
        return self._path(table)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for table, file in self._files.items():
            file.close()
            self._path(table).unlink(missing_ok=True)

    def _path(self, table: str) -> Path:
        return self._directory / f"{table}.{id(self)}.lines"


def write_bucket(directory: Path, bucket: int, stage: Stage, *, old: Path | None = None, without: Collection[int] = ()) -> None:
    """Write the files of a bucket: what was gathered and, of the generation ``old``, the rows of all works but ``without``."""
    con = connection(directory)
    try:
        con.execute("CREATE TEMP TABLE gone AS SELECT unnest(?::BIGINT[]) AS work", [sorted(without)])
        for table, shape in TABLES.items():
            named = columns(shape)
            parts = []
            if lines := stage.lines(table):
                parts.append(f"SELECT * FROM read_json('{_quoted(lines)}', format = 'newline_delimited', columns = {named!r})")  # noqa: S608 (our own names and paths)
            if old and (before := old / _name(table, bucket)).is_file():
                parts.append(f"SELECT * FROM read_parquet('{_quoted(before)}') WHERE work NOT IN (SELECT work FROM gone)")  # noqa: S608 (our own names and paths)
            nothing = ", ".join(f"NULL::{kind} AS {name}" for name, kind in named.items())
            rows = " UNION ALL ".join(parts) or f"SELECT {nothing} WHERE false"
            con.execute(
                f"COPY (SELECT * FROM ({rows}) ORDER BY {ORDER[table]}) TO '{_quoted(directory / _name(table, bucket))}' {_OPTIONS}"  # noqa: S608 (our own names and paths)
            )
        write_facts(con, directory, bucket)
    finally:
        con.close()


def summarize(directory: Path) -> int:
    """Write the tables of institutions, funders and totals of a generation; return how many papers it has. The name of one is that most often given."""
    con = connection(directory)
    try:
        places = _quoted(directory / "affiliations-*.parquet")
        con.execute(f"""
            COPY (
                SELECT institution, max(ror) AS ror, coalesce(mode(name) FILTER (name <> ''), mode(printed), '') AS name,
                       coalesce(mode(country) FILTER (country <> ''), '') AS country, count(DISTINCT work) AS papers
                FROM read_parquet('{places}') WHERE institution <> '' GROUP BY institution ORDER BY institution
            ) TO '{_quoted(directory / "institutions.parquet")}' {_OPTIONS}""")  # noqa: S608 (our own names and paths)
        sum_up(con, directory)
        papers = con.execute(f"SELECT count(*) FROM read_parquet('{_quoted(directory / 'papers-*.parquet')}')").fetchone()  # noqa: S608 (our own names and paths)
        return int(papers[0]) if papers else 0
    finally:
        con.close()


def _name(table: str, bucket: int) -> str:
    return f"{table}-{bucket:06}.parquet"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def connection(directory: Path) -> "DuckDBPyConnection":
    """Return a connection with bounded memory and threads that spills into a generation's directory."""
    import duckdb

    return duckdb.connect(
        ":memory:", config={"threads": THREADS, "memory_limit": MEMORY, "temp_directory": str(directory / "spilled")}
    )
