"""Chinese words that no table knows in those of their pieces that one does. For languages with spaces see ``parts``."""

import re
from collections.abc import Iterator

from lantai.core.bilingual.words import UNSPACED, Word

from .expansion import Span
from .reading import Known, Reading, of_words, unknown_words

LONGEST_PIECE = 4
"""Characters of a piece of a Chinese word that no table knows. Words of so many are names written by sound as often as not, and are not taken apart
into single characters: 卢克·坎克利 is no 克 "gram" and no 利 "profit". Three keywords by the lexicon alone, R@1 and R@10: no pieces .493 and
.754, of two characters and more .524 and .783, so .539 and .811."""

SHORTEST_IN_KATAKANA = 3
"""Letters of a piece of a word in katakana. It is written by sound, mostly a name, and taken apart only where all of it is pieces: アインシュタイン is no タイ,
Thailand."""

_KATAKANA = re.compile("[\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f]+")


def pieces(reading: Reading, known: Known) -> set[Span]:
    """Return what words that no table knows may be made of, for languages whose writing has no spaces."""
    if reading.lang not in UNSPACED:
        return set()
    return {Span(reading.lang, part) for word in unknown_words(reading, known) for _, part in _parts_of(word)}


def with_pieces(reading: Reading, known: Known) -> Reading:
    """Return the reading with unknown words cut into the longest pieces that a table knows, from left to right."""
    if reading.lang not in UNSPACED:
        return reading
    words = tuple(part for word in reading.words for part in _cut_up(word, reading.lang, known))
    return reading if words == reading.words else of_words(reading.lang, words)


def _cut_up(word: Word, lang: str, known: Known) -> Iterator[Word]:
    if len(word.key) < 2 or len(word.key) != word.end - word.start or Span(lang, word.key) in known:
        yield word
        return
    by_start: dict[int, list[str]] = {}
    for start, part in _parts_of(word):
        if Span(lang, part) in known:
            by_start.setdefault(start, []).append(part)
    if not by_start:
        yield word
        return
    found = list(_from_left_to_right(word, by_start))
    is_whole = not _is_katakana(word) or all(Span(lang, piece.key) in known for piece in found)
    yield from found if is_whole else [word]


def _from_left_to_right(word: Word, by_start: dict[int, list[str]]) -> Iterator[Word]:
    """Yield the longest pieces from each place on, and what is left between them. ``by_start``: the known pieces by where they begin."""
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


def _is_katakana(word: Word) -> bool:
    return _KATAKANA.fullmatch(word.text) is not None


def _within(word: Word, first: int, last: int) -> Word:
    return Word(word.text[first:last], word.key[first:last], word.start + first, word.start + last)


def _parts_of(word: Word) -> Iterator[tuple[int, str]]:
    key = word.key
    least = SHORTEST_IN_KATAKANA if _is_katakana(word) else 1 if len(key) < LONGEST_PIECE else 2
    for start in range(len(key)):
        yield from (
            (start, key[start : start + size])
            for size in range(least, LONGEST_PIECE + 1)
            if start + size <= len(key) and size < len(key)
        )
