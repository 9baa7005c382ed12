"""Why a work was found: which of the reader's words stand in which of its fields, and which translations were what matched.

Asked of the engine itself, of one work at a time, when somebody wants to know: what it says is what the search did, in every engine.
"""

from collections.abc import Iterator, Sequence

import msgspec

from lantai.core.query.expansion import Alternative, Expansion
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import AnyOf, Field, Node, Question, Term

from .protocol import Engine, Request

FIELDS = {
    "title": Field.TITLE,
    "author": Field.NAME,
    "subject": Field.SUBJECT,
    "series": Field.SERIES,
    "call_number": Field.CALL_NUMBER,
}
"""Where a word may stand, as hits call it; "body" is what is left."""

MOST_WORDS = 12
MOST_ALTERNATIVES = 60


class Stands(msgspec.Struct, frozen=True):
    """One of the reader's words. ``fields``: where it stands in the work, as typed or by its stem; ``by``: translations of it that stand there, each
    with its fields. Neither: it is not in this work."""

    text: str
    fields: tuple[str, ...] = ()
    by: tuple[tuple[Alternative, tuple[str, ...]], ...] = ()


class Why(msgspec.Struct, frozen=True):
    """All that made one work a hit. ``matched``: as the hit says it, "exact_title" and "identifier" among it; ``score``: what it came to."""

    words: tuple[Stands, ...] = ()
    matched: tuple[str, ...] = ()
    score: float = 0.0


def why(engine: Engine, request: Request, question: Question, expansion: Expansion, work: int) -> Why:
    """Return why a request found a work; nothing in it where it does not. Raise SearchError."""
    alone = msgspec.structs.replace(request, among=frozenset((work,)), offset=0, limit=1, facets=(), bare=False, brief=False)
    hits = engine.search(alone).hits
    if not hits:
        return Why()
    return Why(tuple(_words(engine, question, expansion, work)), hits[0].matched, hits[0].score)


def _words(engine: Engine, question: Question, expansion: Expansion, work: int) -> Iterator[Stands]:
    own: dict[str, list[Term]] = {}
    for term in positive_terms(question.typed or question.tree):
        own.setdefault(term.text, []).append(term)
    for text, terms in list(own.items())[:MOST_WORDS]:
        yield Stands(text, _where(engine, terms, work))
    left = MOST_ALTERNATIVES
    for concept in expansion.concepts:
        asked: Sequence[Alternative] = concept.alternatives[:left]
        left -= len(asked)
        there = [(one, fields) for one in asked if (fields := _where(engine, [_term(one)], work))]
        if there:
            yield Stands(concept.text, by=tuple(there))


def _where(engine: Engine, terms: Sequence[Term], work: int) -> tuple[str, ...]:
    if not _is_there(engine, terms, work):
        return ()
    found = tuple(
        name
        for name, field in FIELDS.items()
        if any(term.field in (Field.ANY, field) for term in terms)
        and _is_there(
            engine, [msgspec.structs.replace(term, field=field) for term in terms if term.field in (Field.ANY, field)], work
        )
    )
    return found or ("body",)


def _is_there(engine: Engine, terms: Sequence[Term], work: int) -> bool:
    tree: Node = terms[0] if len(terms) == 1 else AnyOf(tuple(terms))
    return engine.search(Request(tree=tree, among=frozenset((work,)), limit=0)).total > 0


def _term(one: Alternative) -> Term:
    return Term(one.tokens, one.text, lang=one.lang, origin=one.origin.value, stem=one.stem)
