"""A file of a registry told by its headings and read: a table of any delimiter, packed or not, or Parquet.

DuckDB reads Parquet; it is imported on first use, and neither loads nor fetches anything beside the file.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from lantai.core.formats import plain_table
from lantai.core.formats.errors import UnknownFormat
from lantai.core.formats.plain_table import Line
from lantai.core.openness.publishing import agreements, lists, openapc
from lantai.core.openness.publishing.sheets import Sheet, sheet_of

PARQUET = b"PAR1"
PIECE = 10_000
MOST_COLUMNS = 200


class FileKind(StrEnum):
    """What a file is."""

    AGREEMENTS = "agreements"
    LISTS = "lists"
    NUMBERS = "numbers"
    CONTRACTS = "contracts"
    INSTITUTIONS = "institutions"
    CHARGES = "charges"
    BOOKS = "books"


ALIKE = 0.5
"""Share of a kind's columns from which on a table is taken for one of it that lacks some."""

HEADINGS = {
    FileKind.AGREEMENTS: agreements.NEEDED,
    FileKind.LISTS: lists.NEEDED,
    FileKind.CONTRACTS: openapc.CONTRACTS_NEEDED,
    FileKind.CHARGES: openapc.CHARGES_NEEDED,
    FileKind.BOOKS: openapc.BOOKS_NEEDED,
    FileKind.INSTITUTIONS: openapc.INSTITUTIONS_NEEDED,
    FileKind.NUMBERS: lists.FAMILIES_NEEDED,
}
"""What a table needs to be of a kind; the first that fits counts, since tables of charges have the columns of numbers too."""


@contextmanager
def opened(path: Path) -> Iterator[Sheet]:
    """Give the table in a file, whose rows are read while they are asked for; raise UnknownFormat, LimitExceeded."""
    with path.open("rb") as stream:
        is_parquet = stream.read(4) == PARQUET
        stream.seek(0)
        if not is_parquet:
            yield sheet_of(plain_table.opened(stream))
            return
    with closing(_connection()) as connection:
        yield _parquet(connection, path)


def kind_of(found: Sheet) -> FileKind:
    """Return what a table is by its headings; raise UnknownFormat where it is none that is known."""
    for kind, needed in HEADINGS.items():
        if all(name in found.headings for name in needed) and not (kind is FileKind.NUMBERS and "euro" in found.headings):
            return kind
    lacking = {kind: [name for name in needed if name not in found.headings] for kind, needed in HEADINGS.items()}
    share, nearest = max((1 - len(names) / len(HEADINGS[kind]), kind) for kind, names in lacking.items() if names)
    if share >= ALIKE:
        raise UnknownFormat(f"this looks like a table of {nearest.value}, but has no column {', '.join(lacking[nearest])}")
    known = "; ".join(f"{kind}: {', '.join(needed)}" for kind, needed in HEADINGS.items())
    raise UnknownFormat(f"no known table of agreements or charges; each needs these columns: {known}")


def _connection() -> Any:
    import duckdb

    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "threads": "1",
        "memory_limit": "1GB",
    }
    return duckdb.connect(":memory:", config=config)


def _parquet(connection: Any, path: Path) -> Sheet:
    import duckdb

    try:
        connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        headings = tuple(column[0] for column in connection.description[:MOST_COLUMNS])
    except duckdb.Error as problem:
        raise UnknownFormat(f"a damaged Parquet file: {str(problem).splitlines()[0]}") from problem
    return Sheet(headings, _lines(connection, len(headings)))


def _lines(connection: Any, width: int) -> Iterator[Line]:
    number = 0
    while rows := connection.fetchmany(PIECE):
        for row in rows:
            number += 1
            yield Line(number, tuple(_cell(value) for value in row[:width]))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()
