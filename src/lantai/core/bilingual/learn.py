"""Translations learned from pairs of texts: of words by alignment, of whole keywords and titles by counting.

Enter at ``learn``. The whole is learned anew each time: that takes seconds, and the same pairs, in any order of their records, give the same rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec
import numpy as np

from . import align
from .align import Bools, Floats, Ints
from .clean import MOST_OF_A_RECORD, Refusal
from .corpus import Bitext, Corpus, Texts
from .entry import Row
from .pair import Pair
from .phrases import Whole, Wholes
from .witnesses import EXAMPLES, Witnesses, witnesses

LEAST = 0.02
MASS = 0.95
MOST = 8
"""Translations that are kept: each with a probability of LEAST, until they make up MASS, at most MOST. Three, five, eight and fifteen were measured to
find the same; readers are shown five."""

RECURRING = 2.0
"""Times that words stand in texts, on average, from which on alignment tells them apart by itself. In 250 records with their keywords it is 2.2, in 541
titles of novels 1.3."""

SURE = 0.4
"""Likelihood, both ways, that a word needs where a single record says so and words recur less. Titles of novels are no translations word by word:
of one alone история was "scholars", and of a title of five words any may be meant."""

SHORT = 2
"""Letters of the Latin alphabet in a word that such a single record does not teach, however likely: in the Yi jing, Book of changes, they are
a name; elsewhere mostly an article."""

Progress = Callable[[str, str, int], None]
"""Told the two languages and how many pairs they have, when their turn comes."""


def learn(pairs: Iterable[Pair], *, tally: Counter[str] | None = None, progress: Progress | None = None) -> Iterator[Row]:
    """Yield what pairs teach, by language pair, both ways, sorted.

    ``tally`` then says how many pairs were "kept", and how many refused for which reason (``clean.Refusal``).
    """
    tally = Counter() if tally is None else tally
    corpora = _gathered(pairs, tally)
    for one, other in sorted(corpora):
        corpus = corpora.pop((one, other))
        bitext = corpus.bitext()
        tally["kept"] += len(bitext.records)
        if progress:
            progress(one, other, len(bitext.records))
        if len(bitext.records):
            yield from _rows(corpus, bitext)


def _gathered(pairs: Iterable[Pair], tally: Counter[str]) -> dict[tuple[str, str], Corpus]:
    corpora: dict[tuple[str, str], Corpus] = {}
    of_record: Counter[int] = Counter()
    for pair in pairs:
        if not pair.lang or not pair.other_lang or pair.lang == pair.other_lang:
            tally[Refusal.LANGUAGE] += 1
            continue
        of_record[pair.record] += 1
        if pair.record and of_record[pair.record] > MOST_OF_A_RECORD:
            tally[Refusal.CROWDED] += 1
            continue
        languages = pair.lang, pair.other_lang
        corpus = corpora.get(languages)
        if corpus is None:
            corpus = corpora[languages] = Corpus(*languages, tally)
        if why := corpus.add(pair):
            tally[why] += 1
    return corpora


class _Way(NamedTuple):
    """One direction: who is translated into what. By cell: ``head`` and ``word``, numbers in ``heads`` and ``words``."""

    source: Texts
    target: Texts
    heads: list[str]
    words: list[str]
    head: Ints
    word: Ints
    expected: list[float]


def _rows(corpus: Corpus, bitext: Bitext) -> Iterator[Row]:
    weights = believed(bitext.sayings)
    links = align.links(bitext.one, bitext.other)
    forward = align.probabilities(links, bitext.one, bitext.other, weights)
    backward = align.inverse(links, bitext.one, bitext.other, weights)
    strength = np.sqrt(forward * backward)
    seen = witnesses(links, bitext, strength)
    words, others = bitext.vocabularies
    if min(len(bitext.one.words) / len(words), len(bitext.other.words) / len(others)) < RECURRING:
        is_word = ~(_short(words)[links.one] | _short(others)[links.other])
        strength *= (seen.evidence > 1) | ((np.minimum(forward, backward) >= SURE) & is_word)
    strength *= seen.evidence / (seen.evidence + 1.0)  # what one record says alone gives way to what two say
    there = _Way(corpus.one, corpus.other, words, others, links.one, links.other, _expected(bitext.one, weights))
    yield from _one_way(there, strength, seen, Wholes(corpus, bitext))
    back = _Way(corpus.other, corpus.one, others, words, links.other, links.one, _expected(bitext.other, weights))
    yield from _one_way(back, strength, seen, Wholes(corpus, bitext, turned=True))


def _short(words: list[str]) -> Bools:
    return np.fromiter((len(word) <= SHORT and word.isascii() for word in words), bool, len(words))


def _expected(side: align.Side, weights: Floats) -> list[float]:
    found: list[float] = np.bincount(side.words, np.repeat(weights, side.lengths)).tolist()
    return found


def _one_way(way: _Way, strength: Floats, seen: Witnesses, wholes: Wholes) -> Iterator[Row]:
    shown, shown_whole = way.target.forms.shown(), way.target.whole_forms.shown()
    rows: dict[str, list[Row]] = defaultdict(list)
    for cell, weight in kept(way.head, way.word, strength):
        key, word = way.heads[way.head[cell]], way.words[way.word[cell]]
        examples = tuple(number for number in seen.examples[cell].tolist() if number)
        expected = way.expected[way.head[cell]]
        rows[key].append(
            Row(way.source.lang, key, way.target.lang, shown[word], weight, int(seen.evidence[cell]), expected, examples)
        )
    needed = wholes.needed()
    for key in sorted(rows.keys() | needed.keys()):
        whole = [_whole_row(way, key, one, shown_whole[one.key]) for one in needed.get(key, ())]
        yield from _beside(whole, rows.get(key, []))


def _whole_row(way: _Way, key: str, whole: Whole, text: str) -> Row:
    weight = _floor(whole.share * whole.belief)
    examples = tuple(number for number in whole.records if number > 0)[:EXAMPLES]
    return Row(way.source.lang, key, way.target.lang, text, weight, len(whole.records), whole.said, examples)


def _beside(wholes: list[Row], words: list[Row]) -> list[Row]:
    """Return the translations of one head, best first: what is left by wholes goes to words."""
    left = 1 - sum(row.weight for row in wholes)
    if wholes:
        words = [msgspec.structs.replace(row, weight=_floor(row.weight * left)) for row in words]
        words = [row for row in words if row.weight >= LEAST][: MOST - len(wholes)]
    return sorted(wholes + words, key=lambda row: (-row.weight, row.text))


def _floor(weight: float) -> float:
    """Return a weight in four digits, cut off: those of a head never make more than 1."""
    return int(weight * 10_000) / 10_000


def believed(sayings: Ints) -> Floats:
    """Return how far a pair is believed that so many records say: two are 2, eight are 4, a thousand are 10.

    Counting every record, counting each pair once and this find the same (R@10 within .001), but a record that was loaded a thousand times, or a
    publisher's formula, can then outweigh nothing.
    """
    return np.frexp(sayings)[1].astype(np.float64)


def kept(head: Ints, word: Ints, strength: Floats) -> Iterator[tuple[int, float]]:
    """Yield the cells worth keeping and their weights, which add up to at most 1 by head; by head, best first."""
    share = strength / np.maximum(np.bincount(head, strength), np.finfo(np.float64).tiny)[head]
    order = np.lexsort((word, -share, head))
    order = order[share[order] >= LEAST]
    if not len(order):
        return
    heads = head[order]
    first = np.flatnonzero(np.diff(heads, prepend=-1))
    counts = np.diff(np.append(first, len(heads)))
    rank = np.arange(len(heads)) - np.repeat(first, counts)
    before = np.cumsum(share[order]) - share[order]
    before -= np.repeat(before[first], counts)
    chosen = order[(rank < MOST) & (before < MASS)]
    yield from zip(chosen.tolist(), (np.floor(share[chosen] * 10_000) / 10_000).tolist(), strict=True)
