"""From the query tree to OpenSearch's queries: values in, the JSON that is sent out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Having, Node, Not, SomeOf, Term, Then
from lantai.search import ranking
from lantai.search.analysis import title_key
from lantai.search.plan import Plan
from lantai.search.protocol import Request

from .mapping import facet_field

Query = dict[str, Any]

Has = Callable[[str, str], bool]
"""Given a column and a token, says whether it stands there at all; what stands nowhere need not be asked for."""

DEEPEST = 10
"""Nesting that is followed: a level costs up to two of the twenty that the cluster allows (indices.query.max_nested_depth)."""

MOST_CLAUSES = 900
"""Of the 1,024 that the cluster allows one question (indices.query.bool.max_clause_count); further words look in no column."""

MOST_NAMED = 48
"""Terms that ``matched`` tells about; with alternatives in other languages a question can have hundreds."""

MOST_NUMBERS = 60_000
"""Works that one clause may name; the cluster allows 65,536 (index.max_terms_count)."""

NOTHING: Query = {"match_none": {}}
EVERYTHING: Query = {"match_all": {}}

_NAME_OF = {column: name for name, columns in ranking.MATCHED.items() for column in columns}


class Compiler:
    """Makes the query of one plan. ``bare``: hits need not say where they match."""

    def __init__(self, plan: Plan, has: Has, *, bare: bool = False) -> None:
        self._plan, self._has = plan, has
        self._left = MOST_CLAUSES
        self._named = -1 if bare else 0
        self._told = frozenset(() if bare else plan.leaves[:MOST_NAMED])

    def question(self) -> Query:
        """Return what matches, lifted where the title or an identifier is exactly the question's."""
        plan = self._plan
        found = self.tree(plan.tree) if plan.tree else NOTHING
        if bonuses := list(self._bonuses()):
            found = {"bool": {"must": [found], "should": bonuses}}
        lifts = [*self._lifts(), *(self._author_and_title(title, author) for title, author in plan.pairs)]
        lifts += [constant(query, 0.0) for query in numbered(plan.also)]
        return any_of([found, *lifts]) if lifts else found

    def tree(self, node: Node, *, wanted: bool = True) -> Query:
        """Return the query of a tree. ``wanted``: not within a Not."""
        match node:
            case Term():
                return self._term(node, wanted=wanted)
            case AnyOf(nodes=nodes):
                return best_of([query for child in nodes for query in self._alternative(child, wanted=wanted)], 0.0)
            case AllOf(nodes=nodes):
                return self._all_of(nodes, wanted=wanted)
            case SomeOf(nodes=nodes, least=least, beside=beside, instead=instead):
                some = any_of([self.tree(child, wanted=wanted) for child in nodes], least)
                if instead:
                    some = any_of([some, *(constant(self.tree(child, wanted=wanted), 0.0) for child in instead)])
                others = [self.tree(child, wanted=wanted) for child in beside]
                return {"bool": {"must": [some], "should": others}} if others else some
            case Then(first=first, rest=rest, works=works):
                before = [self.tree(first, wanted=wanted)] if works is None else numbered(works)
                lifted = [constant(query, ranking.FIRST) for query in before]
                return any_of([*lifted, self.tree(rest, wanted=wanted)])
            case Not(node=inner):
                return {"bool": {"must": [EVERYTHING], "must_not": [self.tree(inner, wanted=False)]}}
            case Everything():
                return EVERYTHING
            case Having(facet=facet, values=values):
                return constant(any_value(facet, values), 0.0)

    def _term(self, term: Term, *, wanted: bool, columns: Mapping[str, float] | None = None) -> Query:
        if term.field is Field.IDENTIFIER:
            query = constant({"terms": {"ident": list(term.tokens)}}, term.weight)
            return self._name(query, "identifier") if wanted and term in self._told else query
        return best_of(
            self._in_columns(term, ranking.looked_in(term) if columns is None else columns, wanted=wanted), ranking.TIE
        )

    def _alternative(self, node: Node, *, wanted: bool) -> list[Query]:
        """Return the queries of one alternative; stems and those in other languages flat, as the best of all columns counts anyway."""
        if isinstance(node, Term) and (node.lang or node.stem) and node.field is not Field.IDENTIFIER:
            return self._in_columns(node, ranking.looked_in(node), wanted=wanted)
        return [self.tree(node, wanted=wanted)]

    def _all_of(self, nodes: Iterable[Node], *, wanted: bool) -> Query:
        musts = [self.tree(node, wanted=wanted) for node in nodes if not isinstance(node, Not)]
        nots = [self.tree(node.node, wanted=False) for node in nodes if isinstance(node, Not)]
        return {"bool": {"must": musts or [EVERYTHING], **({"must_not": nots} if nots else {})}}

    def _in_columns(self, term: Term, columns: Mapping[str, float], *, wanted: bool) -> list[Query]:
        there = [(column, weight) for column, weight in columns.items() if self._here(term, column)]
        cost = len(term.tokens) if term.stem else 1
        there = there[: self._left // cost]
        self._left -= len(there) * cost
        queries = [(column, in_column(term, column, weight * term.weight)) for column, weight in there]
        if not wanted or term not in self._told:
            return [query for _, query in queries]
        return [self._name(query, _NAME_OF[column]) for column, query in queries]

    def _here(self, term: Term, column: str) -> bool:
        """Say whether a column may have a term: it has all its tokens."""
        return all(self._has(column, token) for token in (term.tokens[:-1] if term.prefix else term.tokens))

    def _name(self, query: Query, name: str) -> Query:
        """Return the query under a name that hits bring back; each name is given once, so they are numbered."""
        if self._named < 0:
            return query
        self._named += 1
        return _with(query, _name=f"{name}:{self._named}")

    def _lifts(self) -> Iterator[Query]:
        plan = self._plan
        if plan.identifiers:
            yield self._name(constant({"terms": {"ident": list(plan.identifiers)}}, ranking.IDENTIFIER_FIRST), "identifier")
        if plan.exact_key:
            yield self._name(constant(_titled(plan.exact_key), ranking.EXACT_TITLE_FIRST), "exact_title")

    def _bonuses(self) -> Iterator[Query]:
        for tokens, weight in self._plan.title_phrases:
            for column, of_column in ranking.LOOKED_IN[Field.TITLE].items():
                if all(self._has(column, token) for token in tokens):
                    yield _phrase(column, tokens, weight * of_column)

    def _author_and_title(self, title: str, author: Sequence[Term]) -> Query:
        names = [self._term(term, wanted=False, columns={"names": 1.0}) for term in author]
        return constant({"bool": {"must": [_titled(title), *names]}}, ranking.AUTHOR_AND_TITLE_FIRST)


def filters(request: Request, *, facets: Collection[str], years: bool) -> list[Query]:
    """Return the clauses of the filters of ``facets``, and of the years where they are wanted."""
    clauses = [any_value(name, values) for name, values in request.filters.items() if values and name in facets]
    low, high = request.years
    if years and (low is not None or high is not None):
        bounds = {"gte": low, "lte": high}
        clauses.append({"range": {"year": {name: year for name, year in bounds.items() if year is not None}}})
    return clauses


def kept(query: Query, request: Request, clauses: Sequence[Query]) -> Query:
    """Return the query within these clauses and the works among which it looks, without what is excluded."""
    inside = [*clauses, *([any_of(numbered(request.among))] if request.among is not None else [])]
    outside = [any_value(name, values) for name, values in request.exclude.items() if values]
    outside += numbered(request.without) if request.without else []
    if not inside and not outside:
        return query
    return {"bool": {"must": [query], **({"filter": inside} if inside else {}), **({"must_not": outside} if outside else {})}}


def numbered(works: Collection[int]) -> list[Query]:
    """Return the clauses that name works."""
    numbers = list(works)
    return [{"terms": {"wid": numbers[at : at + MOST_NUMBERS]}} for at in range(0, len(numbers), MOST_NUMBERS)]


def any_value(facet: str, values: Iterable[str]) -> Query:
    """Return what has one of the values."""
    return {"terms": {facet_field(facet): list(values)}}


def constant(query: Query, score: float) -> Query:
    """Return the query where every hit has one score."""
    return {"constant_score": {"filter": query, "boost": score}}


def any_of(queries: Sequence[Query], least: int = 1) -> Query:
    """Return what matches at least so many of them; scores add up."""
    if len(queries) < 2:
        return queries[0] if queries else NOTHING
    return {"bool": {"should": list(queries), "minimum_should_match": least}}


def best_of(queries: Sequence[Query], tie: float) -> Query:
    """Return what matches one of them; the best score counts, and a share of the others."""
    if len(queries) < 2:
        return queries[0] if queries else NOTHING
    return {"dis_max": {"queries": list(queries), "tie_breaker": tie}}


def in_column(term: Term, column: str, weight: float) -> Query:
    """Return the query of a term in one column."""
    *before, last = term.tokens
    if term.stem and before:
        return {"bool": {"must": [_word(column, token, 1.0) for token in term.tokens], "boost": weight}}
    if not before:
        return {"prefix": {column: {"value": last, "boost": weight}}} if term.prefix else _word(column, last, weight)
    if not term.prefix:
        return _phrase(column, term.tokens, weight)
    beginning = {"span_multi": {"match": {"prefix": {column: {"value": last}}}}}
    words = [{"span_term": {column: {"value": token}}} for token in before]
    return constant({"span_near": {"clauses": [*words, beginning], "slop": 0, "in_order": True}}, weight)


def _word(column: str, token: str, weight: float) -> Query:
    return {"term": {column: {"value": token, "boost": weight}}}


def _phrase(column: str, tokens: Sequence[str], weight: float) -> Query:
    return {"match_phrase": {column: {"query": " ".join(tokens), "boost": weight}}}


def _titled(key: str) -> Query:
    return {"term": {"title_key": {"value": title_key(key)}}}


def _with(query: Query, **more: object) -> Query:
    """Return the query with more said of it: beside the field's value where there is a field, else beside the query's parts."""
    ((kind, told),) = query.items()
    if kind in ("term", "prefix", "match_phrase"):
        ((column, value),) = told.items()
        return {kind: {column: {**value, **more}}}
    return {kind: {**told, **more}}
