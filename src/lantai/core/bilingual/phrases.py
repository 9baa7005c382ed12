"""Keywords and titles as wholes: what 红楼梦 is called, where its translation is no translation of its words.

A phrase of several words is left to its words, unless an authority has it: searched as a whole it found less (three keywords of ChinaXiv, R@10
.957 by words, .934 by phrases that stand for their words). For a single word the whole stands beside the words that it was aligned with (.959).
"""

from collections import defaultdict
from typing import NamedTuple

from .corpus import Bitext, Corpus
from .words import joined

LONGEST_SOURCE = 4
"""Words of a phrase that is looked up as a whole when a question is read."""

AS_LIKELY = 2
"""So many records until the whole weighs as much as the words: n / (n + 2)."""

LABELLED = 8
"""Records that an authority counts for."""

LEAST = 0.2
MOST = 3


class Whole(NamedTuple):
    """A phrase's translation. ``share``: of the records that have the phrase, ``said`` of them; ``belief``: 0..1, beside its words."""

    key: str
    share: float
    belief: float
    said: int
    records: tuple[int, ...]


Phrase = tuple[str, ...]


class Wholes:
    """Whole texts that stand beside each other, one way. ``turned``: from the other side."""

    def __init__(self, corpus: Corpus, bitext: Bitext, *, turned: bool = False) -> None:
        sides = (corpus.other, corpus.one) if turned else (corpus.one, corpus.other)
        self._lang, self._target_lang = (side.lang for side in sides)
        self._records: dict[Phrase, dict[Phrase, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._labels: set[tuple[Phrase, Phrase]] = set()
        for place, numbers in enumerate(bitext.texts.tolist()):
            source, target = (
                side.phrases.get(number) for side, number in zip(sides, numbers[:: -1 if turned else 1], strict=True)
            )
            if source and target and len(source) <= LONGEST_SOURCE:
                self._records[source][target].update(bitext.records[bitext.said[place] : bitext.said[place + 1]].tolist())
                if tuple(numbers) in corpus.labels:
                    self._labels.add((source, target))

    def needed(self) -> dict[str, list[Whole]]:
        """Return key -> its translations as a whole, best first, where words are not enough."""
        found: dict[str, list[Whole]] = defaultdict(list)
        for source, targets in self._records.items():
            said = sum(len(records) for records in targets.values())
            for target, records in targets.items():
                whole = self._whole(target, records, said, (source, target) in self._labels)
                is_needed = len(target) > 1 if len(source) == 1 else (source, target) in self._labels
                if is_needed and whole.share >= LEAST:
                    found[joined(source, self._lang)].append(whole)
        return {key: sorted(wholes, key=lambda whole: (-whole.share, whole.key))[:MOST] for key, wholes in found.items()}

    def _whole(self, target: Phrase, records: set[int], said: int, is_label: bool) -> Whole:
        counted = len(records) + LABELLED * is_label
        return Whole(
            joined(target, self._target_lang),
            len(records) / said,
            counted / (counted + AS_LIKELY),
            said,
            tuple(sorted(records)),
        )
