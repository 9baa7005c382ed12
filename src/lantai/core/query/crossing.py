"""The tree of a question with its translations: one group of alternatives a concept, in which the reader's own word is never scaled down.

A word with ten translations does not outweigh a word with one: in a group the best alternative counts, weighed beside the best of its language.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import log

from msgspec.structs import replace

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import UNSPACED
from lantai.core.text.segment import sequence
from lantai.core.text.stems import has_stemmer, stems

from .expand import Unit
from .expansion import Alternative
from .stretches import Stretch
from .terms import positive_terms
from .tree import AllOf, AnyOf, Field, Node, SomeOf, Term

OWN_STEM = 0.8
"""Weight of the stem of the reader's own word beside the word as typed."""

STEMMED = frozenset((Field.ANY, Field.TITLE, Field.SUBJECT))
"""Fields whose words the index also holds as stems."""

ABOUT = 1.0
"""Weight of a question's one concept among the subjects of a work, added to where its words stand."""

FEWEST_CONCEPTS = 2
FEWEST_WORDS = 3
LEAST_SHARE = 0.1
"""A question of three words or more may also be answered by works with a part of them. ChinaXiv, Chinese to English by the lexicon alone, R@10 of
titles and of three keywords: with .01 .906 and .796, .2 .906 and .802, .34 .883 and .756, .5 .783 and .672 (benchmarks/crosslanguage.py)."""


ENOUGH = 2_000
FEWEST_NEEDED = 3
"""Works among which those of the rarest concepts are enough, and how many concepts these are at least."""


def nodes(stretch: Stretch, units: Sequence[Unit]) -> list[Node]:
    """Return the groups of a stretch, all of which a work must match: one a concept; function words are left to the question as typed."""
    return [_group(stretch, unit) for unit in units]


def evened(unit: Unit, frequencies: Mapping[bool, Mapping[str, int]], works: int) -> Unit:
    """Return a question's one concept with its words of one weight, however rare they are here: a word is not more to the point because the library
    has little in its language. ``frequencies``: of words as written and (True) of stems; ``works``: in the library.
    """
    found = {one: frequencies[one.stem].get(one.tokens[0], 0) for one in unit.alternatives if len(one.tokens) == 1}
    most = max(found.values(), default=0)
    even = (
        replace(one, weight=one.weight * _rarity(most, works) / _rarity(found[one], works)) if one in found else one
        for one in unit.alternatives
    )
    return replace(unit, alternatives=tuple(even))


def about(stretch: Stretch, unit: Unit, group: Node) -> Node:
    """Return a question's one concept, where an authority knows it, with works about it before those that have its word in a long title."""
    known = [one for one in unit.alternatives if one.origin is Origin.AUTHORITY and not one.records]
    if stretch.field is not Field.ANY or not known:
        return group
    among = stretch._replace(field=Field.SUBJECT)
    text = stretch.text[unit.start : unit.end]
    own = Term(tuple(sequence(text)), text, Field.SUBJECT)
    found = (own, *_stem(among, unit), *_terms(known, Field.SUBJECT))
    weighed = tuple(replace(node, weight=node.weight * ABOUT) if isinstance(node, Term) else node for node in found)
    return SomeOf((group, AnyOf(weighed)))


def whole(typed: Node, groups: Node, *, has_more: bool) -> Node:
    """Return what matches as typed or by its concepts. ``has_more``: the question as typed has words that are no concepts."""
    return AnyOf((typed, groups)) if has_more and typed != groups else groups


def loosened(groups: Node, counted: Collection[Node], *, words: int) -> Node | None:
    """Return what works with some of the concepts match; None where there are too few, or where they are asked for in different fields:
    who says "author" and "title" means both.

    ``counted``: the groups; whatever else stands beside them must match. ``words``: how many the question has, function words too.
    """
    if not isinstance(groups, AllOf):
        return None
    known = {id(node) for node in counted}
    some = [node for node in groups.nodes if id(node) in known]
    fields = {term.field for node in some for term in positive_terms(node)}
    if len(some) < FEWEST_CONCEPTS or words < FEWEST_WORDS or len(fields) > 1:
        return None
    loose = SomeOf(tuple(some), max(1, int(len(some) * LEAST_SHARE)))
    fixed = [node for node in groups.nodes if id(node) not in known]
    return AllOf((loose, *fixed)) if fixed else loose


def _rarity(works_with: int, works: int) -> float:
    """Return how much engines make of a word by how few works have it (the idf of BM25)."""
    return log(1 + (max(works - works_with, 0) + 0.5) / (works_with + 0.5))


def by_rarest(loose: Node, works: Callable[[Sequence[Node]], Sequence[int]]) -> Node:
    """Return the same where a work must match one of the rarer concepts; the common ones only add to its score.

    ``works``: says about how many works match each concept. Works that have nothing but a common word of a long question are half the library, and none of
    them comes first.
    """
    if isinstance(loose, AllOf):
        first, *fixed = loose.nodes
        return AllOf((by_rarest(first, works), *fixed))
    if not isinstance(loose, SomeOf) or loose.least > 1:
        return loose
    found = works(loose.nodes)
    reached, needed = 0, set[int]()
    for at in sorted(range(len(found)), key=lambda at: found[at]):
        if reached >= ENOUGH and len(needed) >= FEWEST_NEEDED:
            break
        needed.add(at)
        reached += found[at]
    nodes = tuple(node for at, node in enumerate(loose.nodes) if at in needed)
    beside = tuple(node for at, node in enumerate(loose.nodes) if at not in needed)
    return SomeOf(nodes, loose.least, beside)


def _group(stretch: Stretch, unit: Unit) -> Node:
    own = _own(stretch, unit)
    found = [*_flat(own), *_stem(stretch, unit), *_terms(unit.alternatives, stretch.field)]
    if unit.parts and (inner := _parts(stretch, unit)):
        found.append(inner)
    unique = list(dict.fromkeys(found))
    return AnyOf(tuple(unique)) if len(unique) > 1 else unique[0]


def _own(stretch: Stretch, unit: Unit) -> Node:
    pieces = [piece for piece in stretch.pieces if piece.start < unit.end and unit.start < piece.end]
    if len(pieces) == 1 and (pieces[0].start < unit.start or unit.end < pieces[0].end) and unit.lang in UNSPACED:
        text = stretch.text[unit.start : unit.end]
        return Term(tuple(sequence(text)), text, stretch.field)
    return AllOf(tuple(piece.node for piece in pieces)) if len(pieces) > 1 else pieces[0].node


def _flat(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, AnyOf) else (node,)


def _stem(stretch: Stretch, unit: Unit) -> Iterator[Node]:
    if stretch.field not in STEMMED or not has_stemmer(unit.lang):
        return
    text = stretch.text[unit.start : unit.end]
    if found := stems(text, unit.lang):
        terms = [Term((one,), text, stretch.field, weight=OWN_STEM, origin="stem", stem=True) for one in found]
        yield AllOf(tuple(terms)) if len(terms) > 1 else terms[0]


def _terms(alternatives: Iterable[Alternative], field: Field) -> Iterator[Term]:
    for one in alternatives:
        if one.stem and field not in STEMMED:
            yield Term(tuple(sequence(one.text)), one.text, field, weight=one.weight, lang=one.lang, origin=one.origin.value)
        else:
            yield Term(one.tokens, one.text, field, weight=one.weight, lang=one.lang, origin=one.origin.value, stem=one.stem)


def _parts(stretch: Stretch, unit: Unit) -> Node | None:
    """Return the words of a phrase by themselves, in the languages in which the phrase is not known."""
    groups = []
    for part in unit.parts:
        found = [*_flat(_own(stretch, part)), *_terms(part.alternatives, stretch.field)]
        groups.append(AnyOf(tuple(found)) if len(found) > 1 else found[0])
    return AllOf(tuple(groups)) if len(groups) > 1 else None
