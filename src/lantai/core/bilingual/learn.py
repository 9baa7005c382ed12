"""Translations learned from pairs of texts: of words by alignment, of whole keywords and titles by counting.

Enter at ``learn``. The whole is learned anew each time: that takes seconds, and the same pairs, in any order of their records, give the same rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from . import align
from .align import Floats, Ints
from .clean import MOST_OF_A_RECORD, Refusal
from .corpus import Bitext, Corpus
from .entry import Row
from .pair import Pair
from .witnesses import witnesses

LEAST = 0.02
MASS = 0.95
MOST = 8
"""Translations that are kept: each with a probability of LEAST, until they make up MASS, at most MOST. Three, five, eight and fifteen were measured to
find the same; readers are shown five."""

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


def _rows(corpus: Corpus, bitext: Bitext) -> Iterator[Row]:
    weights = believed(bitext.sayings)
    links = align.links(bitext.one, bitext.other)
    forward = align.probabilities(links, bitext.one, bitext.other, weights)
    strength = np.sqrt(forward * align.inverse(links, bitext.one, bitext.other, weights))
    seen = witnesses(links, bitext, strength)
    sides = (corpus.one, bitext.one, links.one), (corpus.other, bitext.other, links.other)
    for (source, side, head), (target, _, word), (heads, words) in zip(
        sides, sides[::-1], (bitext.vocabularies, bitext.vocabularies[::-1]), strict=True
    ):
        expected = np.bincount(side.words, np.repeat(weights, side.lengths)).round(2).tolist()
        shown = target.forms.shown()
        for cell, weight in kept(head, word, strength):
            yield Row(
                source=source.lang,
                key=heads[head[cell]],
                target=target.lang,
                text=shown[words[word[cell]]],
                weight=weight,
                evidence=int(seen.evidence[cell]),
                expected=expected[head[cell]],
                records=tuple(number for number in seen.examples[cell].tolist() if number),
            )


def believed(sayings: Ints) -> Floats:
    """Return how far a pair is believed that so many records say: two are 2, eight are 4, a thousand are 10.

    Counting every record, counting each pair once and this find the same (R@10 within .001), but a record that was loaded a thousand times, or a
    publisher's formula, can then outweigh nothing.
    """
    return np.frexp(sayings)[1].astype(np.float64)


def kept(head: Ints, word: Ints, strength: Floats) -> Iterator[tuple[int, float]]:
    """Yield the cells worth keeping and their weights, which add up to at most 1 by head; by head, best first."""
    share = strength / np.bincount(head, strength)[head]
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
