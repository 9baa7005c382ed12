"""A vector store, open for reading: it follows what a writer in another process commits; safe to share between threads."""

import threading
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from .files import MANIFEST, Manifest, counting, mapped, read_manifest
from .nearest import COARSELY, EXACTLY, Signs, cosines, likely, signs

LEAST = 1e-4
"""Cosine from which a work is near at all; rows of zeros have none."""


class _State(msgspec.Struct, frozen=True):
    """What one manifest holds, ready to be asked."""

    manifest: Manifest
    rows: NDArray[np.int8]
    works: NDArray[np.int64]
    scales: NDArray[np.float32]
    counts: NDArray[np.intp]
    signs: Signs | None


class VectorStore:
    """The vectors in one directory. ``exactly``: rows up to which every one is compared exactly."""

    def __init__(self, directory: Path, *, exactly: int = EXACTLY) -> None:
        self._directory, self._exactly = directory, exactly
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._state: _State | None = None

    def manifest(self) -> Manifest | None:
        """Return what the store says of itself; None when there is none yet."""
        return read_manifest(self._directory)

    def count(self) -> int:
        """Return how many works have a vector."""
        state = self._current()
        return len(state.counts) if state else 0

    def nearest(self, vector: NDArray[np.float32], count: int) -> Sequence[tuple[int, float]]:
        """Return the ``count`` works nearest to a vector of unit length, nearest first, with their cosines; equal ones by number."""
        state = self._current()
        if state is None or not len(state.counts) or len(vector) != state.manifest.dimensions or not vector.any():
            return ()
        if state.signs is None:
            rows = state.counts
            alike = cosines(state.rows, state.scales, vector)[rows]
        else:
            rows = state.counts[likely(state.signs, vector, max(COARSELY, 4 * count))]
            alike = cosines(state.rows[rows], state.scales[rows], vector)
        rows, alike = rows[alike > LEAST], alike[alike > LEAST]
        if count < len(rows):
            best = np.argpartition(-alike, count)[:count]
            rows, alike = rows[best], alike[best]
        works = state.works[rows]
        order = np.lexsort((works, -alike.round(6)))
        return list(zip(works[order].tolist(), alike[order].tolist(), strict=True))

    def alike(self, vector: NDArray[np.float32], works: Collection[int]) -> dict[int, float]:
        """Return of those of ``works`` that have a vector how near it lies to this one: the cosine, 0 where it is negative."""
        state = self._current()
        if state is None or not works or len(vector) != state.manifest.dimensions:
            return {}
        rows = state.counts[np.isin(state.works[state.counts], np.fromiter(works, np.int64))]
        found = np.maximum(cosines(state.rows[rows], state.scales[rows], vector), 0.0)
        return dict(zip(state.works[rows].tolist(), found.tolist(), strict=True))

    def _current(self) -> _State | None:
        with self._lock:
            if (seen := self._manifest_seen()) != self._seen:
                manifest = read_manifest(self._directory)
                self._state = self._opened(manifest) if manifest else None
                self._seen = seen
            return self._state

    def _opened(self, manifest: Manifest) -> _State:
        rows, about = mapped(self._directory, manifest)
        counts = counting(about)
        known = self._signs(manifest, rows, counts) if len(counts) > self._exactly else None
        return _State(manifest, rows, about["work"].copy(), about["scale"].copy(), counts, known)

    def _signs(self, manifest: Manifest, rows: NDArray[np.int8], counts: NDArray[np.intp]) -> Signs:
        """Return the signs of the rows that count; those seen before are not read again: 0.6 s for a million."""
        before = self._state
        if before and before.signs is not None and before.manifest.part == manifest.part:
            old = np.isin(before.counts, counts, assume_unique=True)
            new = counts[~np.isin(counts, before.counts, assume_unique=True)]
            return np.concatenate([before.signs[:, old], signs(rows[new])], axis=1)
        parts = [signs(rows[counts[at : at + 50_000]]) for at in range(0, len(counts), 50_000)]
        return np.concatenate(parts, axis=1)

    def _manifest_seen(self) -> tuple[int, ...]:
        try:
            status = (self._directory / MANIFEST).stat()
        except FileNotFoundError:
            return ()
        return status.st_ino, status.st_mtime_ns
