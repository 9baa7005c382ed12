"""Filters as the page shows them: values with counts, the years as bars, what is chosen as chips."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lantai.catalog.place_names import BETWEEN

from .params import SearchParams

SHOWN = 7
"""Values of a facet that stand open; the others fold away. Chosen ones always stand open."""

COUNTED = (
    "availability",
    "open",
    "language",
    "kind",
    "discipline",
    "institution",
    "author_country",
    "location",
    "subject",
    "license",
    "source",
)
"""The facets of the page, in this order."""

COLORS = ("open", "diamond", "gold", "hybrid", "bronze", "green", "closed")
"""Values of the facet "open" in the order of the page; those between the first and the last are kinds of the first."""

Places = Mapping[str, str]
NO_PLACES: Places = {}
NONE_SAID: Mapping[str, int] = {}

DIGITS = 2
"""Of an estimate so many are told; the others would say more than is known."""

MOST_BARS = 24
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Value:
    """One checkbox. ``count`` is None where nobody counted it: chosen, but not among the most frequent. ``about``: it is an estimate.

    ``excluded``: chosen to be left out. ``label``: how it is shown where that is shorter than the value. ``within``: it is a part of a value
    above it.
    """

    value: str
    count: int | None
    chosen: bool
    excluded: bool = False
    label: str = ""
    within: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One fieldset of checkboxes. ``unsure``: a value that is not among them could have more works than one that is."""

    name: str
    shown: tuple[Value, ...]
    more: tuple[Value, ...]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Works of the years ``first`` to ``last``: a rectangle in percent of the drawing, and the address that narrows to them. ``about``: their number is an
    estimate."""

    first: int
    last: int
    count: int
    x: float
    top: float
    width: float
    height: float
    address: str
    inside: bool
    about: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter and the address without it. ``facet`` "year" has its span as value."""

    facet: str
    value: str
    address: str
    excluded: bool = False
    label: str = ""


def facets(
    params: SearchParams,
    counts: Mapping[str, Sequence[tuple[str, int]]],
    places: Places = NO_PLACES,
    untold: Mapping[str, int] = NONE_SAID,
    estimated: Mapping[str, int] = NONE_SAID,
) -> list[Facet]:
    """Return the checkboxes of every facet that has anything to choose; languages come first where there are several.

    ``untold``, ``estimated``: see search.protocol.Result.
    """
    several = len(counts.get("language", ())) > 1
    order = sorted(COUNTED, key=lambda name: name != "language") if several else COUNTED
    found = ((name, counts.get(name, ())) for name in order)
    built = (
        _facet(name, _told(values(params, name, each, places), name in estimated), is_unsure(each, untold.get(name, 0)))
        for name, each in found
    )
    return [facet for facet in built if len(facet.shown) > 1 or any(v.chosen for v in facet.shown)]


def _told(found: Sequence[Value], is_estimated: bool) -> Sequence[Value]:
    if not is_estimated:
        return found
    return [v if v.count is None else replace(v, count=about(v.count), about=True) for v in found]


def about(count: int) -> int:
    """Return an estimate as it is told: 12,368 as 12,000."""
    return round(count, min(DIGITS - len(str(count)), 0))


def is_unsure(counts: Sequence[tuple[str, int]], untold: int) -> bool:
    """Say whether a value that is not among these could have more works than the last that is."""
    return bool(counts) and untold > counts[-1][1]


def values(params: SearchParams, name: str, counts: Sequence[tuple[str, int]], places: Places = NO_PLACES) -> list[Value]:
    """Return the values of a facet: those chosen first, then those left out, then the most frequent.

    ``places``: what a value of the facets "location" and "institution" is called; a label alone, addresses keep a word of records.
    """
    counted, chosen, excluded = dict(counts), params.filters.get(name, ()), params.excluded.get(name, ())
    first = [Value(value, counted.get(value), chosen=True) for value in chosen]
    first += [Value(value, None, chosen=True, excluded=True) for value in excluded]
    found = [*first, *(Value(value, count, chosen=False) for value, count in counts if value not in (*chosen, *excluded))]
    if name in _ARRANGED:
        return _ARRANGED[name](found)
    if name == "institution":
        return [replace(v, label=places.get(v.value, "")) for v in found]
    return _labelled(found, places) if name == "location" else found


def _colored(found: Sequence[Value]) -> list[Value]:
    """Return the colors in their own order: they are grades, and nobody looks for the most frequent one."""
    known = sorted((v for v in found if v.value in COLORS), key=lambda v: COLORS.index(v.value))
    return [replace(v, within=v.value in COLORS[1:-1]) for v in known] + [v for v in found if v.value not in COLORS]


def _by_category(found: Sequence[Value]) -> list[Value]:
    """Return the categories, each with its disciplines beneath it."""
    categories = [v for v in found if len(v.value) == len("08")]
    below: dict[str, list[Value]] = {}
    for one in found:
        if len(one.value) != len("08"):
            below.setdefault(one.value[:2], []).append(replace(one, within=True))
    listed = [v for category in categories for v in (category, *below.pop(category.value, ()))]
    return [*listed, *(v for rest in below.values() for v in rest)]


_ARRANGED: Mapping[str, Callable[[Sequence[Value]], list[Value]]] = {"open": _colored, "discipline": _by_category}
"""Facets whose values have an order of their own, parts beneath what they are parts of."""


def place_label(value: str, places: Places, library: str = "") -> str:
    """Return what a value of the facet "location" is called, with its library unless that is ``library``."""
    return places.get(value, value).removeprefix(library + BETWEEN)


def _labelled(found: Sequence[Value], places: Places) -> list[Value]:
    """Return the values with their labels; of two that are called alike the word of records is told as well."""
    library = own_library(v.value for v in found)
    labels = [place_label(v.value, places, library) for v in found]
    often = Counter(labels)
    words = (v.value.removeprefix(library + BETWEEN) for v in found)
    told = (f"{label} ({word})" if often[label] > 1 else label for label, word in zip(labels, words, strict=True))
    return [replace(v, label=label) for v, label in zip(found, told, strict=True)]


def own_library(locations: Iterable[str]) -> str:
    """Return the library that most of these places are in, so that its name need not stand on every line; "" where none is."""
    parted = [value.partition(BETWEEN) for value in locations]
    counts = Counter(library for library, _, place in parted if place)
    library, count = counts.most_common(1)[0] if counts else ("", 0)
    return library if 2 * count > len(parted) else ""


def _facet(name: str, found: Sequence[Value], unsure: bool) -> Facet:
    if name == "discipline":
        found = _opened(found)
    open_ones = max(SHOWN, sum(value.chosen for value in found))
    return Facet(name, tuple(found[:open_ones]), tuple(found[open_ones:]), unsure)


def _opened(found: Sequence[Value]) -> list[Value]:
    """Return the categories, and of those in which something is chosen the disciplines; "Find or leave out" has all."""
    chosen = {v.value[:2] for v in found if v.chosen}
    first = [v for v in found if v.value[:2] in chosen]
    return [*first, *(v for v in found if v.value[:2] not in chosen and not v.within)]


def spans(years: Sequence[tuple[int, int]], *, steps: Sequence[int], most: int) -> tuple[int, int, list[int]]:
    """Return the first year, how many years a span has, and the count of each span; no span where there are not two different years.

    ``steps``: lengths that a span may have; the shortest is taken that makes fewer than ``most``.
    """
    if len(years) < 2:
        return 0, 1, []
    low, high = years[0][0], years[-1][0]
    step = next((s for s in steps if (high - low) // s < most), steps[-1])
    begin = low // step * step
    found: Counter[int] = Counter()
    for year, count in years:
        found[(year - begin) // step] += count
    return begin, step, [found[n] for n in range((high - begin) // step + 1)]


def bars(params: SearchParams, years: Sequence[tuple[int, int]], *, is_estimated: bool = False) -> list[Bar]:
    """Return the bars over the years, each as wide a span as keeps them few."""
    begin, step, counts = spans(years, steps=STEPS, most=MOST_BARS)
    tallest = max(counts, default=0)
    drawn = [_bar(params, begin + n * step, step, count, n, len(counts), tallest) for n, count in enumerate(counts)]
    return [replace(bar, count=about(bar.count), about=True) for bar in drawn] if is_estimated else drawn


def _bar(params: SearchParams, first: int, step: int, count: int, n: int, number: int, tallest: int) -> Bar:
    last = first + step - 1
    height = max(100 * count / tallest, 3) if count else 0
    narrowed = params.only(years=(first, last)).address
    low, high = params.years
    inside = (low is None or last >= low) and (high is None or first <= high)
    x, width = round(100 * n / number, 2), round(88 / number, 2)
    return Bar(first, last, count, x, round(100 - height, 1), width, round(height, 1), narrowed, inside)


def chips(params: SearchParams, places: Places = NO_PLACES) -> Iterator[Chip]:
    """Yield the chosen filters, each with the address that drops it."""
    for name, chosen in params.filters.items():
        for value in chosen:
            yield Chip(name, value, params.without(name, value).address, label=_chip_label(name, value, places))
    for name, left_out in params.excluded.items():
        for value in left_out:
            label = _chip_label(name, value, places)
            yield Chip(name, value, params.without(name, value).address, excluded=True, label=label)
    first, last = params.years
    if (first, last) != (None, None):
        span = f"{first}" if first == last else f"{'' if first is None else first}–{'' if last is None else last}"
        yield Chip("year", span, params.without_years.address)


def _chip_label(name: str, value: str, places: Places) -> str:
    if name in ("institution", "journal"):
        return places.get(value, "")
    return place_label(value, places) if name == "location" else ""
