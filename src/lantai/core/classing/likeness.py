"""How alike texts are: products of sparse rows, in bounded memory, without a library for sparse matrices.

Columns that many rows share are multiplied as dense blocks, the others pair by pair: 2,036 abstracts in seconds where all as dense take minutes.
"""

import numpy as np
from numpy.typing import NDArray

from .features import WIDTH, Floats, Rows

DENSE_PAIRS = 2_000
BLOCK = 2_048
PAIRS_AT_ONCE = 4_000_000


def likeness(left: Rows, right: Rows) -> Floats:
    """Return the product of all rows with all rows: shape (left, right)."""
    a, b = _by_column(left), _by_column(right)
    shared = np.diff(a.starts) * np.diff(b.starts)
    found = np.zeros((left.size, right.size), np.float32)
    dense = np.flatnonzero(shared > DENSE_PAIRS)
    for start in range(0, len(dense), BLOCK):
        chosen = dense[start : start + BLOCK]
        found += _block(a, chosen, left.size) @ _block(b, chosen, right.size).T
    _add_pairs(found.reshape(-1), a, b, np.flatnonzero((shared > 0) & (shared <= DENSE_PAIRS)), shared, right.size)
    return found


def _by_column(rows: Rows) -> Rows:
    """Return the rows turned: by column, each with its row numbers."""
    order = np.argsort(rows.columns, kind="stable")
    numbers = np.repeat(np.arange(rows.size, dtype=np.int32), np.diff(rows.starts))
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows.columns, minlength=WIDTH))])
    return Rows(starts, numbers[order], rows.values[order])


def _block(turned: Rows, chosen: NDArray[np.int64], count: int) -> Floats:
    block = np.zeros((count, len(chosen)), np.float32)
    for n, column in enumerate(chosen):
        numbers, values = turned.row(int(column))
        block[numbers, n] = values
    return block


def _add_pairs(flat: Floats, a: Rows, b: Rows, chosen: NDArray[np.int64], shared: NDArray[np.int64], width: int) -> None:
    """Add the products of columns that few rows share."""
    ends = np.cumsum(shared[chosen])
    parts = np.split(chosen, np.searchsorted(ends, np.arange(PAIRS_AT_ONCE, ends[-1] if len(ends) else 0, PAIRS_AT_ONCE)))
    for part in parts:
        counts = np.diff(a.starts)[part], np.diff(b.starts)[part]
        at = _ranges(a.starts[part], counts[0])
        times = np.repeat(counts[1], counts[0])
        first = np.repeat(at, times)
        second = _ranges(np.repeat(b.starts[part], counts[0]), times)
        np.add.at(flat, a.columns[first].astype(np.int64) * width + b.columns[second], a.values[first] * b.values[second])


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return start, start + 1 … of each start, one behind the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))
