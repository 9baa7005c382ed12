"""What other words a question was also searched by, and why; each can be dropped by the reader.

``core.query.units`` makes the concepts of an Expansion from the words of a question and the tables; the page shows it as a strip.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import msgspec

from lantai.core.bilingual.entry import Origin


class Span(NamedTuple):
    """A word or phrase of the question, read as one of a language. ``key``: as in the tables (core.bilingual.words)."""

    lang: str
    key: str


class Found(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What one table says of a span: see core.bilingual.entry.Row; ``layer``: name of the table. ``names``: of a concept that was found by a stem, what it
    is called in the language of the span."""

    text: str
    lang: str
    weight: float
    origin: Origin
    layer: str
    evidence: int = 1
    expected: float = 0.0
    records: tuple[int, ...] = ()
    via: str = ""
    names: tuple[str, ...] = ()


class Expander(Protocol):
    """Something that knows translations. A plug-in of the kind "expander"; asked once a question, with all its spans."""

    origin: Origin

    def languages(self) -> Collection[tuple[str, str]]:
        """Return the pairs of languages it can go between, source first."""

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return what is known of each span in each target language, best first; unknown spans are left out."""


@runtime_checkable
class KnowsForms(Protocol):
    """An expander that also tells known forms of a name from what only sounds like it."""

    def forms(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return the forms that records or authorities give for the same name; ``key`` of a span is its text as typed."""


@runtime_checkable
class KnowsWords(Protocol):
    """An expander that also tells words of the library that sound like what is asked from names that do."""

    def words(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return the forms that are known to be the same name; where there are none, words that sound like it, and no names."""


class Alternative(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """One translation that takes part in the search, or was dropped by the reader.

    ``weight``: 0..1 beside the best of its concept and language. ``tokens``: index tokens (side by side); ``stem``: they are stems.
    ``layers``: every table that says so. ``code``: what ``?x=`` carries to drop it: "lang:text folded". ``likely``: of a name, how likely it is the one
    that was asked for, 0..1.
    """

    text: str
    lang: str
    weight: float
    tokens: tuple[str, ...]
    origin: Origin
    stem: bool = False
    layers: tuple[str, ...] = ()
    evidence: int = 0
    records: tuple[int, ...] = ()
    via: str = ""
    code: str = ""
    likely: float = 1.0


class Concept(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A word or phrase of the question that is searched as one. ``text``: as typed; ``lang``: what it was taken for, "" unknown."""

    text: str
    lang: str
    alternatives: tuple[Alternative, ...] = ()
    dropped: tuple[Alternative, ...] = ()

    @property
    def is_translated(self) -> bool:
        """Say whether any other word stands beside the reader's own."""
        return bool(self.alternatives)


class Expansion(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that was added to a question. ``languages``: what its words were taken for, likeliest first. ``off``: the reader wants only their own words."""

    concepts: tuple[Concept, ...] = ()
    languages: tuple[str, ...] = ()
    off: bool = False

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Return the words for which no other was found, as typed."""
        return tuple(concept.text for concept in self.concepts if not concept.alternatives and not concept.dropped)
