"""The reader's own words, and beside each what the tables know of it: translations add works, and change nothing among those found by the own words.

Own words are the same with tables and without, one group a word. What a table knows as a whole may be several of them ("red chamber") or a part of one:
those that overlap make a block, in which the own words add up as without translations, or the best translation counts.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from . import crossing
from .stretches import Stretch
from .tree import AllOf, AnyOf, Node, SomeOf
from .units import Unit


class Block(msgspec.Struct, frozen=True, gc=False):
    """What must match where all of a question must (``strict``), and where a part is enough (``loose``). ``words``: own words in it."""

    strict: Node
    loose: Node
    words: int = 1


class Blocks:
    """Makes the blocks of stretches; one that remembers what it made of single words, and weighs their translations, is made of it."""

    def of(self, stretch: Stretch, own: Sequence[Unit], units: Sequence[Unit]) -> list[Block]:
        """Return the blocks of a stretch in order. ``own``: its words without translations; ``units``: what the tables know in it."""
        told = [unit for unit in units if unit.alternatives or unit.parts]
        mute = [unit for unit in units if not (unit.alternatives or unit.parts)]
        return [self._block(stretch, words, known, mute) for words, known in together(own, told)]

    def of_word(self, stretch: Stretch, word: Unit, unit: Unit | None) -> Block:
        """Return the block of one word and what it is called elsewhere, where that is known: most blocks, and one group, of which an engine makes one
        query."""
        own = crossing.own(stretch, word)
        group = own if unit is None else _any_of((own, crossing.translated(stretch, self.weighed(unit))))
        return Block(_apart(group), group)

    def weighed(self, unit: Unit) -> Unit:
        """Return a concept with its translations as they count beside the reader's own words."""
        return unit

    def _block(self, stretch: Stretch, own: Sequence[Unit], units: Sequence[Unit], mute: Sequence[Unit]) -> Block:
        start, end = own[0].start, own[-1].end
        is_whole = not any(start < unit.end and unit.start < end for unit in mute)
        if not units:
            return self.of_word(stretch, own[0], None)
        if is_whole and len(own) == len(units) == 1:
            return self.of_word(stretch, own[0], units[0])
        words = [crossing.own(stretch, word) for word in own]
        found = [crossing.translated(stretch, self.weighed(unit)) for unit in units]
        return _several(words, found, is_whole=is_whole)


def _several(words: Sequence[Node], found: Sequence[Node], *, is_whole: bool) -> Block:
    """Return the block of several words, or of what is known of several. ``is_whole``: all of its words are translated."""
    strict = _any_of((_all_of(words), *([_all_of(found)] if is_whole else [])))
    return Block(_apart(strict), _any_of((_some_of(words), _some_of(found))), len(words))


def together(own: Iterable[Unit], units: Iterable[Unit]) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Yield the own words with the units that overlap them."""
    words, known, end = list[Unit](), list[Unit](), 0
    marked = [*((unit, True) for unit in own), *((unit, False) for unit in units)]
    for unit, is_own in sorted(marked, key=lambda one: one[0].start):
        if unit.start >= end:
            if words:
                yield words, known
            words, known = [], []
        (words if is_own else known).append(unit)
        end = max(end, unit.end)
    if words:
        yield words, known


def _apart(node: Node) -> Node:
    """Return the node so that nobody takes its parts for concepts of the question."""
    return AnyOf((node,)) if isinstance(node, AllOf) else node


def _any_of(nodes: Iterable[Node]) -> Node:
    """Return the best of them, flat, each once."""
    unique = tuple(dict.fromkeys(one for node in nodes for one in (node.nodes if isinstance(node, AnyOf) else (node,))))
    return AnyOf(unique) if len(unique) > 1 else unique[0]


def _all_of(nodes: Sequence[Node]) -> Node:
    return AllOf(tuple(nodes)) if len(nodes) > 1 else nodes[0]


def _some_of(nodes: Sequence[Node]) -> Node:
    return SomeOf(tuple(nodes)) if len(nodes) > 1 else nodes[0]
