"""Values of a facet that mean the same: whoever asks for one finds the works of all, and they are counted as one.

Sources have words of their own for one thing, and which words mean the same may be said at any moment. So documents keep their words, and it is between
page and engine that they meet: a filter is asked for all words of what it means, and where works may have several of them, the engine counts each such
work once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import islice
from operator import is_

from msgspec.structs import replace

from lantai.core.query.tree import AllOf, AnyOf, Having, Node, Not

from .protocol import Request, Result

Same = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Facet -> value -> all values that mean the same, itself among them; the first of them stands for all."""

Ask = Callable[[Request], Result]

NOTHING_SAME: Same = {}

MOST = 1_000
"""Values of a facet that are added up: as many as engines count. Of so few they leave none out."""


def answered(ask: Ask, request: Request, same: Same) -> Result:
    """Return the answer to a request in which each value stands for all that mean the same; the counts are exact, as an engine's are.

    A value of which works have a single word costs nothing more; for one with several, and only among the most frequent, the engine is asked again.
    """
    if not any(same.values()):
        return ask(request)
    asked = _widened(request, same)
    counted = [name for name in request.facets if same.get(name)]
    if not counted:
        return ask(asked)
    found = ask(replace(asked, facet_sizes={**asked.facet_sizes, **dict.fromkeys(counted, MOST)}))
    facets, untold = dict(found.facets), {name: most for name, most in found.untold.items() if name not in counted}
    for name in counted:
        counts, alike = found.facets[name], same[name]
        most = _most_untold(counts, found.untold.get(name, 0))
        facets[name] = shown = tuple(islice(_together(ask, asked, name, counts, alike, most), max(request.size_of(name), 0)))
        told = {value for value, _ in counts}
        most *= max((len(words) for words in alike.values() if told.isdisjoint(words)), default=1)
        if shown and most > shown[-1][1]:
            untold[name] = most
    return replace(found, facets=facets, untold=untold)


def _most_untold(counts: Sequence[tuple[str, int]], most: int) -> int:
    """Return how many works a word may have, at most, that is not told; 0 where all are. ``most``: the same, where an engine says so."""
    return max(most, counts[-1][1]) if len(counts) >= MOST else 0


def _widened(request: Request, same: Same) -> Request:
    """Return the request with all words of each value that it filters by."""
    filters, exclude = _all_words(request.filters, same), _all_words(request.exclude, same)
    tree = _in_tree(request.tree, same)
    return replace(request, filters=filters, exclude=exclude, tree=tree)


def _all_words(chosen: Mapping[str, tuple[str, ...]], same: Same) -> dict[str, tuple[str, ...]]:
    return {name: _alike(values, same[name]) if name in same else values for name, values in chosen.items()}


def _alike(values: Sequence[str], same: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for value in values for word in same.get(value, (value,))))


def _in_tree(node: Node, same: Same) -> Node:
    """Return the same for what belongs to the question; a node without any is the same object, by which engines know it again."""
    match node:
        case Having(facet=facet, values=values) if facet in same:
            return Having(facet, _alike(values, same[facet]))
        case AllOf(nodes=nodes) | AnyOf(nodes=nodes):
            others = tuple(_in_tree(child, same) for child in nodes)
            return node if all(map(is_, others, nodes)) else type(node)(others)
        case Not(node=inner):
            other = _in_tree(inner, same)
            return node if other is inner else Not(other)
        case _:
            return node


def _together(
    ask: Ask, asked: Request, name: str, counts: Sequence[tuple[str, int]], same: Mapping[str, tuple[str, ...]], untold: int
) -> Iterator[tuple[str, int]]:
    """Yield the values, each the first of those that mean the same, and how many works have one of them: most frequent first, equal counts by value.

    Of several words the sum is the most that it can be, and the engine is asked only when it is a value's turn by that.
    ``untold``: works that a word has at the most which is not among the counts.
    """
    most, words = Counter[str](), Counter[str]()
    for value, count in counts:
        first = same.get(value, (value,))[0]
        most[first] += count
        words[first] += 1
    waiting = []
    for value, count in most.items():
        others = untold * (len(same.get(value, (value,))) - words[value])
        waiting.append((-count - others, value, words[value] == 1 and not others))
    heapify(waiting)
    while waiting:
        count, value, is_sure = heappop(waiting)
        if is_sure:
            yield value, -count
            continue
        alone = replace(asked, filters={**asked.filters, name: same[value]}, offset=0, limit=0, facets=())
        heappush(waiting, (-ask(alone).total, value, True))
