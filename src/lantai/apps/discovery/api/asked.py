"""What a request of the API asks for. Unlike a page, the API refuses what it cannot use, and names the parameter."""

from dataclasses import dataclass

from django.http import QueryDict

from lantai.search.document import FACETS
from lantai.search.protocol import MAX_OFFSET

from .. import params
from ..params import SearchParams

MOST = 100
"""Works of one answer."""

USUAL = 20
MOST_VALUES = 200
OWN = ("offset", "limit", "facet", "values")
"""Parameters that the pages do not have."""


class Unusable(ValueError):
    """A parameter cannot be used; ``parameter`` names it, the message says why."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


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
    if "page" in query:
        raise Unusable("page", "there are no pages here: use offset and limit")
    if found.misread:
        name, said = found.misread[0]
        raise Unusable(_PARAMETER.get(name, name if name != "unknown" else said), f"cannot be used: {said!r}")
    return Asked(
        params=found,
        offset=_number(query, "offset", 0, MAX_OFFSET),
        limit=_number(query, "limit", USUAL, MOST),
        facets=_facets(query),
        facet_size=_number(query, "values", 20, MOST_VALUES),
        lang=query.get("lang", "")[:35],
    )


_PARAMETER = {"year": "from", "years": "from"}


def _number(query: QueryDict, name: str, usual: int, most: int) -> int:
    given = query.get(name, "")
    if not given:
        return usual
    if not (given.isascii() and given.isdecimal()) or len(given) > 9 or int(given) > most:
        raise Unusable(name, f"must be a whole number from 0 to {most}")
    return int(given)


def _facets(query: QueryDict) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(query.getlist("facet")))
    for name in names:
        if name not in FACETS:
            raise Unusable("facet", f"there is no facet {name[:40]!r}; there are: {', '.join(FACETS)}")
    return names
