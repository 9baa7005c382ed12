"""Cut text formats whose records are runs of lines, in bounded memory: RIS, tagged exports, one record a line.

A record begins at a line that the format names; a missing end, or a missing blank line, therefore harms nobody.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lantai.core.text.messages import N_

from .charset import blocks
from .protocol import Chunk

LINE_LIMIT_BYTES = 4 * 1024 * 1024
RECORD_LIMIT_BYTES = 16 * 1024 * 1024

TOO_LONG = N_("This record is larger than the largest that is read (16 MiB); only a part of it is kept.")
OUTSIDE = N_("These lines stand before the first record or between two, and belong to none.")

_BOM = b"\xef\xbb\xbf"
_END = re.compile(rb"\r\n|\r(?!$)|\n")  # a CR at the end of a block may be half of CR LF


def lines(stream: BinaryIO, encoding: str = "") -> Iterator[tuple[int, bytes]]:
    """Yield each line with its end (LF, CR LF or CR) and the byte offset where it begins.

    A line beyond ``LINE_LIMIT_BYTES`` comes in pieces.
    """
    rest, offset = b"", 0
    for block in blocks(stream, encoding):
        rest += block
        done = 0
        for found in _END.finditer(rest):
            yield offset + done, rest[done : found.end()]
            done = found.end()
        rest, offset = rest[done:], offset + done
        if len(rest) > LINE_LIMIT_BYTES:
            yield offset, rest
            rest, offset = b"", offset + len(rest)
    if rest:
        yield offset, rest


class Records:
    """Gathers lines into chunks; ``finish`` after the last line."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._start = 0
        self._size = 0
        self._number = 0

    def add(self, offset: int, line: bytes) -> None:
        """Put a line to the record at hand; what goes beyond the limit is counted, not kept."""
        if not self._lines:
            self._start, self._size = offset, 0
        self._size += len(line)
        if self._size <= RECORD_LIMIT_BYTES:
            self._lines.append(line)

    def finish(self, refused: str = "") -> Iterator[Chunk]:
        """Yield the record at hand, if there is more to it than white space."""
        raw = b"".join(self._lines)
        self._lines = []
        if raw.removeprefix(_BOM).strip(b"\0 \t\r\n\x1a"):
            self._number += 1
            too_long = TOO_LONG if self._size > RECORD_LIMIT_BYTES else ""
            yield Chunk(raw=raw, position=self._start, number=self._number, refused=refused or too_long)


def split_lines(
    source: Iterable[tuple[int, bytes]],
    *,
    begins: re.Pattern[bytes],
    ends: re.Pattern[bytes] | None = None,
    outside: str = OUTSIDE,
) -> Iterator[Chunk]:
    """Yield the records of a tagged format: each from a line that ``begins`` matches to the next, or to one that ``ends``.

    What stands before the first record, or behind an end, is refused with ``outside``.
    """
    records = Records()
    inside = False
    for offset, line in source:
        if begins.match(line.removeprefix(_BOM)):
            yield from records.finish("" if inside else outside)
            inside = True
        records.add(offset, line)
        if inside and ends and ends.match(line):
            yield from records.finish()
            inside = False
    yield from records.finish("" if inside else outside)
