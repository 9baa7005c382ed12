"""How alike two names sound: the best alignment of their sounds, words in any order, each worth what ``costs`` says.

``worth`` is a logarithm (base e) of how much likelier the two are one name than two by chance; ``probability`` says how sure that makes us. One name
beside many: ``Asked``.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import exp, inf, log

from rapidfuzz.distance import Indel

from .costs import Costs, between
from .keys import coarse
from .parts import Name
from .sounds import SOUNDS

SKIPPED = 0.4
"""What each sound of a word that only one of the names has takes away, up to MOST_SKIPPED a word: a given name, a title."""
MOST_SKIPPED = 2.0

COMPARABLE = 0.3
"""Words of two names of several words that have less in common (Indel similarity of their coarse sounds) are not aligned: they would be skipped."""

ROUNDING = 1e-9
"""What sums of the same numbers in another order may differ by, and probabilities made of them."""

_CODES = bytes(SOUNDS.find(chr(code)) if chr(code) in SOUNDS else 255 for code in range(256))
Matched = tuple[float, list[tuple[str, str]]]
Align = Callable[[str, str, float], float]
"""The worth of the best alignment of two words' sounds; where it is no more than the number given, that or anything less."""


def worth(one: Name, other: Name) -> float:
    """Return how much likelier the names are one than two by chance, as a logarithm; higher is more alike. Symmetric."""
    if not one.words or not other.words:
        return -inf
    if (len(one.words), one) < (len(other.words), other):
        one, other = other, one  # the same both ways: the one with more words is turned
    return best(one, other, Alignments(between(one.script, other.script)))[0]


def best(one: Name, other: Name, align: Align, *, least: float = -inf) -> Matched:
    """Return what the names are worth, and which sounds of ``one`` stand for which of ``other``: word by word, or all of them in one.

    Of names that are worth no more than ``least`` it may say less.
    """
    found = _by_words(one, other, align, least)
    if len(one.words) != len(other.words):
        whole = "".join(other.words)
        for turned in _turns(one.words):
            if (value := align(turned, whole, max(found[0], least))) > found[0]:
                found = value, [(turned, whole)]
    return found


def _turns(words: Sequence[str]) -> list[str]:
    """Return the words in one, in the order written and with each of the others first: Lu Xun, Xun Lu."""
    return ["".join((*words[at:], *words[:at])) for at in range(len(words))]


def _by_words(one: Name, other: Name, align: Align, least: float) -> Matched:
    """Return the worth of the best words against each other, each used once, less what is left over."""
    if len(one.words) == len(other.words) == 1:
        (a,), (b,) = one.words, other.words
        apart = -_skipped(a) - _skipped(b)
        value = align(a, b, max(least, apart))
        return (value, [(a, b)]) if value > apart else (apart, [])
    near = len(one.words) == 1 or len(other.words) == 1
    pairs = sorted(
        (
            (align(a, b, -_skipped(a) - _skipped(b)), i, j)
            for i, a in enumerate(one.words)
            for j, b in enumerate(other.words)
            if near or Indel.normalized_similarity(coarse(a), coarse(b)) >= COMPARABLE
        ),
        reverse=True,
    )
    total, left, right = 0.0, set(range(len(one.words))), set(range(len(other.words)))
    matched = []
    for value, i, j in pairs:
        if i in left and j in right and value > -_skipped(one.words[i]) - _skipped(other.words[j]):
            total += value
            matched.append((one.words[i], other.words[j]))
            left.remove(i)
            right.remove(j)
    total -= sum(_skipped(one.words[i]) for i in left) + sum(_skipped(other.words[j]) for j in right)
    return total, matched


def _skipped(word: str) -> float:
    return min(MOST_SKIPPED, SKIPPED * len(word))


class Alignments:
    """The alignments of words with some few others: of words that begin alike the beginning is aligned once."""

    def __init__(self, costs: Costs, most: Mapping[str, float] | None = None) -> None:
        """``most``: what each sound of a word is worth at most against any of the few."""
        self._costs, self._most = costs, most
        self._rows: dict[str, dict[str, list[float]]] = {}

    def __call__(self, one: str, other: str, least: float = -inf) -> float:
        """Return the worth of the best alignment of two words' sounds, of which ``other`` is one of the few; see Align."""
        hoped = [self._most[sound] for sound in one] if self._most else [0.0] * len(one)
        left = sum(hoped) + ROUNDING if self._most else inf
        if left < least:
            return -inf
        codes = _coded(other)
        if (rows := self._rows.get(other)) is None:
            inserted = self._costs.inserted
            rows = self._rows[other] = {"": list(accumulate([inserted[b] for b in codes], initial=0.0))}
        row = rows[""]
        for place, (a, hope) in enumerate(zip(_coded(one), hoped, strict=True), start=1):
            beginning = one[:place]
            left -= hope
            if (known := rows.get(beginning)) is None:
                known = rows[beginning] = self._next(row, a, codes)
                if max(known) + left < least:
                    return -inf
            row = known
        return row[-1]

    def _next(self, before: list[float], a: int, codes: bytes) -> list[float]:
        """Return what is reached with one sound more: the worth of all so far against each beginning of the other word."""
        inserted, row = self._costs.inserted, self._costs.rows[a]
        dropped = row[-1]
        across = before[0]
        left = across + dropped
        after = [left]
        for b, above in zip(codes, before[1:], strict=True):
            best = across + row[b]
            if (other_way := above + dropped) > best:
                best = other_way
            if (other_way := left + inserted[b]) > best:
                best = other_way
            after.append(best)
            left, across = best, above
        return after


@lru_cache(maxsize=65_536)
def _coded(heard: str) -> bytes:
    return heard.encode("ascii").translate(_CODES)


WORTH, BY_LENGTH, RIVALS, OFFSET = 0.196, 1.39, -0.454, 0.49
"""Of ``probability``: a logistic regression on words of the training names and common words of seven languages, against the likeliest
of 7,500 and of 69,000 English words."""


def probability(value: float, length: float, *, among: int) -> float:
    """Return how sure it is that two names are one, 0..1.

    ``value``: their worth; ``length``: sounds of a name, the mean of the two; ``among``: how many forms the second was the most alike of: among
    many there is always one that sounds alike.
    """
    logit = OFFSET + WORTH * value + BY_LENGTH * value / max(length, 1.0) + RIVALS * log(max(among, 1))
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def likeness(one: Name, other: Name, *, among: int = 1_000) -> float:
    """Return how probable it is that two names are one, 0..1; ``among``: see ``probability``."""
    if not one.words or not other.words:
        return 0.0
    return probability(worth(one, other), (length(one) + length(other)) / 2, among=among)


class Asked:
    """A name that is compared with many names of one script; ``among``: see ``probability``."""

    def __init__(self, name: Name, script: str, *, among: int) -> None:
        self.name, self.among = name, among
        self._length = length(name)
        self._most = _most(name, script)
        self._from = Alignments(between(script, name.script), self._most)
        self._to = Alignments(_turned(script, name.script), self._most)

    def likeness(self, other: Name, least: float = 0.0) -> float:
        """Return the very ``likeness`` of the two names; where it is below ``least``, that or anything less."""
        worth = self._worth(least, other) if least > 0 else -inf
        if (len(self.name.words), self.name) < (len(other.words), other):
            value = best(other, self.name, self._from, least=worth)[0]
        else:
            value = best(self.name, other, lambda one, two, least: self._to(two, one, least), least=worth)[0]
        return self._probability(value, other)

    def at_most(self, other: Name) -> float:
        """Return what the likeness does not exceed, but for rounding: as if each sound stood against the one that it is worth most against."""
        words = [max(sum([self._most[sound] for sound in word]), -_skipped(word)) for word in other.words]
        return self._probability(sum(words), other)

    def _worth(self, likeness: float, other: Name) -> float:
        """Return what the names are worth that are so alike: ``probability`` the other way."""
        rate = WORTH + BY_LENGTH / max((self._length + length(other)) / 2, 1.0)
        return (log(likeness / (1 - likeness)) - OFFSET - RIVALS * log(max(self.among, 1))) / rate - ROUNDING

    def _probability(self, value: float, other: Name) -> float:
        return probability(value, (self._length + length(other)) / 2, among=self.among)


def _most(name: Name, script: str) -> dict[str, float]:
    """Return what each sound of a script is worth at most, against any sound of the name or none. No sound left out is worth more than 0."""
    nothing, *against = _either_way(name.script, script)
    own = [against[sound] for sound in set(_coded("".join(name.words)))]
    return dict(zip(SOUNDS, map(max, nothing, nothing, *own), strict=True))


@cache
def _either_way(one: str, other: str) -> list[tuple[float, ...]]:
    """Return what each sound of script ``other`` is worth: against nothing, then against each sound of the first; the more of both ways."""
    straight, back = between(one, other), _turned(one, other)
    against = zip((straight.inserted, *straight.rows), (back.inserted, *back.rows), strict=True)
    return [tuple(map(max, row[: len(SOUNDS)], same[: len(SOUNDS)])) for row, same in against]


@cache
def _turned(one: str, other: str) -> Costs:
    """Return the costs from script ``one`` to ``other`` as those from ``other`` say: they differ in the sixth decimal."""
    costs = between(other, one)
    *columns, dropped = zip(*costs.rows, strict=True)
    return Costs(tuple((*column, none) for column, none in zip(columns, costs.inserted, strict=True)), dropped)


def length(one: Name) -> int:
    """Return how many sounds a name has; weak vowels do not count."""
    heard = "".join(one.words)
    return len(heard) - heard.count("@")
