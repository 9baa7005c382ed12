"""The values of facets as numbers: tantivy counts numbers, and what each is called stands once beside the index, not in every segment's dictionary.

``Named`` tells what numbers are called; the writer gives them (``numbering``). Of each facet two files: ``.names``, the values one after the other,
and ``.places``, where every sixteenth begins. They only grow, and are on disk before the commit that first uses them; values of which nothing was
committed are never asked for.
"""

from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct

from lantai.search.document import COUNTED

ROW = 16
"""Values from one place that is told to the next."""

PART = b"\xff"
"""Ends each value: no text in UTF-8 has this byte."""

PLACE = Struct("<Q")


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
        self._names, self._places = files(directory, facet)
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
            first = place_of(places, row)
            end = place_of(places, row + 1) if row + 1 < rows else 0
            values = names[first : end if end > first else len(names)].split(PART, ROW)
            if place < len(values) - 1:
                return values[place]
        raise OSError(f"{self._names} has no value {number}")

    def _map(self) -> tuple[mmap, mmap, int]:
        with self._places.open("rb") as places_file, self._names.open("rb") as names_file:
            places = mmap(places_file.fileno(), 0, access=ACCESS_READ)  # first: the names that it tells of are there
            names = mmap(names_file.fileno(), 0, access=ACCESS_READ)
        self._mapped = names, places, len(places) // PLACE.size
        return self._mapped


def _every(directory: Path) -> list[Path]:
    return [path for facet in COUNTED for path in files(directory, facet)]


def files(directory: Path, facet: str) -> tuple[Path, Path]:
    """Return the file of a facet's values, and that of where they begin."""
    return directory / f"{facet}.names", directory / f"{facet}.places"


def place_of(places: mmap, row: int) -> int:
    """Return where in the values a row begins, in bytes."""
    return int(PLACE.unpack_from(places, row * PLACE.size)[0])
