"""Many values in pieces of a size that the database takes in one question."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def pieces(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the values in lists of ``size``, the last one shorter."""
    rest = iter(values)
    while piece := list(islice(rest, size)):
        yield piece
