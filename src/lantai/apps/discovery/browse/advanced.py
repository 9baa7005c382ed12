"""Advanced search: rows of field and words, and filters, read from an address and turned into an ordinary search."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from lantai.core.query.rows import JOINS, MOST_ROWS, Row, rows_of, text_of
from lantai.core.query.tree import Field

from ..facets import Facet, facets
from ..own_places import by_place, own_places
from ..params import SearchParams, clean, read
from .collection import asked

OFFERED = 4
MORE = 2
LONGEST = 400
FILTERS = ("language", "kind", "location", "availability")
MOST_VALUES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form as it is shown: its rows, empty ones at the end, and the filters with what is chosen."""

    params: SearchParams
    rows: Sequence[Row]
    facets: Sequence[Facet]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what of the search the form has no place for: order, and filters other than its own."""
        seen = {facet.name for facet in self.facets}
        return [pair for pair in self.params.kept if pair[0] not in seen | {"from", "to"}]


def is_asked(query: QueryDict) -> bool:
    """Tell whether the form was sent to search, not to be shown or given more rows."""
    return "w" in query and "more" not in query


def search_of(query: QueryDict) -> SearchParams:
    """Return the search that the form means."""
    return read(query).only(text=text_of(_sent(query)), field=Field.ANY)


def form(query: QueryDict, *, lang: str = "en") -> Form:
    """Return the form that shows what an address means: rows sent by itself, or the question of a search. Raise SearchError."""
    params = by_place(read(query))
    rows = _sent(query) if "w" in query else rows_of(params.shown_text, field=params.field)
    room = MORE if "more" in query else 1
    shown = [*rows, *[Row("")] * max(room if len(rows) >= OFFERED else 0, OFFERED - len(rows))][:MOST_ROWS]
    counted = asked({}, limit=0, facets=FILTERS, facet_size=MOST_VALUES).facets
    return Form(params=params, rows=shown, facets=[f for f in facets(params, counted, own_places(lang)) if f.name in FILTERS])


def _sent(query: QueryDict) -> list[Row]:
    """Return the rows of a form that was sent, as many as have words; what cannot be a field or a join is the usual one."""
    words, names, joins = (query.getlist(name)[:MOST_ROWS] for name in "wfj")
    rows = []
    for n, given in enumerate(words):
        text = clean(given)[:LONGEST]
        name = names[n] if n < len(names) else ""
        join = joins[n] if n < len(joins) else ""
        if text:
            rows.append(Row(text, Field(name) if name in set(Field) else Field.ANY, join if join in JOINS else "and"))
    return rows
