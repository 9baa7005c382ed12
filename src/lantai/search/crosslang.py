"""A reader's question asked in every language of the collection: what its words are called there, and the tree that finds them.

The one way from words to a search for pages, the command line, suggestions and measurements: ``ask``. It never fails: without tables, and in
languages that nobody trained, a question is searched as typed.
"""

from collections.abc import Iterable, Sequence
from math import prod

import msgspec
from msgspec.structs import replace

from lantai.core.query import loosening, stretches
from lantai.core.query.expansion import Expansion
from lantai.core.query.mixing import dropped as dropped_tokens
from lantai.core.query.tree import AllOf, AnyOf, Node, Question, Then

from . import heard
from .counting import Works
from .crossed import Crossed
from .desk import Desk
from .expanders import Expanders
from .protocol import Engine, Request, Sort
from .spoken import languages

__all__ = ("Asked", "Expanders", "ask", "translated")

PAGE = 20
"""Works that match all of a question until nobody needs those that match a part of it."""

MOST_TARGETS = 24
"""Languages into which a question is translated: those in which the collection has most works."""

RAREST = 3
"""Concepts of a long question that are counted before all of it is."""

AT_ONCE = 200_000
"""Works among which all concepts are asked for at once: at 100,000 works .38 ms in place of .11 and .34, and the making of one search less."""

MOST_LIKELY = 8
"""Concepts of a question of which a page of works likely has all where a page has the rarest. Without a limit a title's page among a million works takes 49.7
in place of 48.4 ms, with 6 one of three keywords 22.1 in place of 20.8."""


class Asked(msgspec.Struct, frozen=True):
    """A question as it is searched: ``question.tree`` has the translations, ``question.typed`` the words as typed; ``expansion`` tells them.

    ``strict``: what works that match all of it match, where works that match a part are found as well, and ``all_words``: how many they are, filters
    aside; None where all of it must match.
    """

    question: Question
    expansion: Expansion = Expansion()
    strict: Node | None = None
    all_words: int | None = None


def ask(
    engine: Engine,
    question: Question,
    expanders: Expanders,
    *,
    prior: str = "",
    targets: Sequence[str] | None = None,
    dropped: Iterable[str] = (),
    own: bool = False,
) -> Asked:
    """Return the question with its words in the languages of the collection.

    ``prior``: tag of the page's language, likely the reader's. ``targets``: languages to translate into; None: those of the collection.
    ``dropped``: codes of translations that the reader does not want; ``own``: the reader wants none.
    """
    wanted = [] if own else list(languages(engine) if targets is None else targets)[:MOST_TARGETS]
    desk = Desk(engine, expanders, wanted, prior.partition("-")[0], dropped_tokens(dropped))
    crossed = desk.crossed(question, stretches.quoted(question)) if question.tree is not None else None
    sounding = None if own else heard.tree(engine, question, known=crossed is not None and crossed.is_translated)
    if question.tree is None or crossed is None:
        return Asked(_beside(question, sounding), Expansion(off=own))
    crossed = crossed.heard_as(sounding)
    tree, all_words = _loosened_where_little_is_found(engine, desk, question, crossed)
    if sounding is not None and isinstance(tree, Then):
        tree = replace(tree, rest=AnyOf((tree.rest, sounding)))  # scored there too
    elsewhere = set(wanted).difference(desk.languages)
    concepts = tuple(crossed.concepts()) if elsewhere else ()  # in a collection of one language nothing is left untranslated
    expansion = Expansion(concepts=concepts, languages=tuple(desk.languages), off=own)
    strict = None if all_words is None else crossed.strict
    return Asked(replace(question, tree=tree, typed=question.tree), expansion, strict, all_words)


def _beside(question: Question, sounding: Node | None) -> Question:
    if question.tree is None or sounding is None:
        return question
    return replace(question, tree=AnyOf((question.tree, sounding)), typed=question.typed or question.tree)


def _loosened_where_little_is_found(engine: Engine, desk: Desk, question: Question, crossed: Crossed) -> tuple[Node, int | None]:
    """Return the tree that is searched, and how many works match all of it where a part is enough.

    Where nothing matches all, what was quoted counts as words like others: a quotation in one language stands in no work of another.
    """
    loose = crossed.loosened()
    if loose is None and not crossed.quotes:
        return crossed.strict, None
    total, works = _matching_all(engine, desk.works, crossed, question)
    if total >= PAGE:
        return crossed.strict, None
    if not total and crossed.quotes:
        crossed = desk.crossed(question, frozenset()) or crossed
        loose = crossed.loosened()
    if loose is None or (total and crossed.words < loosening.FEWEST_WORDS):
        return crossed.strict, None
    if not total and (only := crossed.only(desk.works.of_each([block.loose for block in crossed.counted]))):
        return desk.of_one(*only)[0].loose, 0
    loose = loosening.by_rarest(loose, desk.works.of_each, desk.met.without_weak)
    return (Then(crossed.strict, loose, works) if total else loose), total


def _matching_all(engine: Engine, works: Works, crossed: Crossed, question: Question) -> tuple[int, tuple[int, ...]]:
    """Return how many works match all of a question, and their numbers where they are fewer than a page.

    Where a page of works likely has all, it is asked as the page will ask, for an engine that remembers it: of common words by chance alone.
    A long one is first asked of many works for its rarest concepts: where no work has these, none has all. Where few have these, all is asked of them alone.
    """
    nodes = [block.strict for block in crossed.counted]
    found = works.of_each(nodes)
    every = engine.count()
    if len(nodes) <= MOST_LIKELY and _expected(found, every) >= PAGE:
        return _first(engine, crossed.strict, question)
    if len(nodes) <= RAREST or every <= AT_ONCE:
        return _first(engine, crossed.strict)
    rare = sorted(range(len(found)), key=lambda at: found[at])[:RAREST]
    found_rare = engine.search(Request(tree=AllOf(tuple(nodes[at] for at in rare)), sort=Sort.ADDED, limit=PAGE, bare=True))
    if 0 < found_rare.total < PAGE and crossed.typed is None:
        return _first(engine, crossed.strict, among=frozenset(hit.id for hit in found_rare.hits))
    if found_rare.total:
        return _first(engine, crossed.strict, question if found_rare.total >= PAGE and len(nodes) <= MOST_LIKELY else None)
    return _first(engine, crossed.typed) if crossed.typed else (0, ())


def _expected(found: Sequence[int], works: int) -> float:
    """Return how many works would have all concepts of a question if they stood there by chance; words of one question stand together more often.
    ``found``: how many have each, of so many ``works``."""
    return works * prod(min(count / works, 1.0) for count in found) if works else 0.0


def _first(
    engine: Engine, tree: Node, question: Question | None = None, *, among: frozenset[int] | None = None
) -> tuple[int, tuple[int, ...]]:
    """Return how many works match, and the numbers of some. ``question``: whose page will ask for the same; ``among``: the only works that can."""
    request = Request(tree=tree, sort=Sort.ADDED, limit=PAGE, bare=True, among=among)
    if question is not None:
        request = replace(
            request, typed=question.tree, exact_key=question.exact_key, identifiers=question.identifiers, sort=Sort.RELEVANCE
        )
    found = engine.search(request)
    return found.total, tuple(hit.id for hit in found.hits)


def translated(engine: Engine, expansion: Expansion) -> float:
    """Return the share of a question's concepts that found a translation, 0..1; 1 where the collection has works in the question's own language."""
    if not expansion.concepts or next(iter(expansion.languages), "") in languages(engine):
        return 1.0
    return sum(concept.is_translated for concept in expansion.concepts) / len(expansion.concepts)
