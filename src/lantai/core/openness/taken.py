"""What came of a service's list, or of a file of several, and why one is not taken in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from .journals import RefusedRow

T = TypeVar("T")


MOST_GONE_SHARE = 0.1
"""Of what is known: a list that lacks more than these is likely to be cut short."""


class ListError(Exception):
    """A list is not taken in; the message says what to do.

    ├─ OlderList    a newer one was taken before
    └─ TooManyGone  it lacks too many of the things that are known
    """


class OlderList(ListError):
    """A newer list of the same source was taken before."""


class TooManyGone(ListError):
    """The list lacks too many of the things that are known, and nobody said that it is meant."""


@dataclass(slots=True)
class Taken:
    """What came of a list: ``rows_in`` is always new + changed + same + refused; ``gone``: what stood in an earlier one and does not in this.

    ``kind``: what a file turned out to hold, where it may hold several things.
    """

    kind: str = ""
    rows_in: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    refused: list[RefusedRow] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers alone."""
        numbers = {name: getattr(self, name) for name in ("rows_in", "new", "changed", "same", "gone")}
        return numbers | {"refused": len(self.refused)}

    def good(self, rows: Iterable[T | RefusedRow]) -> Iterator[T]:
        """Yield the rows that can be used; count all of them, and keep those that cannot."""
        for row in rows:
            self.rows_in += 1
            if isinstance(row, RefusedRow):
                self.refused.append(row)
            else:
                yield row
