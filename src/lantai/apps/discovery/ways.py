"""Ways on from a search that found nothing: each is a search that does find something, with how much.

They are tried in the order of how little they change, each in all languages as the search itself; at most ``MOST_TRIED`` go to the engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from lantai.core.query.relax import relaxations
from lantai.core.query.tree import Everything, Field, Node, Question
from lantai.search.protocol import Engine, Request

from .params import SearchParams
from .words.asking import ask

MOST_TRIED = 8
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One way on. ``kind``: what is changed (a filter, the field, the words); ``detail``: what is dropped or searched instead."""

    kind: str
    count: int
    address: str
    facet: str = ""
    detail: str = ""


def ways(engine: Engine, params: SearchParams, question: Question) -> list[Way]:
    """Return the ways that lead somewhere, and last the whole catalog."""
    found: list[Way] = []
    for tried, (way, request) in enumerate(_candidates(params, question)):
        if tried >= MOST_TRIED or len(found) >= MOST_OFFERED:
            break
        total = engine.search(request).total
        if total:
            found.append(Way(way.kind, total, way.address, way.facet, way.detail))
    whole = engine.count()
    return [*found, Way("catalog", whole, "?sort=added")] if whole else found


def _candidates(params: SearchParams, question: Question) -> Iterator[tuple[Way, Request]]:
    """Yield ways with the requests that count them."""
    tree: Node = question.tree or Everything()
    if params.filter_count > 1:
        for facet, values in params.filters.items():
            for value in values:
                less = params.without(facet, value)
                yield Way("filter", 0, less.address, facet, value), _request(tree, less, question)
    if params.is_filtered:
        yield Way("filters", 0, params.unfiltered.address), _request(tree, params.unfiltered, question)
    if params.field is not Field.ANY:
        anywhere = params.only(field=Field.ANY)
        again = ask(anywhere).question
        yield Way("field", 0, anywhere.address), _request(again.tree or tree, anywhere, again)
    for relaxed in relaxations(replace(question, tree=question.typed or question.tree)):
        fewer = params.only(text=relaxed.text)
        tree = ask(fewer).question.tree or relaxed.tree
        yield Way(relaxed.kind, 0, fewer.address, detail=relaxed.detail), _request(tree, fewer, None)


def _request(tree: Node, params: SearchParams, question: Question | None) -> Request:
    identifiers = question.identifiers if question else ()
    typed = question.typed if question else None
    return Request(tree=tree, typed=typed, identifiers=identifiers, filters=params.filters, years=params.years, limit=1)
