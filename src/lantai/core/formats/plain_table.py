"""Tables of columns with names, however they are parted and encoded: rows as name -> value, each with the line where it begins.

For lists that are measured, not cataloged: no column is guessed from its values. Enter at ``read``. A row that does not fit is a ``Refused``
with its line and column.
"""

import io
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from typing import BinaryIO

import msgspec

from .charset import encoding_of
from .table_rows import cells_of, rows
from .unpack import unpacked

DELIMITERS = "\t,;|%"
SAMPLE_LINES = 200
HEAD_BYTES = 1024 * 1024


class Line(msgspec.Struct, frozen=True):
    """A row: the line where it begins (from 1), and its cells."""

    number: int
    cells: tuple[str, ...]


class Refused(msgspec.Struct, frozen=True):
    """A row that cannot be used. ``column`` from 1, 0 where it is the row as a whole."""

    line: int
    column: int
    why: str


class Table(msgspec.Struct, frozen=True):
    """A table as it stands: ``lines`` hold the headings too, where there are any."""

    delimiter: str
    encoding: str
    lines: tuple[Line, ...]
    refused: tuple[Refused, ...]


def read(stream: BinaryIO) -> Table:
    """Read a table, packed or not; ``lines`` are empty where the file is."""
    raw = unpacked(stream).read()
    encoding = encoding_of(raw[:HEAD_BYTES])
    text = raw.decode(encoding, errors="replace").removeprefix("\ufeff")
    delimiter = delimiter_of(text)
    return _read(text, delimiter, encoding)


def _read(text: str, delimiter: str, encoding: str) -> Table:
    lines: list[Line] = []
    refused: list[Refused] = []
    width = 0
    for row in rows(_lines(text), delimiter):
        if row.unclosed:
            refused.append(Refused(row.line, row.unclosed, "a quotation mark opens and is never closed"))
            continue
        cells = tuple(cell.strip() for cell in cells_of(row.raw.decode("utf-8", "surrogatepass"), delimiter))
        width = width or len(cells)
        while len(cells) > width and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > width:
            refused.append(Refused(row.line, width + 1, f"{len(cells)} cells where the first row has {width}"))
        else:
            lines.append(Line(row.line, cells + ("",) * (width - len(cells))))
    return Table(delimiter, encoding, tuple(lines), tuple(refused))


def _lines(text: str) -> Iterator[tuple[int, bytes]]:
    for line in io.StringIO(text, newline=None):
        yield 0, line.encode("utf-8", "surrogatepass")


def delimiter_of(text: str) -> str:
    """Return what parts the cells: the mark that stands in the first row and that cuts most rows into as many cells as that one."""
    head = [line for line in text[:HEAD_BYTES].splitlines()[:SAMPLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda mark: _evenness(head, mark)) if head else ","


def _evenness(head: list[str], mark: str) -> float:
    first = len(cells_of(head[0], mark))
    if first < 2:
        return 0.0
    widths = Counter(len(cells_of(line, mark)) for line in head)
    return widths[first] / len(head) * sqrt(min(first, 12))
