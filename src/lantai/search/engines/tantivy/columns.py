"""The queries of one term in the columns of the index, made once for a commit: a question asks up to five times for each of its terms."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tantivy import Occur, Query

from lantai.core.query.recent import Recent
from lantai.core.query.tree import Node, Term
from lantai.search import ranking

from .schema import schema

MOST_GROUPS = 4_000
"""Groups of alternatives whose queries are remembered: a question searches, counts and orders by the same ones, and has forty at most."""

MOST_REMEMBERED = 6_000
"""Terms whose queries are remembered, some 20 MB with all columns; the oldest are forgotten first."""

_SPECIAL = frozenset(r"\.+*?()|[]{}^$#&-~/")

Works = Callable[[str, str], int]
"""Given a column and a token, says in how many works it stands."""


class InColumn(NamedTuple):
    """A term in one column. ``weighed``: the same with the weights of the column and of the term."""

    column: str
    query: Query
    weighed: Query


class Columns:
    """What the columns of one commit have. Of what stands in no work no query is made: each costs 8 microseconds."""

    def __init__(self, works: Works) -> None:
        self.works = works
        self._groups: Recent[tuple[int, bool], tuple[Node, Query]] = Recent(MOST_GROUPS)
        self._made: Recent[tuple[Term, int], tuple[Mapping[str, float], list[InColumn]]] = Recent(MOST_REMEMBERED)

    def once(self, group: Node, make: Callable[[], Query], *, weighed: bool = True) -> Query:
        """Return the query of a group, made when this very object is met for the first time. ``weighed``: it scores works."""
        known = self._groups.get((id(group), weighed))
        if known is None or known[0] is not group:
            made = group, make()  # kept beside its query: an id is its own as long as it lives
            known = self._groups.keep((id(group), weighed), made)
        return known[1]

    def of(self, term: Term) -> list[InColumn]:
        """Return the queries of a term in the columns where it is looked for, and may be."""
        columns = ranking.looked_in(term)
        known = self._made.get((term, id(columns)))
        if known is None:
            made = columns, self.among(term, columns)  # kept beside what is made of them: an id is theirs as long as they live
            known = self._made.keep((term, id(columns)), made)
        return known[1]

    def among(self, term: Term, columns: Mapping[str, float]) -> list[InColumn]:
        """Return the same of columns that are given (column: weight)."""
        return [
            InColumn(name, query := _in_column(term, name), Query.boost_query(query, weight * term.weight))
            for name, weight in columns.items()
            if self._may_have(term, name)
        ]

    def _may_have(self, term: Term, column: str) -> bool:
        """Say whether a column has all tokens of a term."""
        if len(term.tokens) == 1:
            return term.prefix or self.works(column, term.tokens[0]) > 0
        return all(self.works(column, token) for token in (term.tokens[:-1] if term.prefix else term.tokens))


def _in_column(term: Term, column: str) -> Query:
    *before, last = term.tokens
    if term.stem and before:
        return Query.boolean_query([(Occur.Must, _word(column, token)) for token in term.tokens])
    if not before:
        return _beginning(column, last) if term.prefix else _word(column, last)
    if not term.prefix:
        return Query.phrase_query(schema(), column, list(term.tokens))
    return Query.regex_phrase_query(schema(), column, [*map(_escaped, before), _escaped(last) + ".*"])


def _word(column: str, token: str) -> Query:
    return Query.term_query(schema(), column, token, "freq")


def _beginning(column: str, token: str) -> Query:
    """Return what has a word that begins so, however many there are; each scores 1."""
    return Query.fuzzy_term_query(schema(), column, token, 0, prefix=True)


def _escaped(token: str) -> str:
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in token)
