"""Filters as the page shows them: values with counts, the years as bars, what is chosen as chips."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .params import SearchParams

SHOWN = 7
"""Values of a facet that stand open; the others fold away. Chosen ones always stand open."""

COUNTED = ("availability", "language", "kind", "location", "subject", "source")
"""The facets of the page, in this order."""

MOST_BARS = 24
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Value:
    """One checkbox. ``count`` is None where nobody counted it: chosen, but not among the most frequent."""

    value: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One fieldset of checkboxes."""

    name: str
    shown: tuple[Value, ...]
    more: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Works of the years ``first`` to ``last``: a rectangle in percent of the drawing, and the address that narrows to them."""

    first: int
    last: int
    count: int
    x: float
    top: float
    width: float
    height: float
    address: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter and the address without it. ``facet`` "year" has its span as value."""

    facet: str
    value: str
    address: str


def facets(params: SearchParams, counts: Mapping[str, Sequence[tuple[str, int]]]) -> list[Facet]:
    """Return the checkboxes of every facet that has anything to choose."""
    built = (_facet(name, params.filters.get(name, ()), counts.get(name, ())) for name in COUNTED)
    return [facet for facet in built if len(facet.shown) > 1 or any(v.chosen for v in facet.shown)]


def _facet(name: str, chosen: Sequence[str], counts: Sequence[tuple[str, int]]) -> Facet:
    counted = dict(counts)
    first = [Value(value, counted.get(value), chosen=True) for value in chosen]
    others = [Value(value, count, chosen=False) for value, count in counts if value not in chosen]
    room = max(0, SHOWN - len(first))
    return Facet(name, (*first, *others[:room]), tuple(others[room:]))


def bars(params: SearchParams, years: Sequence[tuple[int, int]]) -> list[Bar]:
    """Return the bars over the years, each as wide a span as keeps them few."""
    if len(years) < 2:
        return []
    low, high = years[0][0], years[-1][0]
    step = next((s for s in STEPS if (high - low) // s < MOST_BARS), STEPS[-1])
    begin = low // step * step
    counts: Counter[int] = Counter()
    for year, count in years:
        counts[(year - begin) // step] += count
    number, tallest = (high - begin) // step + 1, max(counts.values())
    return [_bar(params, begin + n * step, step, counts[n], n, number, tallest) for n in range(number)]


def _bar(params: SearchParams, first: int, step: int, count: int, n: int, number: int, tallest: int) -> Bar:
    last = first + step - 1
    height = max(100 * count / tallest, 3) if count else 0
    narrowed = params.only(years=(first, last)).address
    return Bar(
        first, last, count, round(100 * n / number, 2), round(100 - height, 1), round(88 / number, 2), round(height, 1), narrowed
    )


def chips(params: SearchParams) -> Iterator[Chip]:
    """Yield the chosen filters, each with the address that drops it."""
    for name, values in params.filters.items():
        for value in values:
            yield Chip(name, value, params.without(name, value).address)
    first, last = params.years
    if (first, last) != (None, None):
        span = f"{first}" if first == last else f"{'' if first is None else first}–{'' if last is None else last}"
        yield Chip("year", span, params.without_years.address)
