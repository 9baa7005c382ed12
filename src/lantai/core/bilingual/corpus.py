"""The pairs of two languages as numbers: texts and words are held once, however often they come.

Memory is some 100 bytes a text and 8 a word. ``bitext`` sorts everything, so that the order of records changes nothing.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import clean
from .align import Ints, Side
from .casing import Forms
from .clean import Refusal
from .pair import Pair, PairKind
from .words import Word, cut, is_stop, joined

MOST_LINKS = 12_000_000
"""Words beside words that are learned from: some 700 MB while learning. Of what is more, whole keywords and short texts are kept."""


LONGEST_PHRASE = 8
"""Words of a keyword or title that is kept whole."""


class Texts:
    """One language's texts, in the order they came; each is known by the keys of its words.

    ``phrases``: of the short ones, their keys without function words at either end; ``whole_forms``: how those are written.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.forms = Forms(lang)
        self.wholes: dict[str, int] = {}
        self.contents: list[tuple[str, ...]] = []
        self.phrases: dict[int, tuple[str, ...]] = {}
        self.whole_forms = Forms(lang)

    def add(self, text: str, words: Sequence[Word], content: Sequence[Word]) -> int:
        """Return the number of a text, given with its words, all and without function words."""
        whole = " ".join([word.key for word in words])
        number = self.wholes.setdefault(whole, len(self.contents))
        if number == len(self.contents):
            self.contents.append(tuple(dict.fromkeys([word.key for word in content])))
        self.forms.count(words)
        if len(words) <= LONGEST_PHRASE:
            first, last = words.index(content[0]), words.index(content[-1])
            phrase = self.phrases.setdefault(number, tuple(word.key for word in words[first : last + 1]))
            self.whole_forms.add(" ".join(text[words[first].start : words[last].end].split()), joined(phrase, self.lang))
        return number

    def ranks(self) -> Ints:
        """Return the place of each text among all, sorted."""
        ranks = np.empty(len(self.wholes), np.int64)
        ranks[[self.wholes[whole] for whole in sorted(self.wholes)]] = np.arange(len(self.wholes))
        return ranks


@dataclass(frozen=True, slots=True)
class Bitext:
    """Distinct pairs of texts, sorted.

    ``texts``: number of either text in its Texts, shape (n, 2). ``vocabularies``: the words of the two sides, sorted. ``records[said[p] : said[p + 1]]``:
    who says pair p, sorted; below 0 where no record is known.
    """

    one: Side
    other: Side
    vocabularies: tuple[list[str], list[str]]
    texts: Ints
    records: Ints
    said: Ints

    @property
    def sayings(self) -> Ints:
        """Return how many records say each pair."""
        return np.diff(self.said)


class Corpus:
    """Takes in pairs of two languages, and counts what it refuses in ``tally``."""

    def __init__(self, one: str, other: str, tally: Counter[str]) -> None:
        self.one, self.other = Texts(one), Texts(other)
        self._tally = tally
        self._said = array("q")  # by threes: two texts, the record
        self.labels: set[tuple[int, int]] = set()

    def add(self, pair: Pair) -> Refusal | None:
        """Take in a pair, or say why not."""
        if clean.is_tagged_wrong(pair.text, self.one.lang) or clean.is_tagged_wrong(pair.other, self.other.lang):
            return Refusal.LANGUAGE
        one, other = cut(pair.text, self.one.lang), cut(pair.other, self.other.lang)
        contents = _content(one, self.one.lang), _content(other, self.other.lang)
        if why := clean.refusal(*contents):
            return why
        numbers = self.one.add(pair.text, one, contents[0]), self.other.add(pair.other, other, contents[1])
        self._said.extend((*numbers, pair.record or -1 - len(self._said)))
        if pair.kind is PairKind.LABEL:
            self.labels.add(numbers)
        return None

    def bitext(self) -> Bitext:
        """Return what is to be learned from; what was said twice by a record, boilerplate, and what is too much, is counted and left out."""
        said = np.frombuffer(self._said, np.int64).reshape(-1, 3)
        distinct = np.unique(said, axis=0)
        self._tally[Refusal.REPEATED] += len(said) - len(distinct)
        distinct = self._without_boilerplate(distinct)
        order = np.lexsort((distinct[:, 2], self.other.ranks()[distinct[:, 1]], self.one.ranks()[distinct[:, 0]]))
        distinct = self._enough(distinct[order])
        firsts = np.flatnonzero(np.any(np.diff(distinct[:, :2], axis=0, prepend=-1) != 0, axis=1))
        texts = distinct[firsts, :2]
        one, words = _side(self.one, texts[:, 0])
        other, other_words = _side(self.other, texts[:, 1])
        said_by = np.append(firsts, len(distinct))
        return Bitext(one, other, (words, other_words), texts, distinct[:, 2], said_by)

    def _without_boilerplate(self, said: Ints) -> Ints:
        keep = np.ones(len(said), bool)
        pairs, times = np.unique(said[:, :2], axis=0, return_counts=True)
        for column in (0, 1):
            partners = np.bincount(pairs[:, column])
            total = np.bincount(pairs[:, column], times)
            most = np.zeros(len(partners))
            np.maximum.at(most, pairs[:, column], times)
            is_boilerplate = (partners > clean.OFTEN) & (most < clean.MOSTLY * total)
            keep &= ~is_boilerplate[said[:, column]]
        self._tally[Refusal.BOILERPLATE] += int((~keep).sum())
        return said[keep]

    def _enough(self, said: Ints) -> Ints:
        """Leave out the longest texts when there are more links than can be learned from."""
        lengths = [np.array([len(content) for content in side.contents]) for side in (self.one, self.other)]
        size = lengths[0][said[:, 0]] * lengths[1][said[:, 1]]
        order = np.argsort(size, kind="stable")
        kept = np.sort(order[np.cumsum(size[order]) <= MOST_LINKS])
        self._tally[Refusal.PLENTY] += len(said) - len(kept)
        return said[kept]


def _content(words: Sequence[Word], lang: str) -> list[Word]:
    return [word for word in words if not is_stop(word, lang)]


def _side(texts: Texts, numbers: Ints) -> tuple[Side, list[str]]:
    contents = [texts.contents[number] for number in numbers.tolist()]
    vocabulary = sorted({word for content in contents for word in content})
    number_of = {word: number for number, word in enumerate(vocabulary)}
    words = np.array([number for content in contents for number in sorted(map(number_of.__getitem__, content))], np.int64)
    starts = np.append(0, np.cumsum([len(content) for content in contents])).astype(np.int64)
    return Side(words, starts, len(vocabulary)), vocabulary
