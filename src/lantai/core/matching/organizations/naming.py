"""The organizations that a string names: the longest known names in it, each weighed by where it stands and what place is said beside it.

No match is a right answer. A child and its parent, both named, are both returned; of bodies with one name the one whose place is said.
"""

import re
from collections.abc import Iterator
from math import nan

import msgspec

from lantai.core.matching.scorecard import Scorecard, card

from .compiled import LONGEST, Body, Table
from .registry import ACRONYM
from .words import BODIES, HAN, OUTER, countries, key, tokens

NAMES = (
    "words", "letters", "acronym", "alias", "country", "city", "region", "fills", "before", "alike", "education", "company", "health",
    "segment", "from_end", "others", "education_beside", "parent_beside", "child_beside", "says_body", "one_of", "placed", "after",
    "body_around", "unknown_university", "unknown_body", "crossing", "turned",
)  # fmt: skip
_SEGMENTS = re.compile(r"[,;，；、|\n/]| [-–—] |(?<=[a-z])\. ")
_HAN_LONGEST = 24
MOST_WORDS = 120
"""Words of a string that are looked at; what is longer is no affiliation."""


class Match(msgspec.Struct, frozen=True):
    """An organization, and how surely it is named, 0..1."""

    ror: str
    score: float


class Named(msgspec.Struct, frozen=True, gc=False):
    """A known name in a string: words ``start`` to ``end``, and the bodies that bear it with the kind of name. ``crossing``: over a comma;
    ``turned``: in another order."""

    start: int
    end: int
    key: str
    bodies: tuple[tuple[int, int], ...]
    crossing: bool = False
    turned: bool = False


class Text(msgspec.Struct, frozen=True, gc=False):
    """A string taken apart: words, the segment of each, how many words each segment has, all keys of places, countries said."""

    words: tuple[str, ...]
    segment: tuple[int, ...]
    sizes: tuple[int, ...]
    said: frozenset[str]
    countries: frozenset[str]


class Finder:
    """Finds the organizations of a table in strings."""

    def __init__(self, table: Table, by: Scorecard | None = None) -> None:
        self._table, self._by = table, by
        self._words = {word for name in table.names for word in name.split(" ")}

    def matches(self, text: str) -> list[Match]:
        """Return the organizations, the surest first."""
        by = self._by or card("organizations")
        scored = [(by.score(values), at) for at, values in self.measured(text)]
        found: dict[str, float] = {}
        for score, at in sorted(scored, reverse=True):
            if score >= by.same:
                found.setdefault(self._table.bodies[at].id, round(score, 3))
        return [Match(ror, score) for ror, score in found.items()]

    def measured(self, text: str) -> list[tuple[int, tuple[float, ...]]]:
        """Return the candidates with their numbers, in the order of ``NAMES``."""
        apart = taken_apart(text)
        named = _longest(list(self._named(apart)))
        chosen = [(name, at, kind) for name in named for at, kind in self._chosen(name, apart)]
        covered = {n for name, _, _ in chosen for n in range(name.start, name.end)}
        unknown = {word for n, word in enumerate(apart.words) if n not in covered}
        return [(at, self._numbers(name, at, kind, apart, chosen, unknown)) for name, at, kind in chosen]

    def _named(self, text: Text) -> Iterator[Named]:
        """Yield every known name in a string."""
        names, words = self._table.names, text.words
        for start, first in enumerate(words):
            if HAN.match(first):
                yield from self._in_han(start, first)
            if first not in self._words:
                continue
            for end in range(start + 1, min(len(words), start + LONGEST) + 1):
                if words[end - 1] not in self._words:
                    break
                inside = text.segment[start] == text.segment[end - 1]
                if not inside and start and text.segment[start - 1] == text.segment[start]:
                    break
                form = " ".join(words[start:end])
                found = names.get(form) or (names.get(key(words[start:end])) if inside else None)
                if found:
                    yield Named(start, end, form, tuple(found), not inside, form not in names)

    def _in_han(self, start: int, run: str) -> Iterator[Named]:
        """Yield the longest known names inside a run of Han, which has no spaces: 中国科学院物理研究所 names two."""
        at = 0
        while at < len(run):
            for end in range(min(len(run), at + _HAN_LONGEST), at + 2, -1):
                found = self._table.names.get(run[at:end])
                if found and (at, end) != (0, len(run)):
                    yield Named(start, start + 1, run[at:end], tuple(found))
                    at = end - 1
                    break
            at += 1

    def _chosen(self, name: Named, text: Text) -> list[tuple[int, int]]:
        """Return which bodies of a name are meant: those whose place is said, else all of the country that is said; too many are nobody."""
        bodies = self._table.bodies
        ranked = sorted(((_place(bodies[at], text), kind, at) for at, kind in name.bodies), reverse=True)
        best = [(at, kind) for place, kind, at in ranked if (place, kind) >= (ranked[0][0], ranked[0][1])]
        return best[:3]

    def _numbers(
        self, name: Named, at: int, kind: int, text: Text, chosen: list[tuple[Named, int, int]], unknown: set[str]
    ) -> tuple[float, ...]:
        body, segment = self._table.bodies[at], text.segment[name.start]
        others = {other for _, other, _ in chosen} - {at}
        inside = [n for n in range(len(text.words)) if text.segment[n] == segment]
        length = name.end - name.start
        country = nan if not text.countries else float(any(each in text.countries for each in body.countries))
        return (
            float(length), float(len(name.key)), float(kind == ACRONYM), float(kind == 1), country,
            float(any(city in text.said for city in body.cities)), float(any(region in text.said for region in body.regions)),
            min(1.0, length / max(1, text.sizes[segment])), float(name.start - inside[0]), float(len(name.bodies)),
            float(body.education), float(body.company), float(body.health), float(segment), float(len(text.sizes) - 1 - segment),
            float(len(others)), float(any(self._table.bodies[other].education for other in others)),
            float(any(other in body.parents for other in others)), float(any(at in self._table.bodies[other].parents for other in others)),
            float(any(word in BODIES for word in name.key.split(" "))), float(sum(n is name for n, _, _ in chosen)),
            float(any(set(city.split()) <= set(name.key.split()) for city in body.cities)),
            float(inside[-1] + 1 - name.end) if name.end <= inside[-1] + 1 else 0.0,
            float(any(text.words[n] in OUTER for n in inside if not name.start <= n < name.end)),
            float("university" in unknown), float(bool(OUTER & unknown - {"university"})), float(name.crossing), float(name.turned),
        )  # fmt: skip


def taken_apart(text: str) -> Text:
    """Take a string apart."""
    words: list[str] = []
    segment: list[int] = []
    sizes: list[int] = []
    for part in _SEGMENTS.split(text):
        found = tokens(part)
        if found and len(words) < MOST_WORDS:
            segment += [len(sizes)] * len(found)
            sizes.append(len(found))
            words += found
    known = countries()
    said = {key(tuple(words[at : at + size])) for size in (1, 2, 3) for at in range(len(words) - size + 1)}
    return Text(
        tuple(words), tuple(segment), tuple(sizes), frozenset(said), frozenset(known[form] for form in said if form in known)
    )


def _longest(named: list[Named]) -> list[Named]:
    """Return the names that lie in no longer one, and overlap none that is longer."""
    kept: list[Named] = []
    whole = [name for name in named if not name.crossing]
    sound = [name for name in named if not name.crossing or all(_holds(name, other) for other in whole)]
    for name in sorted(sound, key=lambda each: (each.start - each.end, each.turned, -len(each.key))):
        if all(name.end <= other.start or name.start >= other.end or _beside(name, other) for other in kept):
            kept.append(name)
    return kept


def _holds(name: Named, other: Named) -> bool:
    """Tell whether a name has all of another, or nothing of it."""
    apart = name.end <= other.start or name.start >= other.end
    return apart or (name.start <= other.start and name.end >= other.end)


def _beside(name: Named, other: Named) -> bool:
    """Tell whether two names stand in one run of Han, none within the other."""
    return (name.start, name.end) == (other.start, other.end) and name.key not in other.key and bool(HAN.match(name.key))


def _place(body: Body, text: Text) -> int:
    cities, regions, lands = body.cities, body.regions, body.countries
    there = any(each in text.countries for each in lands)
    if text.countries and not there:
        return 0
    return 1 + there + 2 * any(city in text.said for city in cities) + any(region in text.said for region in regions)
