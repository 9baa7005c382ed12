"""Numbers for the values of facets, given by the one writer of an index. A module of its own: readers' processes need no numpy."""

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from .numbered import PART, PLACE, ROW, Named, files

MOST_RECENT = 50_000
"""Values that are kept as they are, at some 200 bytes each, when all are on disk; the others as eight bytes that say where each may lie."""


class Numbered:
    """The numbers of one facet's values, for the one writer."""

    def __init__(self, directory: Path, facet: str) -> None:
        self._names, self._places = files(directory, facet)
        self._named = Named(directory, facet)
        self._recent: dict[str, int] = {}
        self._hashes, self._numbers = array("I"), array("I")
        self._new: list[bytes] = []
        self._saved, self._size = 0, 0
        self._rows, self._begins = 0, list[int]()

    def of(self, values: Iterable[str]) -> list[int]:
        """Return the numbers of values, new ones for new values; raise TypeError or ValueError for what is no text."""
        known = self._recent
        return [number if (number := known.get(value)) is not None else self._find(value) for value in values]

    def read_on(self) -> None:
        """Begin anew: forget what was not written, and learn what another writer has added since. Values that a killed one had written are taken, too, but not
        the last where it has no end."""
        for value in self._new:
            del self._recent[str(value, "utf-8")]
        self._new = []
        size = self._names.stat().st_size if self._names.exists() else 0
        if size <= self._size:
            return
        self._fold()
        hashes, begins, number = array("I"), list[int](), self._saved
        for value in _read(self._names, self._size, size):
            if number % ROW == 0:
                begins.append(self._size)
            hashes.append(crc32(value))
            number, self._size = number + 1, self._size + len(value) + len(PART)
        self._remember(hashes)
        self._saved = number
        self._check(begins)

    def save(self) -> None:
        """Return when all values are on disk; raise OSError, and they are written at the next call."""
        if self._new:
            begins, number, size = list[int](), self._saved, self._size
            for value in self._new:
                if number % ROW == 0:
                    begins.append(size)
                number, size = number + 1, size + len(value) + len(PART)
            _write(self._names, self._size, PART.join((*self._new, b"")))
            self._begins += begins
            self._saved, self._size, self._new = number, size, []
        self._tell()
        if len(self._recent) > MOST_RECENT:
            self._fold()

    def _tell(self) -> None:
        """Write where the rows begin of which that was not told."""
        if self._begins:
            _write(self._places, self._rows * PLACE.size, np.array(self._begins, "<u8").tobytes())
            self._rows, self._begins = self._rows + len(self._begins), []

    def _check(self, begins: list[int]) -> None:
        """See that the other file tells of the rows that were read."""
        there = np.fromfile(self._places, "<u8", offset=self._rows * PLACE.size) if self._places.exists() else np.empty(0, "<u8")
        both = min(len(there), len(begins))
        wrong = np.flatnonzero(there[:both] != np.array(begins[:both], "<u8"))
        right = int(wrong[0]) if len(wrong) else both
        self._rows, self._begins = self._rows + right, begins[right:]
        self._tell()

    def _fold(self) -> None:
        """Forget the values themselves; of those that were new, remember where they lie."""
        known = len(self._hashes)
        fresh = sorted((number, value) for value, number in self._recent.items() if number >= known)
        self._recent.clear()
        self._remember(array("I", (crc32(value.encode()) for _, value in fresh)))

    def _find(self, value: str) -> int:
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no text")
        encoded = value.encode()
        number = self._lying(encoded)
        if number is None:
            number = self._saved + len(self._new)
            self._new.append(encoded)
        self._recent[value] = number
        return number

    def _lying(self, value: bytes) -> int | None:
        """Return the number of a value that is not kept as it is."""
        hashed = crc32(value)
        place = bisect_left(self._hashes, hashed)
        while place < len(self._hashes) and self._hashes[place] == hashed:
            number = self._numbers[place]
            if self._named.encoded(number) == value:
                return number
            place += 1
        return None

    def _remember(self, hashes: "array[int]") -> None:
        """Add the hashes of values whose numbers follow on those that are known."""
        first = len(self._hashes)
        every = np.concatenate((np.asarray(self._hashes), np.asarray(hashes)))
        numbers = np.concatenate((np.asarray(self._numbers), np.arange(first, first + len(hashes), dtype=np.uint32)))
        order = np.argsort(every, kind="stable")
        self._hashes, self._numbers = array("I", every[order].tobytes()), array("I", numbers[order].tobytes())


def _read(path: Path, place: int, end: int, *, piece: int = 1 << 20) -> Iterator[bytes]:
    """Yield the values from a place on, a megabyte at a time; not what has no end."""
    with path.open("rb") as file:
        file.seek(place)
        left = b""
        while place < end and (read := file.read(min(piece, end - place))):
            place += len(read)
            *values, left = (left + read).split(PART)
            yield from values


def _write(path: Path, place: int, given: bytes) -> None:
    """Write at a place of a file, and return when it is on disk."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(place)
        file.write(given)
        file.flush()
        os.fsync(file.fileno())
