"""A stretch of a question read as one of a language, and which runs of its words are concepts: those that a table knows as a whole, else words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lantai.core.bilingual.words import UNSPACED, Word, cut, is_stop, joined

from .expansion import Found, Span

LONGEST_PHRASE = 4
"""Words of a phrase that is looked up whole."""

LONGEST_NAME = 8
"""Words of a name that is written by sound: in Chinese each character is cut off as a word. And of a question that is looked up whole as a title: "Dream of
the red chamber" has five."""

MOST_WORDS = 64
"""Words of a stretch that are translated; the rest is searched as typed. Titles of real works have fewer."""

Run = tuple[int, int]
"""The first word of a run, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch cut into words of one language. ``stops``: which of them are function words."""

    lang: str
    words: tuple[Word, ...]
    stops: tuple[bool, ...]
    _spans: dict[Run, Span] = field(default_factory=dict, compare=False, repr=False)
    _phrases: list[frozenset[Span]] = field(default_factory=list, compare=False, repr=False)
    _title: list[Run] = field(default_factory=list, compare=False, repr=False)

    def span(self, first: int, last: int) -> Span:
        """Return the words from ``first`` to before ``last`` as one."""
        found = self._spans.get((first, last))
        if found is None:
            found = self._spans[first, last] = Span(self.lang, joined([word.key for word in self.words[first:last]], self.lang))
        return found

    def text(self, first: int, last: int) -> str:
        """Return the same as typed, with a space between words where the language has one."""
        return ("" if self.lang in UNSPACED else " ").join([word.text for word in self.words[first:last]])

    def runs(self) -> Iterator[Run]:
        """Yield the runs of several words that may be a phrase: none begins or ends with a function word, but in a long name."""
        for first in range(len(self.words)):
            if not self.stops[first]:
                yield from ((first, last) for last in self.ends(first))

    def ends(self, first: int) -> list[int]:
        """Return where phrases from ``first`` on may end, the longest first."""
        longest = LONGEST_NAME if self.lang in UNSPACED else LONGEST_PHRASE
        ends = range(min(first + longest, len(self.words)), first + 1, -1)
        found = [last for last in ends if not self.stops[last - 1] or last - first > LONGEST_PHRASE]
        start, end = self.title()
        return [end, *found] if start == first and end and end not in found else found

    def title(self) -> Run:
        """Return the run from the first word that is no function word to the last where it is longer than a phrase and may be a title; else an empty one."""
        if not self._title:
            first = next((at for at, stop in enumerate(self.stops) if not stop), 0)
            last = next((at for at in range(len(self.stops), first, -1) if not self.stops[at - 1]), first)
            self._title.append((first, last) if LONGEST_PHRASE < last - first <= LONGEST_NAME else (0, 0))
        return self._title[0]

    def phrases(self) -> frozenset[Span]:
        """Return every run of two to four words that neither begins nor ends with a function word, and the title; asked for twice a question."""
        if not self._phrases:
            stops, count = self.stops, len(self.words)
            first, last = self.title()
            found = {self.span(first, last)} if last else set()
            self._phrases.append(
                frozenset(
                    found.union(
                        self.span(first, last)
                        for first in range(count)
                        if not stops[first]
                        for last in range(first + 2, min(first + LONGEST_PHRASE, count) + 1)
                        if not stops[last - 1]
                    )
                )
            )
        return self._phrases[0]


class Known(dict[Span, list[Found]]):
    """What tables have said of spans so far. It only grows, in spans and in what is said of each."""

    def __init__(self, said: Iterable[tuple[Span, list[Found]]] = ()) -> None:
        super().__init__(said)
        self._chosen: dict[int, tuple[Reading, int, list[Run]]] = {}

    def chosen(self, reading: Reading) -> list[Run]:
        """Return the runs of words that are concepts: the longest known one from each place on; function words alone are none."""
        remembered = self._chosen.get(id(reading))
        if remembered and remembered[0] is reading and remembered[1] == len(self):
            return remembered[2]
        found = list(self._choose(reading))
        self._chosen[id(reading)] = (reading, len(self), found)
        return found

    def _choose(self, reading: Reading) -> Iterator[Run]:
        at, count = 0, len(reading.words)
        while at < count:
            if reading.stops[at]:
                if not at and not reading.stops[-1] and reading.span(0, count) in self:  # a name that begins like a word
                    yield 0, count
                    return
                at += 1
                continue
            last = next((last for last in reading.ends(at) if reading.span(at, last) in self), at + 1)
            yield at, last
            at = last


@lru_cache(maxsize=256)
def read(text: str, lang: str) -> Reading:
    """Return a text as one of a language; remembered, for a question is read to tell its language and again to translate it."""
    return of_words(lang, tuple(cut(text, lang)[:MOST_WORDS]))


def of_words(lang: str, words: tuple[Word, ...]) -> Reading:
    """Return words as a reading of a language."""
    return Reading(lang, words, tuple(is_stop(word, lang) for word in words))


def word_spans(reading: Reading) -> set[Span]:
    """Return the words of a reading one by one, without function words and numbers."""
    return {
        reading.span(at, at + 1)
        for at, word in enumerate(reading.words)
        if not reading.stops[at] and is_word(word.key)
    }  # fmt: skip


def share_known(reading: Reading, known: Known) -> float:
    """Return how many of the words a table knows, 0..1."""
    spans = word_spans(reading)
    return sum(span in known for span in spans) / len(spans) if spans else 0.0


def is_one(reading: Reading, known: Known) -> bool:
    """Say whether a table knows the whole reading as one word or phrase."""
    first, last = reading.title()
    return reading.span(0, len(reading.words)) in known or (last > 0 and reading.span(first, last) in known)


def unknown_words(reading: Reading, known: Known) -> Iterator[Word]:
    """Yield the words outside known phrases that no table knows; no function words, no numbers."""
    covered = {at for first, last in known.chosen(reading) if last - first > 1 for at in range(first, last)}
    for at, word in enumerate(reading.words):
        if at not in covered and not reading.stops[at] and is_word(word.key) and reading.span(at, at + 1) not in known:
            yield word


def is_word(key: str) -> bool:
    """Say whether a key has any letters."""
    return key.isalpha() or any(map(str.isalpha, key))
