"""SearchParams: all that a search is, read from an address and written back into one.

Whatever stands in an address gives a search: what cannot be used is left out or the nearest taken, and ``misread`` says so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from lantai.core.query.lexer import harmless
from lantai.core.query.tree import Field
from lantai.search.document import FACETS
from lantai.search.protocol import MAX_OFFSET, Sort

PAGE_SIZE = 20
LAST_PAGE = MAX_OFFSET // PAGE_SIZE
MAX_VALUES = 50  # of one facet in one address; more is a robot's work
MAX_SHOWN = 500  # characters of a question that are shown again
MAX_DROPPED = 60  # translations that one address drops; a strip of chips has no more
LONGEST_CODE = 160
CODE, AND = ":", ","
"""What parts language and word in a code (core.query.expansion), and languages of one word: "es,it,pt:guerra" drops three at once."""

FIRST_YEAR, LAST_YEAR = -3000, 2999
NOT = "not-"
"""Before a facet's name in an address: the values that works must not have."""

LISTED = ("country", "class", "name", "about", "heading", "week", "journal")
"""Facets that lists of works lead to; beside the results they have no checkboxes, so they go along with other filters."""

OWN = "own"
"""Value of ``words`` in an address: search by the reader's own words alone."""

CHOICES = ("x", "words")
"""What an address says of translations: each one that is dropped, and whether there shall be any."""

KNOWN = {"q", "in", "from", "to", "sort", "page", "lang", "facet", "find", *CHOICES, *FACETS, *(NOT + name for name in FACETS)}

_QUOTED = re.compile(r"[^\w.~-]+")

Years = tuple[int | None, int | None]
Misread = tuple[str, str]  # what is wrong ("page", "years", "year", "sort", "in", "words", "unknown"), and the words it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """One search. ``excluded``: values of facets that no work found has. ``years``: both included, None open.

    ``dropped``: codes of translations that the reader does not want (core.query.expansion); ``own``: none at all.
    ``page`` counts from 1. ``sort`` is None where the address names none.
    """

    text: str = ""
    field: Field = Field.ANY
    filters: Mapping[str, tuple[str, ...]] = made_by(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = made_by(default_factory=dict)
    years: Years = (None, None)
    dropped: tuple[str, ...] = ()
    own: bool = False
    sort: Sort | None = None
    page: int = 1
    misread: tuple[Misread, ...] = ()

    @property
    def shown_text(self) -> str:
        """Return the question as the search box shows it again, without characters that cannot be seen or turn the page round."""
        return harmless(self.text)[:MAX_SHOWN]

    @property
    def is_filtered(self) -> bool:
        """Say whether anything narrows the search beyond its words."""
        return bool(self.filters or self.excluded) or self.years != (None, None)

    @property
    def filter_count(self) -> int:
        """Return how many filters are chosen; a span of years counts once."""
        return sum(len(v) for chosen in (self.filters, self.excluded) for v in chosen.values()) + (self.years != (None, None))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what goes along when the words are changed: filters, order, and whether only the reader's own words are wanted."""
        return [pair for pair in self._pairs() if pair[0] not in ("q", "in", "x")]

    @property
    def words(self) -> list[tuple[str, str]]:
        """Return what goes along when the filters are changed: words and what is said of them, order, filters that have no checkbox."""
        return [pair for pair in self._pairs() if pair[0] in ("q", "in", "sort", *CHOICES) or pair[0].removeprefix(NOT) in LISTED]

    @property
    def everything(self) -> list[tuple[str, str]]:
        """Return all that the address of the first page holds."""
        return list(self._pairs())

    @property
    def address(self) -> str:
        """Return the query string of this search, its first page, its letters as they are."""
        return "?" + urlencode(self.everything, quote_via=_spelled)

    def address_with(self, more: list[tuple[str, str]]) -> str:
        """Return the query string of this search with further parameters."""
        return "?" + urlencode([*self._pairs(), *more], errors="replace")

    @property
    def unfiltered(self) -> "SearchParams":
        """Return the same words without any filter."""
        return replace(self, filters={}, excluded={}, years=(None, None), page=1)

    @property
    def without_years(self) -> "SearchParams":
        """Return the same search over all years."""
        return replace(self, years=(None, None), page=1)

    def without(self, facet: str, value: str) -> "SearchParams":
        """Return the same search without one value of a facet, chosen or excluded."""
        return replace(self, filters=_less(self.filters, facet, value), excluded=_less(self.excluded, facet, value), page=1)

    @property
    def with_own_words(self) -> "SearchParams":
        """Return the same search by the reader's own words alone."""
        return replace(self, own=True, page=1)

    @property
    def with_translations(self) -> "SearchParams":
        """Return the same search by all words again, none dropped."""
        return replace(self, own=False, dropped=(), page=1)

    def restoring(self, code: str) -> "SearchParams":
        """Return the same search with a translation that was dropped; ``code``: of one language or of several."""
        langs, _, word = code.partition(CODE)
        back = {f"{lang}{CODE}{word}" for lang in langs.split(AND)}
        return replace(self, dropped=tuple(other for other in self.dropped if other not in back), page=1)

    def around(self, facet: str) -> list[tuple[str, str]]:
        """Return what goes along when the values of one facet are chosen anew: everything else."""
        return [pair for pair in self._pairs() if pair[0] not in (facet, NOT + facet)]

    def only(self, **changes: object) -> "SearchParams":
        """Return a search with these things changed, on its first page."""
        return replace(self, page=1, misread=(), **changes)  # type: ignore[arg-type]

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield "q", self.shown_text
        if self.field is not Field.ANY:
            yield "in", self.field.value
        for name, values in self.filters.items():
            yield from ((name, value) for value in values)
        for name, values in self.excluded.items():
            yield from ((NOT + name, value) for value in values)
        yield from (("x", code) for code in self.dropped)
        if self.own:
            yield "words", OWN
        for name, year in zip(("from", "to"), self.years, strict=True):
            if year is not None:
                yield name, str(year)
        if self.sort is not None:
            yield "sort", self.sort.value


def read(query: QueryDict) -> SearchParams:
    """Return the search that an address means, whatever stands in it."""
    misread: list[Misread] = [
        ("unknown", clean(name)[:40]) for name in query if name not in KNOWN and not name.startswith("utm_")
    ]
    years = _years(query, misread)
    return SearchParams(
        text=query.get("q", "").strip(),
        field=_one_of(Field, query.get("in", ""), "in", misread) or Field.ANY,
        filters={name: values for name in FACETS if (values := _values(query, name))},
        excluded={name: values for name in FACETS if (values := _values(query, NOT + name))},
        years=years,
        dropped=_dropped(query),
        own=_own(query.get("words", ""), misread),
        sort=_one_of(Sort, query.get("sort", ""), "sort", misread),
        page=_page(query.get("page", ""), misread),
        misread=tuple(misread),
    )


def _spelled(words: str, safe: str, *_encoding: str | None) -> str:
    """Quote what is neither letter nor digit. A page links to its search thirty times, and a quoted letter is three times as long."""
    return _QUOTED.sub(lambda found: quote_plus(found[0], safe=safe, errors="replace"), words)


def page_count(total: int) -> int:
    """Return how many pages a list of this length has, as far as paging reaches."""
    return max(1, min(-(-total // PAGE_SIZE), LAST_PAGE))


def clean(value: str) -> str:
    """Return the value without control characters: they may be in an address, but in no value of a facet."""
    return "".join(c for c in value if c.isprintable()).strip()


def _less(chosen: Mapping[str, tuple[str, ...]], facet: str, value: str) -> dict[str, tuple[str, ...]]:
    left = {name: tuple(v for v in values if (name, v) != (facet, value)) for name, values in chosen.items()}
    return {name: values for name, values in left.items() if values}


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean, query.getlist(name)[:MAX_VALUES]))))


def _dropped(query: QueryDict) -> tuple[str, ...]:
    given = (clean(code) for code in query.getlist("x")[-MAX_DROPPED:])
    parted = (code.partition(CODE) for code in given if len(code) <= LONGEST_CODE)
    codes = (f"{lang}{CODE}{word}" for langs, colon, word in parted if colon and word for lang in langs.split(AND) if lang)
    return tuple(dict.fromkeys(codes))[:MAX_DROPPED]


def _own(given: str, misread: list[Misread]) -> bool:
    if given not in ("", OWN):
        misread.append(("words", clean(given)[:40]))
    return given == OWN


def _one_of(choices: type, given: str, name: str, misread: list[Misread]):  # type: ignore[no-untyped-def]
    if not given:
        return None
    try:
        return choices(given)
    except ValueError:
        misread.append((name, clean(given)[:40]))
        return None


def _page(given: str, misread: list[Misread]) -> int:
    if not given:
        return 1
    number = _integer(given)
    nearest = min(max(number or 1, 1), LAST_PAGE)
    if number != nearest:
        misread.append(("page", clean(given)[:40]))
    return nearest


def _years(query: QueryDict, misread: list[Misread]) -> Years:
    first, last = (_year(query.get(name, ""), misread) for name in ("from", "to"))
    if first is not None and last is not None and first > last:
        misread.append(("years", f"{last}–{first}"))
        return last, first
    return first, last


def _year(given: str, misread: list[Misread]) -> int | None:
    if not given.strip():
        return None
    number = _integer(given)
    if number is None or not FIRST_YEAR <= number <= LAST_YEAR:
        misread.append(("year", clean(given)[:40]))
        return None
    return number


def _integer(given: str) -> int | None:
    """Return the number in any script's digits, None where there is none or it is absurdly long."""
    try:
        return int(given.strip()) if len(given) < 20 else None
    except ValueError:
        return None
