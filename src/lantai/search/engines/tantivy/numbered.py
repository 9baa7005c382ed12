"""The values of facets as numbers: tantivy counts numbers, and what each is called stands once beside the index, not in every segment's dictionary.

``Named`` tells what numbers are called, ``Numbered`` gives them. Of each facet two files: ``.names``, the values one after the other, and ``.places``, where
every sixteenth begins. They only grow, and are on disk before the commit that first uses them; values of which nothing was committed are never asked for.
"""

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from zlib import crc32

import numpy as np

from lantai.search.document import COUNTED

ROW = 16
"""Values from one place that is told to the next."""

_PART = b"\xff"
"""Ends each value: no text in UTF-8 has this byte."""

_PLACE = Struct("<Q")

MOST_RECENT = 50_000
"""Values that are kept as they are, at some 200 bytes each, when all are on disk; the others as eight bytes that say where each may lie."""


def make_files(directory: Path) -> None:
    """Make the files of a new index, empty."""
    for path in _every(directory):
        path.touch()


def lost(directory: Path) -> list[str]:
    """Return the names of files that an index should have and has not: without them its works would be counted under other names."""
    return [path.name for path in _every(directory) if not path.exists()]


class Named:
    """What the numbers of one facet are called, read where it lies; safe to share between threads."""

    def __init__(self, directory: Path, facet: str) -> None:
        self._names, self._places = _files(directory, facet)
        self._mapped: tuple[mmap, mmap, int] | None = None

    def __getitem__(self, number: int) -> str:
        """Return the value; raise OSError where the files are gone, or belong to another index."""
        return str(self.encoded(number), "utf-8")

    def encoded(self, number: int) -> bytes:
        """Return the value in UTF-8."""
        row, place = divmod(number, ROW)
        for mapped in (self._mapped, None):  # more may be there than when the files were mapped
            names, places, rows = mapped or self._map()
            if row >= rows:
                continue
            first = _place(places, row)
            end = _place(places, row + 1) if row + 1 < rows else 0
            values = names[first : end if end > first else len(names)].split(_PART, ROW)
            if place < len(values) - 1:
                return values[place]
        raise OSError(f"{self._names} has no value {number}")

    def _map(self) -> tuple[mmap, mmap, int]:
        with self._places.open("rb") as places_file, self._names.open("rb") as names_file:
            places = mmap(places_file.fileno(), 0, access=ACCESS_READ)  # first: the names that it tells of are there
            names = mmap(names_file.fileno(), 0, access=ACCESS_READ)
        self._mapped = names, places, len(places) // _PLACE.size
        return self._mapped


class Numbered:
    """The numbers of one facet's values, for the one writer."""

    def __init__(self, directory: Path, facet: str) -> None:
        self._names, self._places = _files(directory, facet)
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
            number, self._size = number + 1, self._size + len(value) + len(_PART)
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
                number, size = number + 1, size + len(value) + len(_PART)
            _write(self._names, self._size, _PART.join((*self._new, b"")))
            self._begins += begins
            self._saved, self._size, self._new = number, size, []
        self._tell()
        if len(self._recent) > MOST_RECENT:
            self._fold()

    def _tell(self) -> None:
        """Write where the rows begin of which that was not told."""
        if self._begins:
            _write(self._places, self._rows * _PLACE.size, np.array(self._begins, "<u8").tobytes())
            self._rows, self._begins = self._rows + len(self._begins), []

    def _check(self, begins: list[int]) -> None:
        """See that the other file tells of the rows that were read."""
        there = np.fromfile(self._places, "<u8", offset=self._rows * _PLACE.size) if self._places.exists() else np.empty(0, "<u8")
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


def _every(directory: Path) -> list[Path]:
    return [path for facet in COUNTED for path in _files(directory, facet)]


def _files(directory: Path, facet: str) -> tuple[Path, Path]:
    return directory / f"{facet}.names", directory / f"{facet}.places"


def _place(places: mmap, row: int) -> int:
    return int(_PLACE.unpack_from(places, row * _PLACE.size)[0])


def _read(path: Path, place: int, end: int, *, piece: int = 1 << 20) -> Iterator[bytes]:
    """Yield the values from a place on, a megabyte at a time; not what has no end."""
    with path.open("rb") as file:
        file.seek(place)
        left = b""
        while place < end and (read := file.read(min(piece, end - place))):
            place += len(read)
            *values, left = (left + read).split(_PART)
            yield from values


def _write(path: Path, place: int, given: bytes) -> None:
    """Write at a place of a file, and return when it is on disk."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(place)
        file.write(given)
        file.flush()
        os.fsync(file.fileno())
