"""The strip under the search box: the words that a question was also searched by, each of which can be dropped, and those left untranslated.

Made from what ``core.query.units`` says, without asking anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from itertools import zip_longest

from lantai.core.bilingual.entry import Layer
from lantai.core.query.expansion import Alternative, Concept, Expansion

from ..params import AND, CODE

SHOWN = 10
"""Chips that stand open, of all words of a question together; each word has at least two."""

SHOWN_OF_ONE = 7
FEWEST = 2
MOST_FOLDED = 12
"""Chips that fold away on the page of results, of all words together; a longer list is a page of its own, for this one has a limit of weight."""

MOST_UNTRANSLATED = 12
LONGEST = 80  # characters of a word that was typed and is named


@dataclass(frozen=True, slots=True)
class Chip:
    """A translation: one word, in all languages that spell it so. ``code``: what ``?x=`` carries to drop them all."""

    one: Alternative
    languages: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Group:
    """A word or phrase of the question. ``shown``: chips in the open, ``more``: those folded away, ``dropped``: what the reader took out."""

    text: str
    lang: str
    shown: Sequence[Chip]
    more: Sequence[Chip]
    dropped: Sequence[Chip]

    @property
    def all(self) -> Sequence[Chip]:
        """Return every translation that takes part."""
        return [*self.shown, *self.more]


@dataclass(frozen=True, slots=True)
class Strip:
    """What the page says of the words. ``own``: the reader wants only their own. ``layers``: the tables they come from, by name."""

    groups: Sequence[Group] = ()
    untranslated: Sequence[str] = ()
    own: bool = False
    layers: Mapping[str, Layer] = made_by(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether there is anything to show."""
        return bool(self.groups or self.untranslated or self.own)

    @property
    def folds(self) -> bool:
        """Say whether what is not shown folds away here; else it stands on the page about the words."""
        return sum(len(group.more) for group in self.groups) <= MOST_FOLDED

    @property
    def is_translated(self) -> bool:
        """Say whether any other word takes part, so that there is something to do without."""
        return any(group.shown for group in self.groups)


def strip(expansion: Expansion, layers: Mapping[str, Layer] | None = None, *, lang: str = "") -> Strip:
    """Return the strip of a question. ``lang``: of the page; a translation into it stands first, then one of each language in turn.

    A word that was typed several times stands there once.
    """
    translated = (concept for concept in expansion.concepts if concept.alternatives or concept.dropped)
    concepts = list({(concept.text.casefold(), concept.lang): concept for concept in translated}.values())
    room = max(FEWEST, min(SHOWN_OF_ONE, SHOWN // max(len(concepts), 1)))
    return Strip(
        groups=[_group(concept, room, lang.partition("-")[0]) for concept in concepts],
        untranslated=[word[:LONGEST] for word in dict.fromkeys(expansion.untranslated)][:MOST_UNTRANSLATED],
        own=expansion.off,
        layers=layers or {},
    )


def _group(concept: Concept, room: int, lang: str) -> Group:
    ordered = _chips(_in_turn(concept.alternatives, lang))
    if len(ordered) == room + 1:  # "1 more" takes more room than the one
        room += 1
    return Group(concept.text[:LONGEST], concept.lang, ordered[:room], ordered[room:], _chips(concept.dropped))


def _chips(alternatives: Iterable[Alternative]) -> list[Chip]:
    """Return one chip a spelling, in the order of the first of each: guerra is Spanish, Italian and Portuguese."""
    same: dict[tuple[str, str], list[Alternative]] = {}
    for one in alternatives:
        _, _, folded = one.code.partition(CODE)
        same.setdefault((one.text.casefold(), folded), []).append(one)
    return [
        Chip(found[0], tuple(one.lang for one in found), AND.join(one.lang for one in found) + CODE + folded)
        for (_, folded), found in same.items()
    ]


def _in_turn(alternatives: Iterable[Alternative], lang: str) -> Iterator[Alternative]:
    """Yield the best of each language, then the second of each, in the order in which languages first come; that of the page is the first."""
    by_language: dict[str, list[Alternative]] = {}
    for one in sorted(alternatives, key=lambda a: -a.weight):
        by_language.setdefault(one.lang, []).append(one)
    languages = sorted(by_language.items(), key=lambda pair: pair[0].partition("-")[0] != lang)
    for turn in zip_longest(*(found for _, found in languages)):
        yield from (one for one in turn if one is not None)
