"""How alike two names sound: the best alignment of their sounds, words in any order, each worth what ``costs`` says.

``worth`` is a logarithm (base e) of how much likelier the two are one name than two by chance; ``probability`` says how sure that makes us.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log

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

_CODES = bytes(SOUNDS.find(chr(code)) if chr(code) in SOUNDS else 255 for code in range(256))
Matched = tuple[float, list[tuple[str, str]]]


def worth(one: Name, other: Name) -> float:
    """Return how much likelier the names are one than two by chance, as a logarithm; higher is more alike. Symmetric."""
    if not one.words or not other.words:
        return float("-inf")
    if (len(one.words), one) < (len(other.words), other):
        one, other = other, one  # the same both ways: the one with more words is turned
    return best(one, other, between(one.script, other.script))[0]


def best(one: Name, other: Name, costs: Costs) -> Matched:
    """Return what the names are worth, and which sounds of ``one`` stand for which of ``other``: word by word, or all of them in one."""
    found = _by_words(one, other, costs)
    if len(one.words) != len(other.words):
        whole = "".join(other.words)
        for turned in _turns(one.words):
            if (value := align(turned, whole, costs)) > found[0]:
                found = value, [(turned, whole)]
    return found


def _turns(words: Sequence[str]) -> list[str]:
    """Return the words in one, in the order written and with each of the others first: Lu Xun, Xun Lu."""
    return ["".join((*words[at:], *words[:at])) for at in range(len(words))]


def _by_words(one: Name, other: Name, costs: Costs) -> Matched:
    """Return the worth of the best words against each other, each used once, less what is left over."""
    near = len(one.words) == 1 or len(other.words) == 1
    pairs = sorted(
        (
            (align(a, b, costs), i, j)
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


def align(one: str, other: str, costs: Costs) -> float:
    """Return the worth of the best alignment of two words' sounds."""
    rows, inserted = costs
    codes = _coded(other)
    before = [0.0]
    for b in codes:
        before.append(before[-1] + inserted[b])
    for a in _coded(one):
        row = rows[a]
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
        before = after
    return before[-1]


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


def length(one: Name) -> int:
    """Return how many sounds a name has; weak vowels do not count."""
    return sum(len(word) - word.count("@") for word in one.words)
