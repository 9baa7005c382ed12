"""Ways on from a search that found nothing: each is a search that does find something, with how much.

They are tried in the order of how little they change, each in all languages as the search itself; at most ``MOST_TRIED`` go to the engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from msgspec.structs import replace

from lantai.core.query.relax import Relaxed, relaxations
from lantai.core.query.tree import Everything, Field, Node, Question
from lantai.search.protocol import Engine, Request

from .meant import texts as spellings
from .params import SearchParams
from .words.asking import ask

MOST_TRIED = 10
MOST_OFFERED = 5
MOST_SPELLINGS = 2

FAR = ("beginning", "any")
"""Kinds of weaker questions that come after other spellings: they find much that nobody asked for."""


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
    if params.own or params.dropped:
        again = ask(every := params.with_translations).question
        yield Way("languages", 0, every.address), _request(again.tree or tree, every, again)
    typed = replace(question, tree=question.typed or question.tree)
    close, far = _parted(relaxations(typed))
    yield from (_weaker(params, one.kind, one.text, one.tree, one.detail) for one in close)
    for text, _ in islice(spellings(params.shown_text), MOST_SPELLINGS):
        yield _weaker(params, "spelling", text, Everything(), text)
    yield from (_weaker(params, one.kind, one.text, one.tree, one.detail) for one in far)


def _parted(found: Sequence[Relaxed]) -> tuple[list[Relaxed], list[Relaxed]]:
    """Part weaker questions into those that keep the reader's words, one left out at the most, and those that do not."""
    return [one for one in found if one.kind not in FAR], [one for one in found if one.kind in FAR]


def _weaker(params: SearchParams, kind: str, text: str, otherwise: Node, detail: str) -> tuple[Way, Request]:
    fewer = params.only(text=text)
    asked = ask(fewer)
    return Way(kind, 0, fewer.address, detail=detail), _request(asked.strict or asked.question.tree or otherwise, fewer, None)


def _request(tree: Node, params: SearchParams, question: Question | None) -> Request:
    identifiers = question.identifiers if question else ()
    typed = question.typed if question else None
    return Request(tree=tree, typed=typed, identifiers=identifiers, filters=params.filters, years=params.years, limit=1)
