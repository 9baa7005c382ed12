"""From the blocks of a question to what is searched: where nothing or little matches all of them, works that match a part."""

from collections.abc import Callable, Sequence

from .blocks import Block
from .terms import positive_terms
from .tree import AllOf, AnyOf, Node, SomeOf

FEWEST_CONCEPTS = 2
FEWEST_WORDS = 3
FEWEST_OF_NOTHING = 2
LEAST_SHARE = 0.1
"""A question of three words or more may also be answered by works with a part of them; one of two where no work has both. ChinaXiv, Chinese to
English by the lexicon alone, R@10 of titles and of three keywords: with .01 .906 and .796, .2 .906 and .802, .34 .883 and .756, .5 .783 and .672
(benchmarks/crosslanguage.py)."""

ENOUGH = 2_000
FEWEST_NEEDED = 3
"""Works among which those of the rarest concepts are enough, and how many concepts these are at least."""

MOST_OTHERS = 3
"""Concepts of which one must stand with a common one. Of a million works the slowest titles in twenty then match 15,000 in place of 73,000; among 100,000
the first twenty are the same for 240 titles and as many keywords but for .3 % (benchmarks/crosslang_speed.py --mixed)."""


WEAK = 0.25
"""Beside the best of its language: translations of a common concept that weigh less are left out where the concept only adds to scores. Ten words to 100,000
works take a twelfth less, and .02 of their first twenty hits are others (benchmarks/crosslang_speed.py)."""


def whole(typed: Node, groups: Node, *, has_more: bool) -> Node:
    """Return what matches as typed or by its concepts. ``has_more``: the question as typed has words that are no concepts, and is asked for as well."""
    return AnyOf((typed, groups)) if has_more and typed != groups else groups


def loosened(groups: Node, counted: Sequence[Block], *, words: int, fewest_words: int = FEWEST_WORDS) -> Node | None:
    """Return what works with some of the concepts match; None where there are too few, or where they are asked for in different fields:
    who says "author" and "title" means both.

    ``counted``: the blocks; whatever else stands beside them must match. ``words``: how many the question has, function words too;
    ``fewest_words``: of a question that may be loosened.
    """
    known = {id(block.strict): block for block in counted}
    beside = groups.nodes if isinstance(groups, AllOf) and id(groups) not in known else (groups,)
    some = [known[id(node)] for node in beside if id(node) in known]
    fields = {term.field for block in some for term in positive_terms(block.loose) if not term.lang}
    if sum(block.words for block in some) < FEWEST_CONCEPTS or words < fewest_words or len(fields) > 1:
        return None
    loose = SomeOf(tuple(block.loose for block in some), max(1, int(len(some) * LEAST_SHARE)))
    fixed = [node for node in beside if id(node) not in known]
    return AllOf((loose, *fixed)) if fixed else loose


def without_weak(node: Node) -> Node:
    """Return a concept without its weak translations; the reader's own words and the best of each language stay."""
    terms = [term for term in positive_terms(node) if term.lang]
    best: dict[str, float] = {}
    for term in terms:
        best[term.lang] = max(best.get(term.lang, 0.0), term.weight)
    return _but(node, frozenset(id(term) for term in terms if term.weight < WEAK * best[term.lang]))


def _but(node: Node, weak: frozenset[int]) -> Node:
    """Return alternatives, however deep, without some of their terms."""
    if not isinstance(node, AnyOf) or not weak:
        return node
    kept = tuple(_but(child, weak) for child in node.nodes if id(child) not in weak)
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def by_rarest(loose: Node, works: Callable[[Sequence[Node]], Sequence[int]], less: Callable[[Node], Node] = without_weak) -> Node:
    """Return the same where a work must match one of the rarer concepts; the common ones only add to its score.

    ``works``: says about how many works match each concept; ``less``: ``without_weak``, or what remembers it. Works that have nothing but a common word of a
    long question are half the library, and none of them comes first: where the rarer concepts find enough, but are few, a common one must stand with another.
    """
    if isinstance(loose, AllOf):
        first, *fixed = loose.nodes
        return AllOf((by_rarest(first, works, less), *fixed))
    if not isinstance(loose, SomeOf) or loose.least > 1:
        return loose
    found = works(loose.nodes)
    reached, needed, instead = 0, set[int](), tuple[Node, ...]()
    order = sorted(range(len(found)), key=lambda at: found[at])
    for place, at in enumerate(order):
        if reached >= ENOUGH and len(needed) >= FEWEST_NEEDED:
            break
        others = [loose.nodes[other] for other in order[place + 1 : place + 1 + MOST_OTHERS]]
        if reached >= ENOUGH and found[at] > ENOUGH and others:
            instead = (AllOf((loose.nodes[at], others[0] if len(others) == 1 else AnyOf(tuple(others)))),)
            break
        needed.add(at)
        reached += found[at]
    nodes = tuple(node for at, node in enumerate(loose.nodes) if at in needed)
    beside = tuple(less(node) if found[at] > ENOUGH else node for at, node in enumerate(loose.nodes) if at not in needed)
    return SomeOf(nodes, loose.least, beside, instead)
