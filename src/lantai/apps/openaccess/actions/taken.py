"""What came of a service's list, and why one is not taken in."""

from dataclasses import dataclass, field

from lantai.core.openness.journals import RefusedRow

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
    """What came of a list: ``rows_in`` is always new + changed + same + refused; ``gone``: what stands in it no longer."""

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
