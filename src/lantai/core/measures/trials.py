"""Figures of a trial: what readers think of a thing, how much of it is had already, what it would cost a title and a reader.

Shares are 0..1; money is ``Decimal``, in the currency of the offer; a figure that cannot be had is None, never 0.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST, MOST = 1, 5
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Score:
    """What readers gave, 1 (poor) to 5 (very good). ``spread``: how many gave 1, 2, 3, 4, 5."""

    count: int
    mean: Decimal | None
    spread: tuple[int, int, int, int, int]


def scored(values: Iterable[int]) -> Score:
    """Return the mean, to a tenth, and the spread of what was given; what is not 1 to 5 is no answer."""
    given = Counter(value for value in values if LEAST <= value <= MOST)
    count = given.total()
    mean = None
    if count:
        whole = Decimal(sum(value * n for value, n in given.items()))
        mean = (whole / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
    one, two, three, four, five = (given[value] for value in range(LEAST, MOST + 1))
    return Score(count, mean, (one, two, three, four, five))


def price_each(price: Decimal | None, count: int | None) -> Decimal | None:
    """Return the price of one title, reader or request, to the cent; None without a price, or where there is nothing to share it among."""
    if price is None or not count or count < 0:
        return None
    return (price / count).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Offered:
    """A title that is on trial. ``years``: that can be read of it, empty where that is not known or it is no serial.

    ``held_years``: that are had already of the same title, electronically; ``is_held``: whether any of it is; ``is_printed``: whether the
    library has it on paper. ``discipline``: "" not known.
    """

    key: Hashable
    years: frozenset[int] = frozenset()
    held_years: frozenset[int] = frozenset()
    is_held: bool = False
    is_printed: bool = False
    discipline: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How many titles of a discipline there are, and how many of them are had already."""

    discipline: str
    titles: int
    common: int

    @property
    def unique(self) -> int:
        """Return how many are had nowhere else."""
        return self.titles - self.common


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of what is on trial is had already. ``printed``: of the unique ones, how many are on paper.

    ``title_years``: years of all serials added up, and ``common_title_years`` those that are had already.
    """

    titles: int
    common: int
    printed: int
    title_years: int
    common_title_years: int
    parts: tuple[Part, ...]

    @property
    def unique(self) -> int:
        """Return how many titles are had nowhere else electronically."""
        return self.titles - self.common

    @property
    def unique_title_years(self) -> int:
        """Return how many title-years are had nowhere else."""
        return self.title_years - self.common_title_years

    @property
    def share(self) -> float | None:
        """Return which share of the titles is had already; None where there are no titles."""
        return self.common / self.titles if self.titles else None


def overlap(offered: Sequence[Offered]) -> Overlap:
    """Return how much is had already, with the disciplines that have most titles first and what is not known last."""
    unlike = list({title.key: title for title in offered}.values())
    by_discipline = Counter(title.discipline for title in unlike)
    held = Counter(title.discipline for title in unlike if title.is_held)
    order = sorted(by_discipline, key=lambda name: (not name, -by_discipline[name], name))
    return Overlap(
        titles=len(unlike),
        common=held.total(),
        printed=sum(title.is_printed and not title.is_held for title in unlike),
        title_years=sum(len(title.years) for title in unlike),
        common_title_years=sum(len(title.years & title.held_years) for title in unlike),
        parts=tuple(Part(name, by_discipline[name], held[name]) for name in order),
    )


def months_between(counts: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Return every month from the first to the last of these (year, month), those without a count among them."""
    if not counts:
        return []
    first, last = (year * 12 + month - 1 for year, month in (min(counts), max(counts)))
    return [(n // 12, n % 12 + 1) for n in range(first, last + 1)]
