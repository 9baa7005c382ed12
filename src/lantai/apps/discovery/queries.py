"""What the pages of discovery show; nothing here takes a request, and nothing writes.

``search`` is the way in: parse the question, ask the engine, load the documents of the hits, say what was noticed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.core.query.highlight import matching_tokens
from lantai.core.query.parse import parse
from lantai.core.query.tree import Everything, Node, Notice, Question
from lantai.core.text.highlight import highlight
from lantai.search.protocol import Engine, Hit, Request, Result, SearchError, Sort

from .facets import COUNTED, Bar, Chip, Facet, bars, chips, facets
from .params import PAGE_SIZE, SearchParams, page_count
from .rows import Mark, Pieces, ResultRow, row
from .ways import Way, ways

NEWEST = 9
MOST_LANGUAGES = 80
MOST_VALUES = 30  # of one facet on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of a search. ``unavailable``: why no engine could be asked, "". ``direct``: the one work that a number means."""

    params: SearchParams
    question: Question
    total: int = 0
    rows: Sequence[ResultRow] = ()
    facets: Sequence[Facet] = ()
    bars: Sequence[Bar] = ()
    chips: Sequence[Chip] = ()
    pages: int = 1
    languages: int = 0
    ways: Sequence[Way] = ()
    unavailable: str = ""
    direct: int | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what was noticed about the words of the question."""
        return self.question.notices


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The first page: what there is."""

    total: int = 0
    languages: Sequence[tuple[str, int]] = ()
    kinds: Sequence[tuple[str, int]] = ()
    newest: Sequence[ResultRow] = ()
    unavailable: str = ""


def search(params: SearchParams) -> Results:
    """Answer a search; one question to the engine and two to the database, more only when nothing is found."""
    question = parse(params.text, field=params.field)
    tree = _tree(params, question)
    try:
        engine = index.engine()
        if tree is None:
            return Results(params=params, question=question, ways=ways(engine, params, question))
        result = engine.search(_request(params, question, tree))
        if not result.hits:
            return _nothing_here(engine, params, question, result)
    except SearchError as problem:
        return Results(params=params, question=question, chips=tuple(chips(params)), unavailable=str(problem))
    return _results(params, question, tree, result)


def home() -> Home:
    """Return the counts of the collection and its newest works."""
    request = Request(tree=Everything(), sort=Sort.ADDED, limit=NEWEST, facets=("language", "kind"), facet_size=MOST_LANGUAGES)
    try:
        result = index.engine().search(request)
    except SearchError as problem:
        return Home(unavailable=str(problem))
    languages = [pair for pair in result.facets.get("language", ()) if pair[0] not in ("und", "mul", "zxx")]
    return Home(
        total=result.total, languages=languages, kinds=result.facets.get("kind", ()), newest=_rows(result.hits, _unmarked)
    )


def _tree(params: SearchParams, question: Question) -> Node | None:
    """Return what to search for; None when nothing was asked at all, so that nobody gets every work by accident."""
    if question.tree is not None:
        return question.tree
    return Everything() if not params.text and (params.is_filtered or params.sort is not None) else None


def _request(params: SearchParams, question: Question, tree: Node) -> Request:
    return Request(
        tree=tree,
        exact_key=question.exact_key,
        identifiers=question.identifiers,
        filters=params.filters,
        years=params.years,
        sort=params.sort or Sort.RELEVANCE,
        offset=(params.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        facets=COUNTED,
        facet_size=MOST_VALUES,
    )


def _nothing_here(engine: Engine, params: SearchParams, question: Question, result: Result) -> Results:
    """Answer a search without hits: the last page there is when only the page was too far, else ways on."""
    if result.total and params.page > 1:
        last = page_count(result.total)
        nearest = SearchParams(**_fields(params) | {"page": last, "misread": (*params.misread, ("page", str(params.page)))})
        tree = _tree(nearest, question) or Everything()
        return _results(nearest, question, tree, engine.search(_request(nearest, question, tree)))
    return Results(
        params=params,
        question=question,
        chips=tuple(chips(params)),
        facets=facets(params, {}),
        ways=ways(engine, params, question),
    )


def _fields(params: SearchParams) -> dict[str, object]:
    return {name: getattr(params, name) for name in SearchParams.__slots__}


def _results(params: SearchParams, question: Question, tree: Node, result: Result) -> Results:
    tokens = matching_tokens(tree)
    return Results(
        params=params,
        question=question,
        total=result.total,
        rows=_rows(result.hits, lambda text: highlight(text, tokens.tokens, prefixes=tokens.prefixes)),
        facets=facets(params, result.facets),
        bars=bars(params, result.years),
        chips=tuple(chips(params)),
        pages=page_count(result.total),
        languages=0 if "language" in params.filters else len(result.facets.get("language", ())),
        direct=_direct(params, question, result),
    )


def _direct(params: SearchParams, question: Question, result: Result) -> int | None:
    """Return the work that a recognised number means, when it is the only one."""
    alone = result.total == 1 and question.identifiers and not params.is_filtered
    return result.hits[0].id if alone and "identifier" in result.hits[0].matched else None


def _rows(hits: Sequence[Hit], mark: Mark) -> list[ResultRow]:
    """Return the lines of the hits, in their order; a work that the index still has and the database no longer is left out."""
    documents = catalog.documents([hit.id for hit in hits])
    return [row(documents[hit.id], mark=mark, matched=hit.matched) for hit in hits if hit.id in documents]


def _unmarked(text: str) -> Pieces:
    return [(text, False)] if text else []
