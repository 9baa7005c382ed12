"""What a request of the API asks for. Unlike a page, the API refuses what it cannot use, and names the parameter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches

from django.http import QueryDict

from lantai.catalog.changes import START, Place
from lantai.core.query.tree import Field
from lantai.search.document import COUNTED
from lantai.search.protocol import MAX_OFFSET, Sort

from .. import params
from ..params import FIRST_YEAR, KNOWN, LAST_YEAR, SearchParams

MOST = 100
"""Works of one answer."""

USUAL = 20
MOST_VALUES = 200
OWN = ("offset", "limit", "facet", "values", "page")
"""Parameters that the pages do not have."""


class Unusable(ValueError):
    """A parameter cannot be used; ``parameter`` names it, the message says why, ``nearest`` what could be used in its place."""

    def __init__(self, parameter: str, message: str, nearest: str = "") -> None:
        super().__init__(message)
        self.parameter, self.nearest = parameter, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search, and which part of it. ``facets``: those to count, ``facet_size`` values each; ``lang``: likely the asker's language."""

    params: SearchParams
    offset: int
    limit: int
    facets: tuple[str, ...]
    facet_size: int
    lang: str

    def next(self, total: int) -> str | None:
        """Return the query string of the next page, None where there is none."""
        offset = self.offset + self.limit
        if not self.limit or offset >= min(total, MAX_OFFSET):
            return None
        more = [("offset", str(offset)), ("limit", str(self.limit)), *(("facet", name) for name in self.facets)]
        return self.params.address_with(more)


def read(query: QueryDict) -> Asked:
    """Return what is asked; raise Unusable for the first parameter that cannot be used."""
    searched = QueryDict(mutable=True)
    searched.update({})
    for name in query:
        if name not in OWN:
            searched.setlist(name, query.getlist(name))
    found = params.read(searched)
    if found.misread:
        raise _misread(query, *found.misread[0])
    limit = _number(query, "limit", USUAL, MOST)
    return Asked(
        params=found,
        offset=_offset(query, limit),
        limit=limit,
        facets=_facets(query),
        facet_size=_number(query, "values", 20, MOST_VALUES),
        lang=query.get("lang", "")[:35],
    )


def _misread(query: QueryDict, name: str, said: str) -> Unusable:
    """Return what is wrong with what a search could not be read from."""
    if name == "unknown":
        return Unusable(said, "there is no such parameter", _near(said, (*KNOWN, *OWN)))
    if name == "years":
        return Unusable("from", f"{'–'.join(reversed(said.split('–')))}: the first year is later than the last", said)
    if name == "year":
        wrong = next((n for n in ("from", "to") if params.clean(query.get(n, ""))[:40] == said), "from")
        return Unusable(wrong, f"{said!r} is no year; one is a whole number from {FIRST_YEAR} to {LAST_YEAR}")
    choices = {"sort": [s.value for s in Sort], "in": [f.value for f in Field], "words": [params.OWN]}.get(name, [])
    return Unusable(name, f"{said!r} cannot be used; it may be: {', '.join(choices)}", _near(said, choices))


def _near(said: str, choices: Iterable[str]) -> str:
    return next(iter(get_close_matches(said.lower(), list(choices), n=1, cutoff=0.6)), "")


def _offset(query: QueryDict, limit: int) -> int:
    """Return how many works to pass over: said as such, or by the number of a page of ``limit`` works."""
    if "page" not in query:
        return _number(query, "offset", 0, MAX_OFFSET)
    if "offset" in query:
        raise Unusable("page", "page and offset say the same: use one of them")
    return (_number(query, "page", 1, max(1, MAX_OFFSET // max(limit, 1)), least=1) - 1) * limit


def _number(query: QueryDict, name: str, usual: int, most: int, *, least: int = 0) -> int:
    if name not in query:
        return usual
    given = query[name]
    number = int(given) if given.isascii() and given.lstrip("-").isdecimal() and len(given) < 20 else None
    if number is None or not least <= number <= most:
        nearest = "" if number is None else str(min(max(number, least), most))
        raise Unusable(name, f"must be a whole number from {least} to {most}", nearest)
    return number


def _facets(query: QueryDict) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(query.getlist("facet")))
    for name in names:
        if name not in COUNTED:
            raise Unusable(
                "facet", f"there is no facet {name[:40]!r} to count; there are: {', '.join(COUNTED)}", _near(name, COUNTED)
            )
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk through all works in the order of their changes. ``after``: the place of the last one seen; ``since``: nothing older."""

    after: Place
    since: datetime | None
    limit: int
    kind: str
    language: str


def editions(query: QueryDict) -> tuple[int, int]:
    """Return how many editions of a work to pass over and how many to give; raise Unusable."""
    return _number(query, "offset", 0, MAX_OFFSET), _number(query, "limit", MOST, MOST, least=1)


def walk(query: QueryDict) -> Walk:
    """Return which changes are asked for; raise Unusable."""
    known = ("since", "cursor", "limit", "kind", "language")
    for name in query:
        if name not in known:
            raise Unusable(
                params.clean(name)[:40], f"there is no such parameter; there are: {', '.join(known)}", _near(name, known)
            )
    return Walk(
        after=_place(query["cursor"]) if "cursor" in query else START,
        since=_moment(query["since"]) if "since" in query else None,
        limit=_number(query, "limit", MOST, MOST, least=1),
        kind=query.get("kind", "")[:12],
        language=query.get("language", "")[:35],
    )


def _place(given: str) -> Place:
    change, dot, work = given.partition(".")
    if not (dot and all(n.isascii() and n.isdecimal() and len(n) < 16 for n in (change, work))):
        raise Unusable("cursor", "must be one that an answer gave, or absent to begin")
    return int(change), int(work)


def _moment(given: str) -> datetime:
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        raise Unusable("since", "must be a time of ISO 8601, as 2026-11-28T12:00:00Z") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
