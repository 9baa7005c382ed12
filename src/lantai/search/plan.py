"""Plan: what an engine needs to know of a request, worked out once and without any engine.

Enter by ``planned``. It bounds the question, so that no query costs more than an engine can bear, whoever built the tree.
"""

from functools import partial
from operator import is_

import msgspec
from msgspec.structs import replace

from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Having, Node, Not, SomeOf, Term, Then
from lantai.core.text.fold import AND, key
from lantai.core.text.segment import is_cjk

from . import ranking
from .protocol import Request

MOST_TERMS = 256
"""Terms of a question that are searched; the rest is left out. Each is looked up in up to seven columns."""

MOST_TOKENS = 64
"""Tokens of a phrase that must stand side by side; the rest is left out."""

DEEPEST = 24
"""Nesting of a question that is followed; what lies deeper is left out."""

SHORTEST_BEGINNING = 3
"""Letters that a word's beginning needs to be searched as the end of a phrase; shorter ones open too many phrases."""

MOST_AUTHOR_WORDS = 4
"""Words at the beginning or the end of a question that are tried as its author, the rest as a whole title."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A bounded question. ``tree`` is None when nothing of it can be searched.

    ``leaves``: its terms outside NOT. ``title``: the tokens of a question that could be a title as it stands, else empty.
    ``pairs``: ways to read it as author and title: the key of the title, the terms of the author. ``also``: hits whatever their words.
    """

    tree: Node | None
    leaves: tuple[Term, ...]
    title: tuple[str, ...]
    pairs: tuple[tuple[str, tuple[Term, ...]], ...]
    exact_key: str
    identifiers: tuple[str, ...]
    also: tuple[int, ...] = ()

    @property
    def title_phrases(self) -> list[tuple[list[str], float]]:
        """Return the phrases that lift a title, with their weights."""
        if not self.title:
            return []
        beginning = ([ranking.START, *self.title], ranking.TITLE_BEGINS)
        return [beginning, (list(self.title), ranking.TITLE_PHRASE)] if len(self.title) > 1 else [beginning]

    @property
    def ranks(self) -> bool:
        """Whether hits can differ in score at all."""
        return bool(self.leaves or self.exact_key or self.identifiers)


def planned(request: Request, *, loose: bool = False, deepest: int = DEEPEST) -> Plan:
    """Return the plan of a request. ``loose``: a word's beginning after a phrase may stand anywhere, however long it is. ``deepest``: where an
    engine bears less nesting."""
    bounds = partial(_Bounds, loose=loose, deepest=deepest)
    tree = bounds().node(request.tree, depth=0)
    own = _own_words(tree if request.typed is None else bounds().node(request.typed, depth=0))
    return Plan(
        tree=tree,
        leaves=tuple(_leaves(tree)) if tree else (),
        title=_as_title(own),
        pairs=_pairs(own, request.exact_key),
        exact_key=request.exact_key,
        identifiers=request.identifiers[:MOST_TERMS],
        also=request.also,
    )


class _Bounds:
    """Copies a tree without what is empty, too much or too deep; groups that have nothing of it stay the same objects, so that an engine
    can tell what it knows already."""

    def __init__(self, *, loose: bool, deepest: int) -> None:
        self.left = MOST_TERMS
        self.loose = loose
        self.deepest = deepest

    def node(self, node: Node, *, depth: int) -> Node | None:
        match node:
            case _ if depth > self.deepest:
                return None
            case Term():
                return self._term(node)
            case AnyOf(nodes=nodes) if depth < self.deepest and 1 < len(nodes) <= self.left and all(map(_is_sound, nodes)):
                self.left -= len(nodes)  # most groups of a question, in a third of the time
                return node
            case AnyOf(nodes=nodes) | AllOf(nodes=nodes):
                kept_all = self._kept(_needed(nodes) if isinstance(node, AllOf) else nodes, depth)
                if len(kept_all) < 2:
                    return kept_all[0] if kept_all else None
                return node if _same(kept_all, nodes) else type(node)(kept_all)
            case SomeOf(nodes=nodes, least=least, beside=beside, instead=instead):
                some = self._kept(_needed(nodes), depth)
                others = self._kept(beside, depth), self._kept(instead, depth)
                return SomeOf(some, max(1, min(least, len(some))), *others) if some else None
            case Then():
                return self._then(node, depth)
            case Not(node=inner):
                kept_inner = self.node(inner, depth=depth + 1)
                return Not(kept_inner) if kept_inner else None
            case Everything():
                return node
            case Having():
                return self._having(node)

    def _kept(self, nodes: tuple[Node, ...], depth: int) -> tuple[Node, ...]:
        return tuple(kept for child in nodes if self.left and (kept := self.node(child, depth=depth + 1)))

    def _then(self, node: Then, depth: int) -> Node | None:
        """Bound each half by itself: both are made of the same words, and neither must lack some because the other has them."""
        if node.works is not None:  # what matches the first half is known, and not looked for
            kept_rest = self.node(node.rest, depth=depth + 1)
            return Then(node.first, kept_rest, node.works) if kept_rest else self.node(node.first, depth=depth + 1)
        kept_first = self.node(node.first, depth=depth + 1)
        left, self.left = self.left, MOST_TERMS
        kept_rest = self.node(node.rest, depth=depth + 1)
        self.left = min(left, self.left)
        return Then(kept_first, kept_rest, node.works) if kept_first and kept_rest else kept_first or kept_rest

    def _term(self, term: Term) -> Node | None:
        if not all(term.tokens) or not term.tokens or not self.left:
            return None
        self.left -= 1
        if term.stem:
            if len(term.tokens) <= MOST_TOKENS and not term.prefix:
                return term
            return replace(term, tokens=term.tokens[:MOST_TOKENS], prefix=False)
        if len(term.tokens) > MOST_TOKENS:
            return replace(term, tokens=term.tokens[:MOST_TOKENS], prefix=False)
        return self._phrase_with_beginning(term) if term.prefix and len(term.tokens) > 1 else term

    def _having(self, node: Having) -> Node | None:
        values = node.values[: self.left]
        self.left -= len(values)
        return Having(node.facet, values) if values else None

    def _phrase_with_beginning(self, term: Term) -> Node:
        *before, last = term.tokens
        if len(last) == 2 and is_cjk(last):  # a pair of characters is a whole token already
            return replace(term, prefix=False)
        if len(last) >= SHORTEST_BEGINNING and not self.loose:
            return term
        return AllOf((replace(term, tokens=tuple(before), prefix=False), replace(term, tokens=(last,))))


def _is_sound(node: Node) -> bool:
    """Say whether a node is a term within all bounds."""
    return type(node) is Term and 0 < len(node.tokens) <= MOST_TOKENS and not node.prefix and all(node.tokens)


def _same(one: tuple[Node, ...], other: tuple[Node, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _needed(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return what a work must match: without the words for "and", unless that is all; whoever types & or nothing means the same."""
    needed = tuple(node for node in nodes if not _is_and(node))
    return needed if any(not isinstance(node, Not) for node in needed) else nodes


def _is_and(node: Node) -> bool:
    return (word := _typed(node)) is not None and word.tokens == (AND,) and not word.prefix


def _leaves(node: Node) -> list[Term]:
    match node:
        case Term():
            return [node]
        case AnyOf(nodes=nodes) | AllOf(nodes=nodes):
            return [leaf for child in nodes for leaf in _leaves(child)]
        case SomeOf(nodes=nodes, beside=beside):
            return [leaf for child in (*nodes, *beside) for leaf in _leaves(child)]
        case Then(rest=rest, works=works) if works is not None:
            return _leaves(rest)
        case Then(first=first, rest=rest):
            return list(dict.fromkeys((*_leaves(first), *_leaves(rest))))
        case _:
            return []


def _own_words(tree: Node | None) -> tuple[Term, ...]:
    """Return what the reader typed when it is nothing but words; alternatives beside a word are passed over."""
    words = [_typed(node) for node in (tree.nodes if isinstance(tree, AllOf) else (tree,))]
    own = tuple(word for word in words if word and word.field in (Field.ANY, Field.TITLE))
    return own if len(own) == len(words) else ()


def _typed(node: Node | None) -> Term | None:
    """Return the word the reader typed: a term, or the one beside which only alternatives stand."""
    if isinstance(node, AnyOf) and node.nodes and all(isinstance(other, Term) and other.origin for other in node.nodes[1:]):
        node = node.nodes[0]
    return node if isinstance(node, Term) and not node.origin else None


def _as_title(words: tuple[Term, ...]) -> tuple[str, ...]:
    every = tuple(token for word in words for token in word.tokens)
    tokens = tuple(token for token in every if token != AND) or every
    return tokens[:MOST_TOKENS] if not any(word.prefix for word in words) else ()


def _pairs(words: tuple[Term, ...], whole: str) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Return title and author wherever a word ends. ``whole``: key of the question; it has words that the tree leaves out."""
    if any(word.field is not Field.ANY for word in words):
        return ()
    whole = whole or _key(words)
    found: list[tuple[str, tuple[Term, ...]]] = []
    for count in range(1, min(len(words), MOST_AUTHOR_WORDS + 1)):
        before, after = words[:count], words[-count:]
        found += [(whole.removeprefix(_key(before)), before), (whole.removesuffix(_key(after)), after)]
    return tuple((title, author) for title, author in found if title and title != whole)


def _key(words: tuple[Term, ...]) -> str:
    return key(" ".join(word.text for word in words))
