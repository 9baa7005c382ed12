"""Where the records of an ISO 2709 stream begin and end, when lengths and terminators cannot be trusted.

Enter at ``chunks``. A record whose length and terminator agree is taken at once. Otherwise the bytes up to the next
terminator are searched for leaders, and a terminator inside a record is seen by what the record says of its own length.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lantai.core.formats.errors import FormatError, LimitExceeded
from lantai.core.formats.protocol import Chunk
from lantai.core.text.messages import N_

MAX_RECORD_BYTES = 4 * 1024 * 1024
"""No catalogue record comes near; what has no end within that many bytes is refused as a piece."""

_MAX_ENDLESS = 16
_KEPT_TOGETHER = 64 * 1024
_READ = 1024 * 1024
_END = b"\x1d"
_PADDING = b"\r\n\0\t\x1a "
_BOM = b"\xef\xbb\xbf"

# A leader: length, seven marks of which the second is no digit, base address, three marks, the entry map; never the entry of
# an alphabetic tag in a directory. Without an entry map (blanked leaders) the directory's first entry must be flawless.
_LEADER = (
    rb"(?![0-9]{5,6}[0-9A-Z]{1,3}[0-9]{8})"
    rb"(?:(?:[0-9 *]{5}[ -~][ -/:-~][ -~]{5}[0-9]{5}|[0-9]{5}[ -~][ -/:-~][ -~]{5}[ *]{5})[ -~]{3}45[ -~]{2}(?=[ -~]{12}|\x1e)"
    rb"|[0-9 *]{5}[ -~][ -/:-~][ -~]{5}[0-9 *#^-]{5}[ -~]{3}[ |#^*-]{4}(?=[0-9A-Za-z]{3}[0-9]{9}))"
)
_LEADER_HERE = re.compile(_LEADER)
_MAP = re.compile(
    rb"45(?=[ -~]{2})|[ |#^*-](?=[ |#^*-]{3}[0-9A-Za-z]{3}[0-9]{9})"
)  # where an entry map may be: quick to search for
_AFTER = re.compile(rb"[\r\n\0\t\x1a ]*")
_BEFORE = re.compile(rb"(?:[\r\n\0\t\x1a ]|\xef\xbb\xbf)*")
_MARRED_LEADER = re.compile(rb"(?s:.{24})(?:[0-9A-Za-z]{3}[0-9]{9}){2}")
_ENTRIES = re.compile(rb"(?:[0-9]{12}){3}")

_JUNK = N_("not part of any record")
_NO_LEADER = N_("a record without a leader that can be recognised")
_ENDLESS = N_("no end of a record within {limit} bytes")


def leaders(data: bytes, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield where leaders stand in the data."""
    free = start
    for found in _MAP.finditer(data, start, len(data) if end is None else end):
        at = found.start() - 20
        if at >= free and _LEADER_HERE.match(data, at):
            free = at + 24
            yield at


def has_leader(data: bytes, start: int = 0, end: int | None = None) -> bool:
    """Whether a leader stands in the data."""
    return next(leaders(data, start, end), -1) >= 0


def starts_like_a_record(data: bytes) -> bool:
    """Whether a leader and a directory stand right at the start, after padding."""
    return bool(_LEADER_HERE.match(data, _padding_end(data, 0, _BEFORE)))


def bounds(raw: bytes) -> tuple[int, int]:
    """Return where in the bytes of a chunk the record begins and ends, without padding."""
    start = _padding_end(raw, 0, _BEFORE)
    core = raw.rstrip(_PADDING)
    return start, max(start, len(core)) if core.endswith((_END, b"\x1e")) else len(raw)


def _padding_end(data: bytes, at: int, padding: "re.Pattern[bytes]") -> int:
    """Return where padding ends; the blanks that a leader begins with are no padding."""
    found = padding.match(data, at)
    end = found.end() if found else at
    return next((start for start in range(max(at, end - 24), end) if _LEADER_HERE.match(data, start)), end)


def chunks(stream: BinaryIO) -> Iterator[Chunk]:
    """Yield the chunks of the stream: joined together they are the stream, to the byte."""
    return _Splitter(stream).run()


class _Splitter:
    """One pass over a stream, with a buffer of at most one read more than the largest record."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0  # where in the buffer the next chunk begins
        self._offset = 0  # of the buffer in the stream
        self._number = 0
        self._endless = 0
        self._ended = False
        self._problem: FormatError | None = None

    def run(self) -> Iterator[Chunk]:
        while self._fill(1):
            yield from self._whole_records()
            end = self._find_end()
            if end < 0 and len(self._buffer) - self._at == 0:
                continue
            yield from self._doubtful(end)
        if self._problem:
            raise self._problem

    def _whole_records(self) -> Iterator[Chunk]:
        """Yield records as long as each is exactly as long as it says; the hot path."""
        while True:
            buffer, at, number, offset = self._buffer, self._at, self._number, self._offset
            find, size = buffer.find, len(buffer)
            while True:
                end = find(_END, at) + 1
                if not end or end == size or buffer[at : at + 5] != b"%05d" % (end - at):
                    break
                if buffer[end] not in b"0123456789":
                    end = _padding_end(buffer, end, _AFTER)
                    if end == size:
                        break
                number += 1
                yield Chunk(buffer[at:end], offset + at, number)
                at = end
            self._at, self._number = at, number
            if self._ended or size - at >= 200_000 or not self._fill(size - at + 1):
                return

    def _fill(self, wanted: int) -> bool:
        """Read until ``wanted`` bytes lie ahead; whether any do. Damage of the packing is kept for the end."""
        while not self._ended and len(self._buffer) - self._at < wanted:
            try:
                more = self._stream.read(_READ)
            except LimitExceeded:
                raise
            except FormatError as problem:
                more, self._problem = b"", problem
            self._ended = not more
            self._offset += self._at
            self._buffer = self._buffer[self._at :] + more
            self._at = 0
        return len(self._buffer) > self._at

    def _find_end(self) -> int:
        """Return where the next terminator ends, -1 when there is none within the limit."""
        searched = self._at
        while True:
            found = self._buffer.find(_END, searched)
            if found >= 0:
                return found + 1
            ahead = len(self._buffer) - self._at
            if self._ended or ahead > MAX_RECORD_BYTES:
                return -1
            self._fill(ahead + 1)
            searched = self._at + ahead

    def _doubtful(self, end: int) -> Iterator[Chunk]:
        """Yield what lies before ``end`` (-1: before the end of the buffer), split at every leader."""
        ended = end >= 0
        end = end if ended else len(self._buffer)
        starts = [self._with_mark(at) for at in leaders(self._buffer, self._at, end)]
        if not starts:
            yield from self._leaderless(self._all_junk(end) if ended else end, ended)
            return
        if self._buffer[self._at : starts[0]].strip(_PADDING + _BOM):
            yield self._chunk(starts[0], _JUNK)
        for start in starts[1:]:
            yield self._chunk(start)
        if ended:
            yield self._chunk(self._rejoined(end))
        elif self._ended:
            yield self._chunk(len(self._buffer))
        elif len(starts) == 1:
            yield self._too_long()

    def _with_mark(self, start: int) -> int:
        """Return the start of a record, its byte order mark included."""
        return start - 3 if start - 3 >= self._at and self._buffer[start - 3 : start] == _BOM else start

    def _all_junk(self, end: int) -> int:
        """Return where the junk before ``end`` ends: terminators among it do not make it many pieces."""
        follows = end
        while follows and b"\x1e" not in self._buffer[end - 1 : follows] and end - self._at < _KEPT_TOGETHER:
            if follows - end > 24 and has_leader(self._buffer, end, follows):
                break
            end, follows = follows, self._buffer.find(_END, follows) + 1
        return end

    def _leaderless(self, end: int, ended: bool) -> Iterator[Chunk]:
        if not ended and not self._ended:
            yield self._too_long()
            return
        start = _padding_end(self._buffer, self._at, _BEFORE)
        if _MARRED_LEADER.match(self._buffer, start):
            yield self._chunk(_padding_end(self._buffer, end, _AFTER))
        elif start < end:
            said = _NO_LEADER if b"\x1e" in self._buffer[start:end] else _JUNK
            yield self._chunk(_padding_end(self._buffer, end, _AFTER), said)
        else:
            self._at = end  # nothing but padding, in a file without any record before it

    def _too_long(self) -> Chunk:
        self._endless += 1
        said = _ENDLESS.format(limit=MAX_RECORD_BYTES)
        if self._endless > _MAX_ENDLESS:
            raise LimitExceeded(f"{said}, {_MAX_ENDLESS} times: this is not ISO 2709")
        return self._chunk(min(len(self._buffer), self._at + MAX_RECORD_BYTES), said)

    def _chunk(self, end: int, refused: str = "") -> Chunk:
        """Return the chunk up to ``end`` and go on behind it."""
        self._number += 1
        chunk = Chunk(self._buffer[self._at : end], self._offset + self._at, self._number, refused)
        self._at = end
        if not refused:
            self._endless = 0
        return chunk

    def _rejoined(self, end: int) -> int:
        """Return the end of the record that begins at ``_at`` and has its first terminator before ``end``, with its padding.

        A terminator is inside the record when the record says that it is longer and no leader follows.
        """
        size = end - self._at
        wanted = _own_length(self._buffer[self._at : end])
        while size < wanted:
            self._fill(wanted + 100)
            follows = self._buffer.find(_END, self._at + size) + 1
            if not follows or follows > self._at + wanted + 100:
                break
            middle = self._buffer[self._at + size : follows]
            if has_leader(middle) or _ENTRIES.search(middle) or not (b"\x1e" in middle or b"\x1f" in middle):
                break
            size = follows - self._at
        self._fill(size + 64)
        padded = _padding_end(self._buffer, self._at + size, _AFTER)
        while padded == len(self._buffer) and not self._ended:
            self._fill(len(self._buffer) - self._at + 1)
            padded = _padding_end(self._buffer, self._at + size, _AFTER)
        return padded


def _own_length(record: bytes) -> int:
    """Return how long the record says it is: by its leader and, where that is no number, by its directory; 0 unknown."""
    at = _padding_end(record, 0, _BEFORE)
    if record[at : at + 5].isdigit():
        return at + int(record[at : at + 5])
    directory = record[at + 24 : record.find(b"\x1e", at)]
    entries = [directory[i + 3 : i + 12] for i in range(0, len(directory) - 11, 12)]
    ends = [int(e[:4]) + int(e[4:]) for e in entries if e.isdigit()]
    return at + 24 + len(directory) + 2 + max(ends) if ends else 0
