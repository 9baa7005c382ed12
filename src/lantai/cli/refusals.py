"""Rows of a list that cannot be used: the first are named with file, line and column, the others counted by what is wrong with them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from lantai.cli import OK, UNUSABLE
from lantai.core.formats.errors import FormatError

from .output import say

SHOWN = 20
KINDS = 5
_QUOTED = re.compile(r"'[^']*'|\d+")


class Row(Protocol):
    """A row that cannot be used, and why: ``line`` and ``column`` from 1, 0 the row as a whole."""

    @property
    def line(self) -> int:
        """Where it begins."""

    @property
    def column(self) -> int:
        """Which cell is wrong."""

    @property
    def why(self) -> str:
        """What is wrong with it."""


def say_refused(path: Path, rows: Sequence[Row]) -> None:
    """Name the first rows; of the others how many there are of each kind."""
    for row in rows[:SHOWN]:
        column = f", column {row.column}" if row.column else ""
        say(f"{path}, line {row.line}{column}: not used: {row.why}")
    if others := rows[SHOWN:]:
        say(f"{path}: and {len(others):,} more rows (--refused FILE writes all of them):")
        kinds = Counter(_QUOTED.sub("…", row.why) for row in others).most_common()
        for why, count in kinds[:KINDS]:
            say(f"  {count:,} × {why}")
        if rest := sum(count for _, count in kinds[KINDS:]):
            say(f"  {rest:,} × something else")


def write_refused(to: Path, found: Sequence[tuple[Path, Sequence[Row]]]) -> None:
    """Write every row that was not used as a table of CSV; the lines of files are those that editors count."""
    with to.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("file", "line", "column", "why"))
        table.writerows((path, row.line, row.column or "", row.why) for path, rows in found for row in rows)


def of_rows(path: Path, counts: dict[str, int]) -> int:
    """Return the exit code for what became of a list's rows: one of which not a row could be used is said."""
    if not counts["rows_in"]:
        say(f"{path}: there are no rows below its headings")
    if not counts["rows_in"] or counts["refused"] < counts["rows_in"]:
        return OK
    say(f"{path}: not one row could be used")
    return UNUSABLE


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Have what is wrong with a file say which file it is."""
    try:
        yield
    except FormatError as problem:
        raise FormatError(f"{path}: {problem}") from problem
