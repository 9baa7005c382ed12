"""Tables of columns with names, however they are parted and encoded: rows as name -> value, each with the line where it begins.

For lists that are measured, not cataloged: no column is guessed from its values. Enter at ``read``, or at ``opened`` for one that may be
too long to be held. A row that does not fit is a ``Refused`` with its line and column.
"""

import codecs
import io
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from typing import BinaryIO, NamedTuple

import msgspec

from .charset import encoding_of
from .errors import LimitExceeded
from .table_rows import cells_of, rows
from .unpack import unpacked

DELIMITERS = "\t,;|%"
SAMPLE_LINES = 200
HEAD_BYTES = 1024 * 1024
LINE_LIMIT = 16 * 1024 * 1024
"""Characters of a line; a file with a longer one is no table."""


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


class Opened(NamedTuple):
    """A table that is being read: its rows, headings among them, and those that are refused may be gone through once."""

    delimiter: str
    encoding: str
    rows: Iterator[Line | Refused]


def read(stream: BinaryIO) -> Table:
    """Read a table, packed or not; ``lines`` are empty where the file is. Raise LimitExceeded."""
    table = opened(stream)
    lines, refused = list[Line](), list[Refused]()
    for row in table.rows:
        if isinstance(row, Line):
            lines.append(row)
        else:
            refused.append(row)
    return Table(table.delimiter, table.encoding, tuple(lines), tuple(refused))


def opened(stream: BinaryIO) -> Opened:
    """Begin to read a table, packed or not; what it holds is read while its rows are asked for, which may raise LimitExceeded."""
    raw = unpacked(stream)
    head = raw.read(HEAD_BYTES)
    encoding = encoding_of(head)
    delimiter = delimiter_of(codecs.getincrementaldecoder(encoding)("replace").decode(head).removeprefix("\ufeff"))
    return Opened(delimiter, encoding, _rows(_lines(head, raw, encoding), delimiter))


def _rows(lines: Iterator[tuple[int, bytes]], delimiter: str) -> Iterator[Line | Refused]:
    width = 0
    for row in rows(lines, delimiter):
        if row.unclosed:
            yield Refused(row.line, row.unclosed, "a quotation mark opens and is never closed")
            continue
        cells = tuple(cell.strip() for cell in cells_of(row.raw.decode("utf-8", "surrogatepass"), delimiter))
        width = width or len(cells)
        while len(cells) > width and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > width:
            yield Refused(row.line, width + 1, f"{len(cells)} cells where the first row has {width}")
        else:
            yield Line(row.line, cells + ("",) * (width - len(cells)))


def _lines(head: bytes, rest: BinaryIO, encoding: str) -> Iterator[tuple[int, bytes]]:
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    begun, number = list[str](), 0
    piece = head
    while piece:
        *whole, last = decoder.decode(piece).split("\n")
        for text in whole:
            number += 1
            yield 0, "".join((*begun, text, "\n")).encode("utf-8", "surrogatepass")
            begun.clear()
        begun.append(last)
        if sum(map(len, begun)) > LINE_LIMIT:
            raise LimitExceeded(f"line {number + 1} has more than {LINE_LIMIT:,} characters")
        piece = rest.read(HEAD_BYTES)
    if text := "".join((*begun, decoder.decode(b"", final=True))):
        yield 0, text.encode("utf-8", "surrogatepass")


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
