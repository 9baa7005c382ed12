"""Cut JSON into the bytes of its records, in bounded memory: JSON Lines, one array, or an array inside an envelope.

Enter at ``split_values``, and at ``loaded`` for one record. Splitting looks at brackets and strings only; whether a record is
sound JSON is found when it is read.
"""

import re
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

import msgspec

from lantai.core.bib.record import Repair
from lantai.core.text.messages import N_

from .charset import decoded
from .errors import Unreadable
from .protocol import Chunk
from .window import Window

RECORD_LIMIT_BYTES = 16 * 1024 * 1024

TOO_LARGE = N_("This record is larger than the largest that is read (16 MiB); only its beginning is kept.")
STRAY = N_("This text stands between the records and belongs to none.")
UNCLOSED = N_("This record begins, but its closing bracket is missing.")
NOT_JSON = N_("This is no valid JSON: {problem}.")
NOT_OBJECT = N_("A record was expected here, but this is a bare value.")
TOO_DEEP = N_("The brackets of this record are nested deeper than is read.")

# To the next bracket, over strings. A string never goes on over the end of a line: a missing quotation mark harms one line.
# The third alternative catches a string that the end of the window cuts off. Groups give back what they took, though they need never do so:
# before Python 3.11.5, which Debian 12 lacks, one that does not (*+) may match what it should not.
_STRING = rb'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*(?:"|(?=[\r\n]))'
_TOKEN = re.compile(rb'(?:[^"{}\[\]]++|%s)*(?:([{}\[\]])|(")|$)' % _STRING)
_INSIDE = re.compile(rb'[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*')
_KEY = re.compile(rb'"((?:[^"\\\r\n]|\\.)*)"\s*:\s*$')
_KEPT_BYTES = 64 * 1024
_LINE_BYTES = 512 * 1024
"""How far is read on for the end of a line: a record that a block cuts off is still found whole. Bracket by bracket it takes a hundred times as long."""
_BETWEEN = b" \t\r\n,;\x1e\0\xef\xbb\xbf"

Paths = frozenset[tuple[str, ...]]


def split_values(stream: BinaryIO, paths: Paths = frozenset(), *, encoding: str = "") -> Iterator[Chunk]:
    """Yield every record (an object) of the stream with its offset.

    Records stand at the top, in an array at the top, or in an array at one of ``paths`` (the keys that lead there) of an
    object at the top, whose other members are passed over.
    """
    window = Window(stream, encoding=encoding)
    splitter = _Splitter(window, paths)
    at = 0
    while True:
        _, end, (bracket, cut_off) = window.search(_TOKEN, at) or (at, at, (b"", b""))
        if not bracket:
            if cut_off:
                at = yield from _string(window, splitter, end)
                continue
            at = end
            yield from splitter.rest(at)
            if not window.more():
                break
            continue
        at = end
        if bracket in (b"}", b"]"):
            yield from splitter.closes(end)
            continue
        whole = splitter.line_is_record(end - 1) if bracket == b"{" else None
        yield from splitter.opens(bracket, end - 1)
        if whole:
            at = whole
            yield from splitter.closes(at)
    yield from splitter.finish()


def _string(window: Window, splitter: "_Splitter", at: int) -> Generator[Chunk, None, int]:
    """Read on through a string that the window cuts off and inside of which ``at`` stands; return where it ends: behind its mark, or with its line."""
    while True:
        _, at, _ = window.search(_INSIDE, at) or (at, at, ())
        follows = window.slice(at, at + 2)
        if follows[:1] == b'"':
            return at + 1
        if follows not in (b"", b"\\"):
            return at
        yield from splitter.rest(at)
        if not window.more():
            return window.end


class _Splitter:
    """Puts records together from their brackets."""

    def __init__(self, window: Window, paths: Paths) -> None:
        self._window, self._paths = window, paths
        self._keys: list[str] = []  # of the open brackets outside the records
        self._depth = 0
        self._floor = 0  # how many brackets lie around the records
        self._start: int | None = None  # of the record at hand
        self._boundary = 0  # the first byte that no chunk holds yet
        self._indent: bytes | None = None  # what stands before a record on its line
        self._number = 0
        self._several_until = 0
        self._swollen = False  # the record at hand is refused already, and its end is looked for

    def opens(self, bracket: bytes, start: int) -> Iterator[Chunk]:
        record = bracket == b"{"
        if record and self._is_lost() and self._line(start) == (self._indent, True):
            if self._start is not None:
                yield self._chunk(self._start, start, UNCLOSED)
            elif self._swollen:
                self._boundary = start
            self._depth = self._floor
        if self._depth == self._floor:
            yield from self._stray(start)
            self._swollen = False
            if record:
                self._start = start
                self._indent = self._indent if self._indent is not None else self._line(start)[0]
            elif self._floor == 0:
                self._floor, self._boundary = self._depth + 1, start + 1
            else:
                self._boundary = start  # an array where a record was expected: refused when it ends
        elif self._floor == 0 and self._depth <= 2:
            self._keys = [*self._keys[: self._depth - 1], self._key(start)]
            if not record and tuple(self._keys) in self._paths:
                self._floor, self._start, self._boundary = self._depth + 1, None, start + 1
        self._depth += 1

    def _is_lost(self) -> bool:
        """Whether brackets are open that a new record on its line shows to have no end; those of an envelope are not."""
        return self._depth > self._floor and (self._start is not None or self._floor > 0 or self._swollen)

    def line_is_record(self, start: int) -> int | None:
        """Return where the record ends that begins here, if it ends on this line and is sound: most files have one a line."""
        if self._depth != self._floor or start < self._several_until:
            return None
        found = self._window.line_end(start)
        while found is None and (seen := self._window.end) - start < _LINE_BYTES and self._window.more():
            found = self._window.line_end(seen)
        end = self._window.end if found is None else found
        line = self._window.slice(start, end).rstrip(b" \t,]")
        try:
            msgspec.json.decode(line, type=msgspec.Raw)
        except (msgspec.DecodeError, RecursionError):
            self._several_until = end  # not one a line here: do not look again before the next
            return None
        return None if found is None else start + len(line)

    def closes(self, end: int) -> Iterator[Chunk]:
        self._depth = max(0, self._depth - 1)
        if self._depth == self._floor:
            if self._start is not None:
                yield self._chunk(self._start, end)
            elif self._floor and not self._swollen:
                yield from self._stray(end)
            self._start, self._boundary, self._swollen = None, end, False
        elif self._depth < self._floor:
            yield from self._stray(end - 1)
            self._floor, self._start, self._boundary = 0, None, end

    def rest(self, at: int) -> Iterator[Chunk]:
        """Let go of bytes; refuse a record that has grown too large."""
        if self._start is not None and at - self._start > RECORD_LIMIT_BYTES:
            yield self._chunk(self._start, self._start + _KEPT_BYTES, TOO_LARGE)
            self._start, self._boundary, self._swollen = None, at, True
        if self._start is not None:
            self._window.forget(self._start)
        elif self._depth > self._floor == 0 or at - self._boundary > RECORD_LIMIT_BYTES:  # in an envelope, or in endless rubbish
            self._boundary = at
            self._window.forget(at - _KEPT_BYTES)
        else:
            self._window.forget(self._boundary)

    def finish(self) -> Iterator[Chunk]:
        if self._start is not None:
            yield self._chunk(self._start, self._window.end, UNCLOSED)
        elif not self._swollen and (self._depth == self._floor or self._floor or self._number == 0):
            yield from self._stray(self._window.end)

    def _stray(self, end: int) -> Iterator[Chunk]:
        start = max(self._boundary, self._window.start)
        if self._window.slice(start, end).strip(_BETWEEN):
            yield self._chunk(start, end, STRAY)

    def _line(self, start: int) -> tuple[bytes | None, bool]:
        """Return the white space before a bracket on its line, None where something else stands there too."""
        before = self._window.slice(max(start - 64, self._window.start), start)
        line = before[before.rfind(b"\n") + 1 :]
        alone = not line.strip() and (b"\n" in before or start == 0)
        return (line if alone else None), alone

    def _key(self, start: int) -> str:
        found = _KEY.search(self._window.slice(start - 256, start))
        return found[1].decode("utf-8", "replace") if found else ""

    def _chunk(self, start: int, end: int, refused: str = "") -> Chunk:
        self._number += 1
        self._boundary = end
        return Chunk(raw=self._window.slice(start, end), position=start, number=self._number, refused=refused)


def loaded(raw: bytes, encoding: str = "") -> tuple[dict[str, Any], tuple[Repair, ...]]:
    """Return the object in the bytes of one record, with what had to be mended; raise Unreadable."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n\x1e")
    repairs: tuple[Repair, ...] = ()
    try:
        try:
            value = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            text, repairs = decoded(raw, encoding)
            mended = _CONTROL.sub(" ", text).encode("utf-8", "replace")
            if mended == raw:
                raise Unreadable(NOT_JSON, values={"problem": str(problem)}) from problem
            repairs = repairs or (Repair(code="control", detail="control characters inside a string"),)
            value = msgspec.json.decode(mended)
    except msgspec.DecodeError as problem:
        raise Unreadable(NOT_JSON, values={"problem": str(problem)}) from problem
    except RecursionError as problem:
        raise Unreadable(TOO_DEEP) from problem
    if not isinstance(value, dict):
        raise Unreadable(NOT_OBJECT)
    return value, repairs


def members(raw: bytes, encoding: str = "") -> tuple[dict[str, msgspec.Raw], tuple[Repair, ...]]:
    """Return the members of the object in the bytes of one record, not decoded yet, in their order; the same repairs, raise the same.

    What is passed over is checked to be JSON in UTF-8, as ``loaded`` does; only a number may be larger than can be kept.
    """
    line = raw.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n\x1e")
    try:
        if not line.isascii():
            line.decode()
        return _members(line), ()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value, repairs = loaded(raw, encoding)
        return _members(msgspec.json.encode(value)), repairs


_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_CONTROL = re.compile(r"[\x00-\x1f]")
