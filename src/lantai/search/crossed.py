"""A question with groups of translations in place of its words, and what of it a work must match."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from lantai.core.query import loosening, units
from lantai.core.query.blocks import Block
from lantai.core.query.expansion import Concept
from lantai.core.query.stretches import Stretch
from lantai.core.query.tree import AllOf, AnyOf, Node
from lantai.core.query.units import Unit


class Crossed(msgspec.Struct, frozen=True):
    """A question with groups of translations in place of its words. ``counted``: its blocks; ``stands``: where each is of words, and which they are;
    ``quotes``: what was taken as it stands.

    ``typed``: the question as typed, where it may be found though not all of its groups are.
    """

    strict: Node
    groups: Node
    counted: tuple[Block, ...]
    stands: tuple[tuple[Stretch, list[Unit], list[Unit]], ...]
    units: tuple[Unit, ...]
    words: int
    quotes: frozenset[str]
    typed: Node | None

    @property
    def is_translated(self) -> bool:
        """Say whether every concept has words in other languages that the library has."""
        return bool(self.units) and all(unit.alternatives for unit in self.units)

    def heard_as(self, sounding: Node | None) -> "Crossed":
        """Return the same where works that sound like the question match all of it."""
        if sounding is None:
            return self
        return replace(
            self, strict=AnyOf((self.strict, sounding)), typed=AnyOf((self.typed, sounding)) if self.typed else sounding
        )

    def loosened(self) -> Node | None:
        """Return what works with a part of the concepts match, where no work has all of them; of fewer than FEWEST_WORDS only then."""
        return loosening.loosened(self.groups, self.counted, words=self.words, fewest_words=loosening.FEWEST_OF_NOTHING)

    def only(self, frequencies: Sequence[int]) -> tuple[Stretch, list[Unit], list[Unit]] | None:
        """Return the one concept of the question of which the library has anything; None where it is not one, or not alone. ``frequencies``: of the
        blocks."""
        found = [at for at, works in enumerate(frequencies) if works]
        whole = isinstance(self.groups, AllOf) and len(self.groups.nodes) == len(self.counted) == len(self.stands)
        return self.stands[found[0]] if whole and len(found) == 1 and len(self.stands[found[0]][2]) == 1 else None

    def concepts(self) -> Iterator[Concept]:
        """Yield the concepts as the page shows them; numbers need no translation."""
        return (concept for concept in units.concepts(self.units) if any(map(str.isalpha, concept.text)))
