"""From the words of a question to its concepts, each with the translations that the tables know of it.

Concepts are the longest runs of words that a table knows as a whole, then single words, then the pieces of words that no table knows. What one
concept is called in other languages comes out mixed and pruned; ``crossing`` makes the tree of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import UNSPACED, Word, cut, is_stop, joined
from lantai.core.names.foreign import is_foreign

from .expansion import Alternative, Concept, Found, Span
from .mixing import CONSIDERED, MOST, mixed, pruned, without_guesses

LONGEST_PHRASE = 4
"""Words of a phrase that is looked up whole."""

LONGEST_NAME = 8
"""Words of a name that is written by sound: in Chinese each character is cut off as a word."""

MOST_NAMES = 8
"""Names that are looked for by their sound in one stretch."""

LONGEST_PIECE = 4
"""Characters of a piece of a Chinese word that no table knows. Words of so many are names written by sound as often as not, and are not taken apart
into single characters: 卢克·坎克利 is no 克 "gram" and no 利 "profit". Three keywords by the lexicon alone, R@1 and R@10: no pieces .493 and
.754, of two characters and more .524 and .783, so .539 and .811."""

MOST_WORDS = 64
"""Words of a stretch that are translated; the rest is searched as typed. Titles of real works have fewer."""

MOST_OF_A_QUESTION = 150
"""Translations that take part in a question, over all its words and languages: each is looked up in several columns. Long questions into many
languages keep the best of each language."""

MOST_OF_A_CONCEPT = 30

CAPITALIZED = frozenset(("de", "lb"))
"""Languages that write every noun with a capital."""

Known = Mapping[Span, Sequence[Found]]


class Reading(NamedTuple):
    """A stretch cut into words of one language. ``stops``: which of them are function words."""

    lang: str
    words: tuple[Word, ...]
    stops: tuple[bool, ...]

    def span(self, first: int, last: int) -> Span:
        """Return the words from ``first`` to before ``last`` as one."""
        return Span(self.lang, joined([word.key for word in self.words[first:last]], self.lang))


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A concept and where it stands in its stretch. ``parts``: its words or pieces by themselves, for the languages in which the whole is not known."""

    text: str
    lang: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...] = ()
    dropped: tuple[Alternative, ...] = ()
    parts: tuple["Unit", ...] = ()


@lru_cache(maxsize=256)
def read(text: str, lang: str) -> Reading:
    """Return a text as one of a language; remembered, for a question is read to tell its language and again to translate it."""
    words = tuple(cut(text, lang)[:MOST_WORDS])
    return Reading(lang, words, tuple(is_stop(word, lang) for word in words))


def word_spans(reading: Reading) -> set[Span]:
    """Return the words of a reading one by one, without function words and numbers."""
    return {
        Span(reading.lang, word.key)
        for word, stop in zip(reading.words, reading.stops, strict=True)
        if not stop and _is_word(word.key)
    }


def phrase_spans(reading: Reading) -> set[Span]:
    """Return every run of two to four words that neither begins nor ends with a function word."""
    return {reading.span(first, last) for first, last in _runs(reading) if last - first <= LONGEST_PHRASE}


def share_known(reading: Reading, known: Known) -> float:
    """Return how many of the words a table knows, 0..1."""
    spans = word_spans(reading)
    return sum(span in known for span in spans) / len(spans) if spans else 0.0


def is_one(reading: Reading, known: Known) -> bool:
    """Say whether a table knows the whole reading as one word or phrase."""
    return reading.span(0, len(reading.words)) in known


def pieces(reading: Reading, known: Known) -> set[Span]:
    """Return what words that no table knows may be made of, for languages whose writing has no spaces."""
    if reading.lang not in UNSPACED:
        return set()
    return {Span(reading.lang, part) for word in unknown_words(reading, known) for _, part in _parts_of(word.key)}


def with_pieces(reading: Reading, known: Known) -> Reading:
    """Return the reading with unknown words cut into the longest pieces that a table knows, from left to right."""
    if reading.lang not in UNSPACED:
        return reading
    words = tuple(part for word in reading.words for part in _cut_up(word, reading.lang, known))
    return Reading(reading.lang, words, tuple(is_stop(word, reading.lang) for word in words))


def names(reading: Reading, known: Known) -> dict[Span, str]:
    """Return what may be names, with how it was typed: words that no table knows, and runs of them.

    In languages without spaces a name written by sound falls apart into single characters, each of which a table knows.
    """
    found: dict[Span, str] = {}
    for first, last in _strange(reading, known):
        ends = [last] if reading.lang in UNSPACED else range(first + 1, last + 1)
        starts = [first] if reading.lang in UNSPACED else range(first, last)
        for one in starts:
            for end in ends:
                if one < end <= one + (LONGEST_NAME if reading.lang in UNSPACED else LONGEST_PHRASE - 1):
                    between = " " if reading.lang not in UNSPACED else ""
                    found[reading.span(one, end)] = between.join(word.text for word in reading.words[one:end])
    whole = len(reading.words)
    if reading.lang not in UNSPACED and found and any(reading.stops) and 1 < whole <= LONGEST_PHRASE:  # Machado de Assis, لو شون
        found = {reading.span(0, whole): " ".join(word.text for word in reading.words), **found}
    return dict(list(found.items())[:MOST_NAMES])


def proper_names(readings: Iterable[Sequence[Reading]], known: Known) -> dict[Span, str]:
    """Return the known phrases, and words, that may be somebody's name as far as their translations tell, with how they were typed."""
    return {
        reading.span(first, last): ("" if reading.lang in UNSPACED else " ").join(word.text for word in reading.words[first:last])
        for of_one in readings
        for reading in of_one
        for first, last in _chosen(reading, known)
        if (rows := known.get(reading.span(first, last))) and (last - first > 1 or any(map(_is_proper, rows)))
    }


def _is_proper(found: Found) -> bool:
    """Say whether a translation is written as a name is: with a capital where nouns have none, or with the characters of names from abroad."""
    if found.origin is Origin.NAME:
        return False
    if found.lang in UNSPACED:
        return len(found.text) > 1 and is_foreign(found.text)
    return found.lang not in CAPITALIZED and found.text[:1].isupper()


def every_name(reading: Reading) -> dict[Span, str]:
    """Return every word and phrase as a name, with how it was typed: for what is looked for among names."""
    between = "" if reading.lang in UNSPACED else " "
    runs = [(0, len(reading.words)), *_runs(reading), *((at, at + 1) for at in range(len(reading.words)))]
    found = {reading.span(one, end): between.join(word.text for word in reading.words[one:end]) for one, end in runs if one < end}
    return dict(list(found.items())[:MOST_NAMES])


class Translations:
    """What is known of spans in the target languages: mixed once, and looked up many times.

    ``lacks``: which translations the index has nothing of. ``dropped``: codes of what the reader does not want, as index tokens.
    """

    def __init__(self, known: Known, *, targets: Sequence[str], dropped: Collection[tuple[str, tuple[str, ...]]] = ()) -> None:
        self._known = known
        self._targets = targets
        self._dropped = dropped
        self._mixed: dict[Span, dict[str, list[Alternative]]] = {}
        self._lacked: frozenset[Alternative] = frozenset()

    def __contains__(self, span: object) -> bool:
        return span in self._known

    def considered(self, spans: Iterable[Span]) -> list[Alternative]:
        """Return all translations of these spans that may come to be searched."""
        return [one for span in spans for found in self._of(span).values() for one in found[:CONSIDERED]]

    def leave_out(self, lacked: Iterable[Alternative]) -> None:
        """Leave out what the index has nothing of."""
        self._lacked = frozenset(lacked)

    def of(self, span: Span, *, most: int, but: Collection[str] = ()) -> tuple[list[Alternative], list[Alternative]]:
        """Return the translations of a span that take part, the best of every language first, and those the reader dropped."""
        kept, out = list[tuple[int, int, Alternative]](), list[Alternative]()
        for rank, (lang, found) in enumerate(self._of(span).items()):
            if lang in but:
                continue
            here = [one for one in found[:CONSIDERED] if one not in self._lacked]
            out += [one for one in pruned(here) if (one.lang, one.tokens) in self._dropped]
            wanted = [one for one in here if (one.lang, one.tokens) not in self._dropped]
            kept += [(place, rank, one) for place, one in enumerate(pruned(wanted))]
        kept.sort(key=lambda entry: entry[:2])
        return [one for *_, one in kept[:most]], out

    def _of(self, span: Span) -> dict[str, list[Alternative]]:
        if span not in self._mixed:
            by_language: dict[str, list[Found]] = {}
            for found in without_guesses(self._known.get(span, ())):
                by_language.setdefault(found.lang, []).append(found)
            self._mixed[span] = {lang: mixed(by_language[lang]) for lang in self._targets if lang in by_language}
        return self._mixed[span]


def used_spans(reading: Reading, known: Known) -> Iterator[Span]:
    """Yield the spans of a reading that become concepts, or words within one."""
    for first, last in _chosen(reading, known):
        yield reading.span(first, last)
        if last - first > 1:
            yield from (reading.span(at, at + 1) for at in range(first, last) if not reading.stops[at])


def units(readings: Sequence[Reading], translations: Translations, known: Known, *, concepts: int) -> list[Unit]:
    """Return the concepts of a stretch in order, by its first reading; other readings add their translations of the same words.

    ``concepts``: how many the whole question has, among which the room is shared out.
    """
    reading, *others = readings
    most = max(MOST // 2, min(MOST_OF_A_CONCEPT, MOST_OF_A_QUESTION // max(concepts, 1)))
    return [_unit(reading, others, first, last, translations, most) for first, last in _chosen(reading, known)]


def own_words(reading: Reading) -> list[Unit]:
    """Return the reader's own words one by one, without function words: the concepts of a question that no table knows anything of."""
    return [
        Unit(text=word.text, lang=reading.lang, start=word.start, end=word.end)
        for word, stop in zip(reading.words, reading.stops, strict=True)
        if not stop
    ]


def names_only(found: Iterable[Unit]) -> list[Unit]:
    """Return the units with other forms of names alone: an author called Book is no livre."""

    def kept(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
        return tuple(one for one in alternatives if one.origin in (Origin.NAME, Origin.AUTHORITY))

    return [
        msgspec.structs.replace(unit, alternatives=kept(unit.alternatives), dropped=kept(unit.dropped), parts=())
        for unit in found
    ]


def concepts(found: Iterable[Unit]) -> Iterator[Concept]:
    """Yield the units as the page shows them; the words of a phrase by themselves only where they have translations of their own."""
    for unit in found:
        if unit.alternatives or unit.dropped or not any(part.alternatives or part.dropped for part in unit.parts):
            yield Concept(text=unit.text, lang=unit.lang, alternatives=unit.alternatives, dropped=unit.dropped)
        yield from concepts(part for part in unit.parts if part.alternatives or part.dropped)


def _unit(reading: Reading, others: Sequence[Reading], first: int, last: int, translations: Translations, most: int) -> Unit:
    words = reading.words[first:last]
    start, end = words[0].start, words[-1].end
    kept, out = translations.of(reading.span(first, last), most=most)
    for other in others:
        more, more_out = _same_place(other, start, end, translations, most - len(kept), {one.lang for one in kept})
        kept, out = kept + more, out + more_out
    parts: tuple[Unit, ...] = ()
    if last - first > 1:
        whole = {one.lang for one in (*kept, *out)}
        inner = (_part(reading, at, translations, most // 2, whole) for at in range(first, last) if not reading.stops[at])
        parts = tuple(inner)
        parts = parts if any(part.alternatives for part in parts) else ()
    text = "".join(word.text for word in words) if reading.lang in UNSPACED else " ".join(word.text for word in words)
    return Unit(text=text, lang=reading.lang, start=start, end=end, alternatives=tuple(kept), dropped=tuple(out), parts=parts)


def _part(reading: Reading, at: int, translations: Translations, most: int, but: Collection[str]) -> Unit:
    word = reading.words[at]
    kept, out = translations.of(reading.span(at, at + 1), most=most, but=but)
    return Unit(text=word.text, lang=reading.lang, start=word.start, end=word.end, alternatives=tuple(kept), dropped=tuple(out))


def _same_place(
    reading: Reading, start: int, end: int, translations: Translations, most: int, but: Collection[str]
) -> tuple[list[Alternative], list[Alternative]]:
    inside = [at for at, word in enumerate(reading.words) if start <= word.start and word.end <= end]
    if not inside or most < 1:
        return [], []
    return translations.of(reading.span(inside[0], inside[-1] + 1), most=most, but=but)


def _chosen(reading: Reading, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that are concepts: the longest known one from each place on; function words alone are none."""
    at = 0
    while at < len(reading.words):
        if reading.stops[at]:
            if (
                not at and not reading.stops[-1] and reading.span(0, len(reading.words)) in known
            ):  # a name that begins like a word
                yield 0, len(reading.words)
                return
            at += 1
            continue
        last = next((last for last in _ends(reading, at) if reading.span(at, last) in known), at + 1)
        yield at, last
        at = last


def _runs(reading: Reading) -> Iterator[tuple[int, int]]:
    for first in range(len(reading.words)):
        if not reading.stops[first]:
            yield from ((first, last) for last in _ends(reading, first))


def _ends(reading: Reading, first: int) -> list[int]:
    """Return where phrases from ``first`` on may end, the longest first."""
    longest = LONGEST_NAME if reading.lang in UNSPACED else LONGEST_PHRASE
    ends = range(min(first + longest, len(reading.words)), first + 1, -1)
    return [last for last in ends if not reading.stops[last - 1] or last - first > LONGEST_PHRASE]


def _strange(reading: Reading, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that may be names."""
    unspaced = reading.lang in UNSPACED
    whole = {at for first, last in _chosen(reading, known) if last - first > 1 for at in range(first, last)}
    first = None
    for at in range(len(reading.words) + 1):
        if at < len(reading.words) and at not in whole and _is_strange(reading, at, known):
            first = at if first is None else first
            continue
        if first is not None and (not unspaced or at - first > 1 or len(reading.words[first].key) > 1):
            yield first, at
        first = None


def _is_strange(reading: Reading, at: int, known: Known) -> bool:
    word = reading.words[at]
    if not _is_word(word.key):
        return False
    unseen = Span(reading.lang, word.key) not in known
    if reading.lang in UNSPACED:
        return unseen or len(word.key) == 1
    return unseen and not reading.stops[at]


def unknown_words(reading: Reading, known: Known) -> Iterator[Word]:
    """Yield the words outside known phrases that no table knows; no function words, no numbers."""
    covered = {at for first, last in _chosen(reading, known) if last - first > 1 for at in range(first, last)}
    for at, (word, stop) in enumerate(zip(reading.words, reading.stops, strict=True)):
        if at not in covered and not stop and _is_word(word.key) and Span(reading.lang, word.key) not in known:
            yield word


def _cut_up(word: Word, lang: str, known: Known) -> Iterator[Word]:
    if len(word.key) < 2 or len(word.key) != word.end - word.start or Span(lang, word.key) in known:
        yield word
        return
    by_start: dict[int, list[str]] = {}
    for start, part in _parts_of(word.key):
        if Span(lang, part) in known:
            by_start.setdefault(start, []).append(part)
    if not by_start:
        yield word
        return
    at = left = 0
    while at < len(word.key):
        part = max(by_start.get(at, ()), key=len, default="")
        if part:
            if left < at:
                yield _within(word, left, at)
            yield _within(word, at, at + len(part))
            left = at + len(part)
        at += len(part) or 1
    if left < len(word.key):
        yield _within(word, left, len(word.key))


def _within(word: Word, first: int, last: int) -> Word:
    return Word(word.text[first:last], word.key[first:last], word.start + first, word.start + last)


def _parts_of(key: str) -> Iterator[tuple[int, str]]:
    least = 1 if len(key) < LONGEST_PIECE else 2
    for start in range(len(key)):
        yield from (
            (start, key[start : start + size])
            for size in range(least, LONGEST_PIECE + 1)
            if start + size <= len(key) and size < len(key)
        )


def _is_word(key: str) -> bool:
    return any(map(str.isalpha, key))


Lacking = Callable[[Sequence[Alternative]], Collection[Alternative]]
"""Given translations, returns those that the index has nothing of."""
