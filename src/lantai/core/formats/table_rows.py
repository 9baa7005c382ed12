"""Cut a delimited file into rows, in bounded memory: cells in quotation marks may hold delimiters and line ends.

A quotation mark counts only where a cell begins with it; one that is never closed costs its own line, not the rest of the file.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

ROW_LIMIT_BYTES = 1024 * 1024
ROW_LIMIT_LINES = 1000
LEAST_LINES = 10
"""How many lines a cell may go on; half as many after each that never closed, so that a file full of them is not read a thousand times."""

CELL_LIMIT = 1024 * 1024

csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))


class Row(NamedTuple):
    """The bytes of a row and the line of the file (from 1) where it begins; ``unclosed``: in which cell (from 1) a quotation mark stays open."""

    line: int
    raw: bytes
    unclosed: int = 0


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[bytes]:
    """Match one cell.

    In turn: one in quotation marks on one line; one that only begins with words in them ("Al-Manar" University); one that goes on
    over lines; a bare one. A mark inside that nobody doubled is let pass, unless it stands where a cell would begin. What stands inside is
    looked ahead to and then taken, so that nothing of it is given back: before Python 3.11.5 groups with *+ match wrongly.
    """
    mark = re.escape(delimiter.encode())
    end = rb"(?=[ ]*(?:%s|[\r\n]|$))" % mark
    inner = rb'""|(?<![\r\n])(?<!%s)"(?![ ]*(?:%s|[\r\n]|$))' % (mark, mark)
    one_line = rb'[ ]*"(?=(?P<one>(?:[^"\r\n]++|%s)*))(?P=one)"[ ]*%s' % (inner, end)
    beginning = rb'[ ]*"[^"\r\n]*"[^"\r\n]*?%s' % end
    lines = rb'[ ]*"(?=(?P<more>(?:[^"]++|%s)*))(?P=more)"[ ]*%s' % (inner, end)
    bare = rb'(?![ ]*")[^\r\n]*?%s' % end
    return re.compile(rb"|".join((one_line, beginning, lines, bare)))


def open_cell(line: bytes, delimiter: str) -> int:
    """Return in which cell (from 1) a quotation mark opens that does not close; 0 where all close."""
    if b'"' not in line:
        return 0
    pattern, mark, at, cell = _cell_pattern(delimiter), delimiter.encode(), 0, 1
    while True:
        found = pattern.match(line, at)
        if found is None:
            return cell
        at = found.end()
        if line[at : at + len(mark)] != mark:
            return 0
        at, cell = at + len(mark), cell + 1


def rows(lines: Iterable[tuple[int, bytes]], delimiter: str) -> Iterator[Row]:
    """Yield the rows of a file from its lines; empty lines are passed over, but counted."""
    coming = enumerate((line for _, line in lines), start=1)
    again: deque[tuple[int, bytes]] = deque()  # lines read in vain for a cell that stayed open
    held: list[bytes] = []
    start, limit = 0, ROW_LIMIT_LINES
    while True:
        number, line = again.popleft() if again else next(coming, (0, b""))
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if held:
            held += [line] if number else []
            if b'"' in line and not open_cell(b"".join(held), delimiter):
                yield Row(start, b"".join(held))
                held, limit = [], ROW_LIMIT_LINES
            elif not number or len(held) > limit or sum(map(len, held)) > ROW_LIMIT_BYTES:
                yield Row(start, held[0], unclosed=open_cell(held[0], delimiter))
                again.extendleft(reversed(list(enumerate(held[1:], start + 1))))
                held, limit = [], max(limit // 2, LEAST_LINES)
        elif not number:
            return
        elif line.strip(b"\r\n\0\x1a "):
            if open_cell(line, delimiter):
                held, start = [line], number
            else:
                yield Row(number, line)


def cells_of(text: str, delimiter: str) -> list[str]:
    """Return the cells of a row."""
    return next(csv.reader(io.StringIO(text.strip("\r\n\0\x1a"), newline=""), delimiter=delimiter, skipinitialspace=False), [])
