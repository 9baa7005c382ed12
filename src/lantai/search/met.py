"""What was made of the words of earlier questions: a word that is met again is not mixed, pruned, weighed and put into a group anew.

Nothing here is taken on trust. Each entry is kept with what it was made from, what tables say of a word and in how many works its translations stand, and
is made anew where a question finds anything else. Engines know the groups by these very objects, and remember the queries that they made of them.
"""

from collections.abc import Callable, Hashable

import msgspec

from lantai.core.query import crossing, loosening
from lantai.core.query.blocks import Block, Blocks
from lantai.core.query.expansion import Alternative, Span
from lantai.core.query.recent import Recent
from lantai.core.query.stretches import Stretch
from lantai.core.query.terms import positive_terms
from lantai.core.query.told import Told
from lantai.core.query.tree import Node
from lantai.core.query.units import Unit

MOST_WORDS = 4_096
"""Words and phrases whose translations are remembered."""

MOST_GROUPS = 2_048
"""Words in their field of which the group is remembered, and as many common ones without their weak translations."""

LIKE = 0.01
"""Share of the works by which a library may have grown or shrunk until words are weighed by how many it has now."""


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of a group. ``words``, ``lone_stems``: of terms of one token; ``phrases``: of others, and whether they are stems; ``written``,
    ``stems``: all of them."""

    words: tuple[str, ...]
    lone_stems: tuple[str, ...]
    phrases: tuple[tuple[tuple[str, ...], bool], ...]
    written: tuple[str, ...]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, node: Node) -> "Tokens":
        """Return those of a group."""
        found: dict[bool, list[str]] = {False: [], True: []}
        every: dict[bool, list[str]] = {False: [], True: []}
        phrases = list[tuple[tuple[str, ...], bool]]()
        for term in positive_terms(node):
            every[term.stem] += term.tokens
            if len(term.tokens) == 1:
                found[term.stem] += term.tokens
            else:
                phrases.append((term.tokens, term.stem))
        return cls(tuple(found[False]), tuple(found[True]), tuple(phrases), tuple(every[False]), tuple(every[True]))


class Met:
    """Words met in questions to one index, by one set of tables, into the same languages. ``works``: about how many the index has."""

    def __init__(self, works: int = 0, targets: tuple[str, ...] = ()) -> None:
        self.works, self._targets = works, targets
        self.told: Recent[Span, Told] = Recent(MOST_WORDS)
        self._groups: Recent[Hashable, tuple[tuple[Alternative, ...], Block]] = Recent(MOST_GROUPS)
        self._tokens: Recent[int, tuple[Node, Tokens]] = Recent(MOST_GROUPS)
        self._weakened: Recent[int, tuple[Node, Node]] = Recent(MOST_GROUPS)

    def among(self, works: int, targets: tuple[str, ...]) -> "Met":
        """Return what is remembered for so many works and these languages: the same as long as both are about what they were."""
        return self if targets == self._targets and abs(works - self.works) <= LIKE * self.works else Met(works, targets)

    def group(self, key: Hashable, alternatives: tuple[Alternative, ...], make: Callable[[], Block]) -> Block:
        """Return the block of a word with these very translations. ``key``: all else that it is made of."""
        asked = key, tuple(map(id, alternatives))
        known = self._groups.get(asked)
        if known is None:
            known = self._groups.keep(asked, (alternatives, make()))  # kept beside it: an id is its own as long as it lives
        return known[1]

    def tokens(self, node: Node) -> Tokens:
        """Return the tokens of a group."""
        known = self._tokens.get(id(node))
        if known is None or known[0] is not node:
            known = self._tokens.keep(id(node), (node, Tokens.of(node)))
        return known[1]

    def without_weak(self, node: Node) -> Node:
        """Return a common concept without its weak translations."""
        known = self._weakened.get(id(node))
        if known is None or known[0] is not node:
            known = self._weakened.keep(id(node), (node, loosening.without_weak(node)))
        return known[1]


class MetBlocks(Blocks):
    """Blocks of single words as they were made before. ``works_with``: says in how many works a token stands."""

    def __init__(self, met: Met, works_with: crossing.WorksWith) -> None:
        self._met, self._works_with = met, works_with

    def of_word(self, stretch: Stretch, word: Unit, unit: Unit | None) -> Block:
        """Return the block of one word; the same one as long as its translations, and in how many works it stands itself, are the same."""
        if unit is not None and unit.parts:
            return super().of_word(stretch, word, unit)
        counts = tuple([self._works_with(token, False) for token in crossing.written(unit.text)]) if unit else ()
        key = crossing.typed(stretch, word), stretch.text[word.start : word.end], word.lang, stretch.field, counts
        return self._met.group(
            key, unit.alternatives if unit else (), lambda: super(MetBlocks, self).of_word(stretch, word, unit)
        )

    def weighed(self, unit: Unit) -> Unit:
        """Return a concept with translations that are no rarer than the concept is."""
        return crossing.leveled(unit, self._works_with, self._met.works)
