"""From the words of a question to its concepts, each with the translations that the tables know of it.

Concepts are the longest runs of words that a table knows as a whole, then single words, then the pieces of words that no table knows. What one
concept is called in other languages comes out mixed and pruned; ``crossing`` makes the tree of it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from lantai.core.bilingual.entry import Origin

from .expansion import Alternative, Concept, Span
from .mixing import MOST, is_guess
from .reading import Known, Reading
from .translations import TakingPart, Translations

MOST_OF_A_QUESTION = 150
"""Translations that take part in a question, over all its words and languages: each is looked up in several columns. Long questions into many
languages keep the best of each language."""

MOST_OF_A_CONCEPT = 30


class Unit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A concept and where it stands in its stretch. ``parts``: its words or pieces by themselves, for the languages in which the whole is not known."""

    text: str
    lang: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...] = ()
    dropped: tuple[Alternative, ...] = ()
    parts: tuple["Unit", ...] = ()


def used_spans(reading: Reading, known: Known) -> Iterator[Span]:
    """Yield the spans of a reading that become concepts, or words within one."""
    for first, last in known.chosen(reading):
        yield reading.span(first, last)
        if last - first > 1:
            yield from (reading.span(at, at + 1) for at in range(first, last) if not reading.stops[at])


def units(readings: Sequence[Reading], translations: Translations, known: Known, *, concepts: int) -> list[Unit]:
    """Return the concepts of a stretch in order, by its first reading; other readings add their translations of the same words.

    ``concepts``: how many the whole question has, among which the room is shared out.
    """
    reading, *others = readings
    most = max(MOST // 2, min(MOST_OF_A_CONCEPT, MOST_OF_A_QUESTION // max(concepts, 1)))
    return [_unit(reading, others, first, last, translations, most) for first, last in known.chosen(reading)]


def shared_out(told: Iterable[Sequence[Unit]]) -> list[list[Unit]]:
    """Return the concepts of a question with guesses that stand beside several of them weighing together as much as beside one: the titles of a single
    record teach every word of one for every word of the other, and "origin" alone is not all of «Происхождение видов»."""
    every = [list(units) for units in told]
    said = Counter((one.lang, one.tokens) for units in every for unit in units for one in unit.alternatives if is_guess(one))
    if not any(count > 1 for count in said.values()):
        return every

    def even(one: Alternative) -> Alternative:
        count = said.get((one.lang, one.tokens), 1) if is_guess(one) else 1
        return msgspec.structs.replace(one, weight=round(one.weight / count, 4)) if count > 1 else one

    return [
        [msgspec.structs.replace(unit, alternatives=tuple(map(even, unit.alternatives))) for unit in units] for units in every
    ]


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
    start, end = reading.words[first].start, reading.words[last - 1].end
    kept, out = translations.of(reading.span(first, last), most=most)
    for other in others:
        more, more_out = _same_place(other, start, end, translations, most - len(kept), {one.lang for one in kept})
        kept, out = (*kept, *more), (*out, *more_out)
    parts: tuple[Unit, ...] = ()
    if last - first > 1:
        whole = {one.lang for one in (*kept, *out)}
        inner = (_part(reading, at, translations, most // 2, whole) for at in range(first, last) if not reading.stops[at])
        parts = tuple(inner)
        is_told = any(part.alternatives for part in parts) and (kept or len(parts) > 1)  # one word of a phrase is not the phrase
        parts = parts if is_told else ()
    text = reading.text(first, last)
    return Unit(text=text, lang=reading.lang, start=start, end=end, alternatives=tuple(kept), dropped=tuple(out), parts=parts)


def _part(reading: Reading, at: int, translations: Translations, most: int, but: Collection[str]) -> Unit:
    word = reading.words[at]
    kept, out = translations.of(reading.span(at, at + 1), most=most, but=but)
    return Unit(text=word.text, lang=reading.lang, start=word.start, end=word.end, alternatives=tuple(kept), dropped=tuple(out))


def _same_place(
    reading: Reading, start: int, end: int, translations: Translations, most: int, but: Collection[str]
) -> TakingPart:
    inside = [at for at, word in enumerate(reading.words) if start <= word.start and word.end <= end]
    if not inside or most < 1:
        return (), ()
    return translations.of(reading.span(inside[0], inside[-1] + 1), most=most, but=but)
