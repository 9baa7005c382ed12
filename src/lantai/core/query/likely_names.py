"""What in a question may be somebody's name, each with how it was typed: for what goes by the sound and the known forms of names."""

from collections.abc import Iterable, Iterator, Sequence

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import UNSPACED
from lantai.core.names.foreign import is_foreign

from .expansion import Found, Span
from .mixing import is_guess
from .reading import LONGEST_NAME, LONGEST_PHRASE, Known, Reading, Run, is_word

MOST_NAMES = 8
"""Names that are looked for by their sound in one stretch."""

CAPITALIZED = frozenset(("de", "lb"))
"""Languages that write every noun with a capital."""

SYLLABLES = frozenset(("vi",))
"""Languages in Latin letters that part their words into syllables: lịch, half of "history", is no Rich."""


def names(reading: Reading, known: Known) -> dict[Span, str]:
    """Return what may be names: words that no table knows, and runs of them.

    In languages without spaces a name written by sound falls apart into single characters, each of which a table knows.
    """
    found: dict[Span, str] = {}
    unspaced = reading.lang in UNSPACED
    for first, last in _strange(reading, known):
        ends = [last] if unspaced else range(first + 1, last + 1)
        starts = [first] if unspaced else range(first, last)
        for one in starts:
            for end in ends:
                if one < end <= one + (LONGEST_NAME if unspaced else LONGEST_PHRASE - 1) and (
                    unspaced or _may_be_one(reading, one, end, known)
                ):
                    found[reading.span(one, end)] = reading.text(one, end)
    whole = len(reading.words)
    if not unspaced and found and any(reading.stops) and 1 < whole <= LONGEST_PHRASE:  # Machado de Assis, لو شون
        found = {reading.span(0, whole): reading.text(0, whole), **found}
    return dict(list(found.items())[:MOST_NAMES])


def proper_names(readings: Iterable[Sequence[Reading]], known: Known) -> dict[Span, str]:
    """Return the known phrases, and words, that may be somebody's name as far as their translations tell."""
    return {
        reading.span(first, last): reading.text(first, last)
        for of_one in readings
        for reading in of_one
        for first, last in known.chosen(reading)
        if (rows := known.get(reading.span(first, last))) and (last - first > 1 or any(map(is_proper, rows)))
    }


def every_name(reading: Reading) -> dict[Span, str]:
    """Return every word and phrase: for what is looked for among names."""
    runs = [(0, len(reading.words)), *reading.runs(), *((at, at + 1) for at in range(len(reading.words)))]
    found = {reading.span(one, end): reading.text(one, end) for one, end in runs if one < end}
    return dict(list(found.items())[:MOST_NAMES])


def is_proper(found: Found) -> bool:
    """Say whether a translation is written as a name is: with a capital where nouns have none, or with the characters of names from abroad."""
    if found.origin is Origin.NAME:
        return False
    if found.lang in UNSPACED:
        return len(found.text) > 1 and is_foreign(found.text)
    return found.lang not in CAPITALIZED and found.text[:1].isupper()


def _strange(reading: Reading, known: Known) -> Iterator[Run]:
    """Yield the runs of words that may be names."""
    unspaced = reading.lang in UNSPACED
    whole = {at for first, last in known.chosen(reading) if last - first > 1 for at in range(first, last)}
    first = None
    for at in range(len(reading.words) + 1):
        if at < len(reading.words) and at not in whole and _is_strange(reading, at, known):
            first = at if first is None else first
            continue
        if first is not None and (not unspaced or at - first > 1 or len(reading.words[first].key) > 1):
            yield first, at
        first = None


def _is_strange(reading: Reading, at: int, known: Known) -> bool:
    """Say whether a word is known to no table, or, beside such words, by a single record alone: of مو يان the second word stands in one title."""
    key = reading.words[at].key
    if not is_word(key):
        return False
    rows = known.get(reading.span(at, at + 1), [])
    if reading.lang in UNSPACED:
        return not rows or len(key) == 1
    return all(map(is_guess, rows)) and not reading.stops[at]


def _may_be_one(reading: Reading, first: int, last: int, known: Known) -> bool:
    """Say whether strange words may be a name together: one at least is known to no table, and where every syllable is a word, they begin as names do."""
    unseen = any(reading.span(at, at + 1) not in known for at in range(first, last))
    return unseen and (reading.lang not in SYLLABLES or reading.words[first].text[:1].isupper())
