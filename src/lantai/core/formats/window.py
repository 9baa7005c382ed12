"""The part of a stream that a splitter still needs, addressed by offsets in the file: memory stays bounded."""

import re
from typing import BinaryIO

from .charset import blocks

BLOCK_BYTES = 256 * 1024


class Window:
    """Bytes of a stream between ``start`` and ``end``; ``more`` lengthens it, ``forget`` lets go of its beginning."""

    def __init__(self, stream: BinaryIO, *, encoding: str = "") -> None:
        self._blocks = blocks(stream, encoding, BLOCK_BYTES)
        self._bytes = bytearray()
        self.start = 0

    @property
    def end(self) -> int:
        """The offset behind the last byte that has been read."""
        return self.start + len(self._bytes)

    def more(self) -> bool:
        """Read a block; False at the end of the stream."""
        block = next(self._blocks, b"")
        self._bytes += block
        return bool(block)

    def search(self, pattern: re.Pattern[bytes], start: int) -> tuple[int, int, tuple[bytes, ...]] | None:
        """Return where the pattern is found from ``start`` on, with its groups."""
        found = pattern.search(self._bytes, start - self.start)
        if found is None:
            return None
        return found.start() + self.start, found.end() + self.start, tuple(bytes(g or b"") for g in found.groups())

    def line_end(self, start: int) -> int | None:
        """Return where the line ends on which ``start`` stands; None where no end has been read yet."""
        at = self._bytes.find(b"\n", start - self.start)
        back = self._bytes.find(b"\r", start - self.start, at if at >= 0 else len(self._bytes))
        first = back if back >= 0 else at
        return first + self.start if first >= 0 else None

    def end_of(self, pattern: re.Pattern[bytes], start: int, limit: int) -> int | None:
        """Return where the pattern ends, reading on for at most ``limit`` bytes; None where it is not found."""
        at = start
        while (found := self.search(pattern, at)) is None:
            at = max(start, self.end - 2)
            if self.end - start > limit or not self.more():
                return None
        return found[1]

    def slice(self, start: int, end: int) -> bytes:
        """Return the bytes between two offsets."""
        return bytes(self._bytes[max(0, start - self.start) : max(0, end - self.start)])

    def forget(self, before: int) -> None:
        """Let go of what lies before an offset."""
        if before - self.start > BLOCK_BYTES:
            del self._bytes[: before - self.start]
            self.start = before
