"""The organizations that a string names: the longest known names in it, each weighed by where it stands and what is said beside it.

No match is a right answer. A child and its parent, both named, are both returned; of bodies with one name the one whose place is said.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from math import log

import msgspec

from .compiled import LONGEST, MARKS, SHORT, Body, Table
from .forest import Forest, forest
from .measures import MOST_RARE, Candidate, Known, measured
from .text import Text, taken_apart
from .words import BODIES, HAN, key

__all__ = ("Finder", "Match", "taken_apart")

_HAN_LONGEST = 24
_MOST_ALIKE = 3
_SCHOOL_NAME = 4
_SCHOOLS = frozenset({"school", "college", "medical", "medicine"})


class Match(msgspec.Struct, frozen=True):
    """An organization, and how surely it is named, 0..1."""

    ror: str
    score: float


class Named(msgspec.Struct, frozen=True, gc=False):
    """A known name in a string: words ``start`` to ``end``, and the bodies that bear it with the kind of name. ``crossing``: over a comma;
    ``turned``: in another order; ``school``: the university of a school that is named alone."""

    start: int
    end: int
    key: str
    bodies: tuple[tuple[int, int], ...]
    crossing: bool = False
    turned: bool = False
    school: bool = False


class Finder:
    """Finds the organizations of a table in strings. ``hidden``: positions of bodies that are taken for absent."""

    def __init__(self, table: Table, by: Forest | None = None) -> None:
        self._table, self._by = table, by
        self._names = table.names
        counted = Counter(word for name in table.names if name[0] not in MARKS for word in set(name.split(" ")))
        scale = MOST_RARE / log(max(2, sum(1 for name in table.names if name[0] not in MARKS)))
        self._rarity = {word: MOST_RARE - scale * log(count) for word, count in counted.items()}
        cities = {" ".join(city) for body in table.bodies for city in body.cities}
        self._known = Known(table.bodies, self._rarity, cities, any(body.standing for body in table.bodies))

    @cached_property
    def _weighed(self) -> Forest:
        return self._by or forest("organizations")

    def matches(self, text: str) -> list[Match]:
        """Return the organizations, the surest first: the surest from ``same`` on, more of them only from ``beside`` on."""
        by = self._weighed
        found: dict[int, float] = {}
        for at, values in self.measured(text):
            score = by.score(values)
            if score >= by.same and score > found.get(at, 0.0):
                found[at] = score
        ranked = sorted(found.items(), key=lambda each: -each[1])
        return [
            Match(self._table.bodies[at].id, round(score, 3))
            for n, (at, score) in enumerate(ranked)
            if not n or score >= by.beside
        ]

    def measured(self, text: str, hidden: frozenset[int] = frozenset()) -> list[tuple[int, tuple[float, ...]]]:
        """Return the candidates with their numbers, in the order of ``measures.NAMES``."""
        apart = taken_apart(text)
        named = _longest(list(self._named(apart, hidden)))
        chosen = [Candidate(name, at, kind, count) for name in named for at, kind, count in self._chosen(name, apart)]
        if not chosen:
            return []
        return measured(chosen, apart, self._known)

    def _seen(self, form: str, hidden: frozenset[int]) -> tuple[tuple[int, int], ...]:
        found = self._names.get(form)
        if not found:
            return ()
        return tuple(each for each in found if each[0] not in hidden) if hidden else tuple(found)

    def _named(self, text: Text, hidden: frozenset[int]) -> Iterator[Named]:
        """Yield every known name in a string."""
        words, segment, rarity, names = text.words, text.segment, self._rarity, self._names
        for start, first in enumerate(words):
            if HAN.match(first):
                yield from self._in_han(start, first, hidden)
            if first in text.capitals and (found := self._seen("=" + first, hidden)):
                yield Named(start, start + 1, "=" + first, found)
            if first not in rarity:
                continue
            at, form, body = segment[start], "", False
            follows = start > 0 and segment[start - 1] == at
            for end in range(start + 1, min(len(words), start + LONGEST) + 1):
                word = words[end - 1]
                if word not in rarity:
                    break
                inside = segment[end - 1] == at
                if not inside and follows:
                    break
                form = f"{form} {word}" if form else word
                body = body or word in BODIES
                if form in names and (found := self._seen(form, hidden)):
                    yield Named(start, end, form, found, not inside)
                elif inside and body and end - start > 1 and (found := self._seen("~" + key(words[start:end]), hidden)):
                    yield Named(start, end, form, found, False, True)
                elif (
                    inside
                    and word in _SCHOOLS
                    and end - start <= _SCHOOL_NAME
                    and (found := self._of_school(words[start : end - 1], hidden))
                ):
                    yield Named(start, end - 1, form, found, school=True)

    def _of_school(self, words: tuple[str, ...], hidden: frozenset[int]) -> tuple[tuple[int, int], ...]:
        """Return the university whose school is named: Yale School of Public Health."""
        if not words or any(word in BODIES or word in _SCHOOLS for word in words):
            return ()
        return tuple(
            (at, SHORT)
            for at, _ in (
                self._seen(" ".join((*words, "university")), hidden) or self._seen("~" + key((*words, "university")), hidden)
            )
        )

    def _in_han(self, start: int, run: str, hidden: frozenset[int]) -> Iterator[Named]:
        """Yield the longest known names inside a run of Han, which has no spaces: 中国科学院物理研究所 names two."""
        at = 0
        while at < len(run):
            for end in range(min(len(run), at + _HAN_LONGEST), at + 2, -1):
                if (at, end) != (0, len(run)) and (found := self._seen(run[at:end], hidden)):
                    yield Named(start, start + 1, run[at:end], found)
                    at = end - 1
                    break
            at += 1

    def _chosen(self, name: Named, text: Text) -> list[tuple[int, int, int]]:
        """Return which bodies of a name are meant, and how many have an equal claim: those whose place is said, then those whose own name it
        is, then the one of higher standing; too many are nobody."""
        bodies = self._table.bodies
        if len(name.bodies) == 1:
            return [(*name.bodies[0], 1)]
        spoken = frozenset(text.words[: name.start] + text.words[name.end :])
        ranked = sorted(
            ((_place(bodies[at], text, spoken), max(kind, 0), bodies[at].standing, at, kind) for at, kind in name.bodies),
            reverse=True,
        )
        best = [each for each in ranked if each[:2] == ranked[0][:2]]
        return [(at, kind, len(best)) for *_, at, kind in best[:_MOST_ALIKE] if bodies[at].standing * 2 >= best[0][2]]


def _longest(named: list[Named]) -> list[Named]:
    """Return the names that lie in no longer one, and overlap none that is longer."""
    if len(named) < 2:
        return named
    kept: list[Named] = []
    whole = [name for name in named if not name.crossing]
    sound = [name for name in named if not name.crossing or all(_holds(name, other) for other in whole)]
    for name in sorted(sound, key=lambda each: (each.start - each.end, each.turned, each.school, -len(each.key))):
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


def _place(body: Body, text: Text, spoken: frozenset[str]) -> int:
    there = any(each in text.countries for each in body.countries)
    if text.countries and not there:
        return 0
    city = any(spoken.issuperset(each) for each in body.cities)
    return 1 + there + 2 * city + any(spoken.issuperset(each) for each in body.regions)
