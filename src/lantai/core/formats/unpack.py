"""Packed files are unpacked while they are read, in bounded memory, and a bomb is refused with the limit named.

Enter at ``unpacked``. A gzip file may have several members (``cat a.gz b.gz``) and zero padding after the last.
"""

import bz2
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

from lantai.core.formats.errors import FormatError, LimitExceeded

_READ = 256 * 1024
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a packed file may grow.

    Bibliographic data shrink 3 to 20 times (measured on the shared MARC and citation files: at most 19), a bomb a
    thousand times: ``ratio`` counts from ``free_bytes`` on, so that small oddities pass.
    """

    ratio: int = 200
    free_bytes: int = 64 * _MIB
    unpacked_bytes: int = 256 * 1024 * _MIB


class _Unpacker(Protocol):
    """What zlib's and bz2's decompressors have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class Unpacked(io.RawIOBase):
    """A readable stream over a packed one; raises LimitExceeded for a bomb, FormatError for damage after what was readable."""

    def __init__(self, packed: BinaryIO, make: Callable[[], _Unpacker], limits: Limits) -> None:
        self._packed, self._make, self._limits = packed, make, limits
        self._unpacker = make()
        self._input = b""
        self._bytes_in = self._bytes_out = 0

    def readable(self) -> bool:
        """Say yes: io's wrappers ask."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io's own signature is wider
        """Fill the buffer with unpacked bytes as far as one step goes."""
        piece = self._piece(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, size: int) -> bytes:
        while True:
            if self._unpacker.eof and not self._next_member():
                return b""
            if not self._input and not self._held():
                self._input = self._packed.read(_READ)
                self._bytes_in += len(self._input)
                if not self._input:
                    raise FormatError(f"the packed file ends early, after {self._bytes_out} unpacked bytes")
            piece = self._unpack(size)
            if piece:
                return piece

    def _held(self) -> bool:
        """Whether the unpacker still holds input (bz2 keeps it inside, zlib hands it back)."""
        return not getattr(self._unpacker, "needs_input", True)

    def _unpack(self, size: int) -> bytes:
        try:
            piece = self._unpacker.decompress(self._input, size)
        except (zlib.error, OSError) as problem:
            raise FormatError(f"the packed file is damaged after {self._bytes_out} unpacked bytes") from problem
        self._input = getattr(self._unpacker, "unconsumed_tail", b"")
        self._bytes_out += len(piece)
        self._check()
        return piece

    def _check(self) -> None:
        limits = self._limits
        if self._bytes_out > limits.unpacked_bytes:
            raise LimitExceeded(f"the packed file holds more than {limits.unpacked_bytes} bytes")
        if self._bytes_out > limits.free_bytes and self._bytes_out > limits.ratio * self._bytes_in:
            raise LimitExceeded(f"the packed file grows more than {limits.ratio} times (limit after {limits.free_bytes} bytes)")

    def _next_member(self) -> bool:
        rest = self._unpacker.unused_data or self._input
        while True:
            rest = rest.lstrip(b"\0")
            if rest:
                break
            rest = self._packed.read(_READ)
            self._bytes_in += len(rest)
            if not rest:
                return False
        self._unpacker, self._input = self._make(), rest
        return True


_KINDS: dict[bytes, Callable[[], _Unpacker]] = {
    b"\x1f\x8b\x08": lambda: zlib.decompressobj(31),
    b"BZh": bz2.BZ2Decompressor,
}


def unpacked(stream: BinaryIO, limits: Limits | None = None) -> BinaryIO:
    """Return a stream of the unpacked bytes: the stream itself where it is not packed and can seek."""
    start = stream.read(4)
    stream = rewound(stream, start)
    make = next((make for magic, make in _KINDS.items() if start.startswith(magic)), None)
    return stream if make is None else cast(BinaryIO, Whole(Unpacked(stream, make, limits or Limits())))


def rewound(stream: BinaryIO, start: bytes) -> BinaryIO:
    """Return a stream that begins with ``start``, the bytes that were just read from it."""
    if stream.seekable():
        stream.seek(-len(start), io.SEEK_CUR)
        return stream
    return cast(BinaryIO, Whole(stream, start))


class Whole(io.BufferedIOBase):
    """A stream whose ``read`` gives as many bytes as were asked for, and what came before a problem before the problem.

    io.BufferedReader drops what it holds when its source raises; the records in there would be lost.
    """

    def __init__(self, source: BinaryIO | io.RawIOBase, start: bytes = b"") -> None:
        self._source, self._held = source, start
        self._at = 0
        self._problem: FormatError | None = None

    def readable(self) -> bool:
        """Say yes: io's wrappers ask."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Return ``size`` bytes, fewer only at the end or before a problem; all without a size."""
        wanted = size if size is not None and size >= 0 else None
        if wanted is not None and wanted <= len(self._held) - self._at:
            return self._taken(self._at + wanted)
        pieces = [self._taken(len(self._held))]
        got = len(pieces[0])
        while (wanted is None or got < wanted) and self._more():
            pieces.append(self._taken(len(self._held) if wanted is None else min(len(self._held), wanted - got)))
            got += len(pieces[-1])
        return self._given(b"".join(pieces))

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line with its end, at most ``size`` bytes of it. io's own asks for each byte apart, a hundred times as long."""
        most = size if size is not None and size >= 0 else None
        line = b""
        while not line.endswith(b"\n") and (most is None or len(line) < most):
            if self._at == len(self._held) and not self._more():
                break
            end = self._held.find(b"\n", self._at) + 1 or len(self._held)
            line += self._taken(end if most is None else min(end, self._at + most - len(line)))
        return self._given(line)

    def _taken(self, end: int) -> bytes:
        """Return what is held up to there, and go on behind it."""
        piece, self._at = self._held[self._at : end], end
        return piece

    def _more(self) -> bool:
        """Hold the next piece, where all that was held is taken; return whether there was one."""
        if self._problem is None:
            try:
                self._held, self._at = self._source.read(_READ) or b"", 0
                return bool(self._held)
            except FormatError as problem:
                self._problem = problem
        return False

    def _given(self, data: bytes) -> bytes:
        if self._problem and not data:
            raise self._problem
        return data
