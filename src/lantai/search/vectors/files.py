"""The files of a vector store: rows that are only ever added, and a manifest that says how many of them count.

``rows-N.i8`` holds the vectors, ``works-N.bin`` which work each belongs to; the last row of a work is the one that counts. What was
written after the last commit is no part of the store: a writer that was killed leaves nothing to mend. When too many rows no longer count
the store is written anew under the next N, and the manifest changed over.
"""

import fcntl
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
from numpy.typing import NDArray

from lantai.search.protocol import EngineUnavailable, WriterBusy

from .nearest import quantised

MANIFEST = "manifest.json"

WORK = np.dtype([("work", "<i8"), ("text", "<u8"), ("scale", "<f4")])
"""One row's work, the mark of the text it was made from, and the scale of its vector; scale 0: the work has no vector any more."""

SAYS_NOTHING = np.float32(1e-9)
"""Scale of a row of zeros: the work was looked at and need not be again, but is near to nothing."""

MOST_DEAD = 0.3
"""Share of rows that no longer count from which the store is written anew."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a store holds. ``reached``: the last change of the library's works that is in it; ``made_by``: digest of the embedder."""

    made_by: str
    dimensions: int = 0
    rows: int = 0
    reached: int = 0
    part: int = 1

    @property
    def names(self) -> tuple[str, str]:
        """Return the names of the two files."""
        return f"rows-{self.part}.i8", f"works-{self.part}.bin"


def read_manifest(directory: Path) -> Manifest | None:
    """Return what the store in a directory says of itself; None when there is none. Raise EngineUnavailable when it cannot be read."""
    try:
        return msgspec.json.decode((directory / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, OSError) as problem:
        raise EngineUnavailable(
            f"{directory / MANIFEST}: {problem}; make the vectors anew: lantai index --vectors --rebuild"
        ) from problem


def mapped(directory: Path, manifest: Manifest) -> tuple[NDArray[np.int8], NDArray[np.void]]:
    """Return the rows, left on disk until they are read, and whose they are. Raise EngineUnavailable when files are short or missing."""
    rows, works = (directory / name for name in manifest.names)
    if not manifest.rows:
        return np.zeros((0, manifest.dimensions), np.int8), np.zeros(0, WORK)
    try:
        vectors = np.memmap(rows, np.int8, "r", shape=(manifest.rows, manifest.dimensions))
        return vectors, np.fromfile(works, WORK, manifest.rows)
    except (OSError, ValueError) as problem:
        raise EngineUnavailable(f"{directory}: {problem}; make the vectors anew: lantai index --vectors --rebuild") from problem


def counting(works: NDArray[np.void]) -> NDArray[np.intp]:
    """Return the numbers of the rows that count: the last of each work, unless it says that there is none; in their order."""
    _, back = np.unique(works["work"][::-1], return_index=True)
    last = np.sort(len(works) - 1 - back)
    return last[works["scale"][last] > 0]


def mark(text: str) -> int:
    """Return what a text is known again by: a text that has not changed need not be embedded again."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class VectorWriter:
    """Adds rows to a store; made by ``writing``. Nothing counts before ``commit``."""

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        self._directory, self.manifest = directory, manifest
        _, works = mapped(directory, manifest)
        live = works[counting(works)]
        self._marks: dict[int, int] = dict(zip(live["work"].tolist(), live["text"].tolist(), strict=True))
        self._files = self._opened()

    def marks(self, works: Collection[int]) -> dict[int, int]:
        """Return of each work that has a vector the mark of the text it was made from."""
        return {work: self._marks[work] for work in works if work in self._marks}

    def put(self, works: Sequence[int], texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add the vectors of works, made from these texts; a row of zeros says nothing and is not found."""
        if not len(works):
            return
        if self.manifest.dimensions not in (0, vectors.shape[1]):
            raise EngineUnavailable(
                f"the embedder gives {vectors.shape[1]} dimensions and the store holds {self.manifest.dimensions}: "
                "make the vectors anew: lantai index --vectors --rebuild"
            )
        rows, scales = quantised(vectors)
        self._add(works, [mark(text) for text in texts], rows, np.maximum(scales, SAYS_NOTHING))

    def delete(self, works: Collection[int]) -> None:
        """Take works out; those without a vector are no error."""
        gone = [work for work in works if work in self._marks]
        if gone:
            nothing = np.zeros((len(gone), self.manifest.dimensions), np.int8)
            self._add(gone, [0] * len(gone), nothing, np.zeros(len(gone), np.float32))
            for work in gone:
                del self._marks[work]

    def commit(self, reached: int) -> None:
        """Make everything so far count, durably; ``reached``: the change of the library's works that it follows."""
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())
        self._write(msgspec.structs.replace(self.manifest, reached=reached))
        if self.manifest.rows > 1_000 and len(self._marks) < self.manifest.rows * (1 - MOST_DEAD):
            self._anew()

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()

    def _add(self, works: Sequence[int], marks: Sequence[int], rows: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        about = np.zeros(len(works), WORK)
        about["work"], about["text"], about["scale"] = works, marks, scales
        for file, array in zip(self._files, (rows, about), strict=True):
            file.write(array.tobytes())
        self.manifest = msgspec.structs.replace(self.manifest, rows=self.manifest.rows + len(works), dimensions=rows.shape[1])
        self._marks.update(zip(works, marks, strict=True))

    def _opened(self) -> tuple[IO[bytes], IO[bytes]]:
        sizes = (self.manifest.rows * self.manifest.dimensions, self.manifest.rows * WORK.itemsize)
        files = tuple((self._directory / name).open("ab") for name in self.manifest.names)
        for file, size in zip(files, sizes, strict=True):
            file.truncate(size)
        return files[0], files[1]

    def _anew(self) -> None:
        """Write the rows that count under the next number."""
        before = self.manifest
        vectors, works = mapped(self._directory, before)
        kept = counting(works)
        self.close()
        self.manifest = msgspec.structs.replace(before, part=before.part + 1, rows=0)
        self._files = self._opened()
        for at in range(0, len(kept), 10_000):
            some = kept[at : at + 10_000]
            for file, array in zip(self._files, (vectors[some], works[some]), strict=True):
                file.write(array.tobytes())
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())
        self._write(msgspec.structs.replace(self.manifest, rows=len(kept)))
        for name in before.names:
            (self._directory / name).unlink(missing_ok=True)

    def _write(self, manifest: Manifest) -> None:
        new = self._directory / f"{MANIFEST}.new"
        with new.open("wb") as file:
            file.write(msgspec.json.encode(manifest))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._directory / MANIFEST)
        self.manifest = manifest


@contextmanager
def writing(directory: Path, made_by: str, *, anew: bool = False) -> Iterator[VectorWriter]:
    """Open the one writer of a store, making the store when absent; ``anew``: empty it first. Raise WriterBusy when another process has it."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WriterBusy("another process is making vectors; it goes on by itself") from None
        found = None if anew else read_manifest(directory)
        part = found.part if found else _next_part(directory)
        writer = VectorWriter(directory, found or Manifest(made_by=made_by, part=part))
        try:
            yield writer
        finally:
            writer.close()


def _next_part(directory: Path) -> int:
    used = [int(path.stem.partition("-")[2]) for path in directory.glob("rows-*.i8")]
    return max(used, default=0) + 1
