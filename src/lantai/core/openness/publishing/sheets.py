"""Tables of registries read row by row: each becomes what it says, or is refused with its line, its column and why.

Cells that say "NA" are empty: that is how R writes what is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeVar

from lantai.core.bib.identifiers import issn
from lantai.core.formats.errors import UnknownFormat
from lantai.core.formats.plain_table import Line, Opened, Refused
from lantai.core.openness.journals import RefusedRow

T = TypeVar("T")
Cells = Mapping[str, str]
NOTHING = frozenset({"NA", "NULL", "None"})
LONGEST_REFERENCE = 120


class Sheet(NamedTuple):
    """A table with its headings apart; ``lines``, those that could not be cut into cells among them, may be gone through once."""

    headings: Sequence[str]
    lines: Iterable[Line | Refused]


class Bad(ValueError):
    """A cell cannot be used: (heading, why)."""


def sheet_of(table: Opened) -> Sheet:
    """Return a table whose first row are its headings; raise UnknownFormat where it is empty."""
    before = list[Refused]()
    for row in table.rows:
        if isinstance(row, Line):
            return Sheet(row.cells, chain(before, table.rows))
        before.append(row)
    raise UnknownFormat("there is nothing in it")


def rows(sheet: Sheet, needed: Iterable[str], build: Callable[[Cells, int], T]) -> Iterator[T | RefusedRow]:
    """Yield what ``build`` makes of each row and its line; raise UnknownFormat where a needed heading is missing."""
    if missing := [name for name in needed if name not in sheet.headings]:
        raise UnknownFormat(f"it has no column {', '.join(missing)}")
    columns = {name: at for at, name in enumerate(sheet.headings, start=1)}
    for line in sheet.lines:
        if isinstance(line, Refused):
            yield RefusedRow(line.line, line.column, line.why, is_cut=False)
            continue
        cells = {name: "" if cell in NOTHING else cell for name, cell in zip(sheet.headings, line.cells, strict=True)}
        try:
            yield build(cells, line.number)
        except Bad as problem:
            name, why = problem.args
            yield RefusedRow(line.number, columns.get(name, 0), why)


def needed(cells: Cells, name: str) -> str:
    """Return a cell that must not be empty; raise Bad."""
    if not cells[name]:
        raise Bad(name, f"{name} is empty")
    return cells[name]


def reference(said: str, name: str) -> str:
    """Return the number of an agreement; raise Bad where it is too long to be one."""
    if len(said) > LONGEST_REFERENCE:
        raise Bad(name, f"{len(said)} characters, where the number of an agreement has at most {LONGEST_REFERENCE}")
    return said


def day(cells: Cells, name: str) -> date:
    """Return the day of "2021-01-01T00:00:00Z"; raise Bad."""
    try:
        return date.fromisoformat(needed(cells, name)[:10])
    except ValueError as problem:
        raise Bad(name, f"{cells[name]!r} is no date as 2024-12-31 is") from problem


def year(cells: Cells, name: str) -> int:
    """Return a year; raise Bad."""
    said = needed(cells, name)
    if not (said.isascii() and said.isdigit() and 1900 <= int(said) <= 2200):
        raise Bad(name, f"{said!r} is no year of four digits")
    return int(said)


def count(cells: Cells, name: str) -> int | None:
    """Return a whole number, None where there is none; raise Bad."""
    said = cells.get(name, "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise Bad(name, f"{said!r} is no whole number")
    return int(said)


def yes_no(cells: Cells, name: str) -> bool | None:
    """Return TRUE or FALSE, None for neither; raise Bad."""
    said = cells.get(name, "").upper()
    if said not in ("TRUE", "FALSE", ""):
        raise Bad(name, f"{said!r} is neither TRUE nor FALSE")
    return said == "TRUE" if said else None


def serial(cells: Cells, name: str) -> str:
    """Return an ISSN, "" where the cell is empty; raise Bad."""
    said = cells.get(name, "")
    if not said:
        return ""
    found = issn(said)
    if found is None:
        raise Bad(name, f"{said!r} is no ISSN")
    return found
