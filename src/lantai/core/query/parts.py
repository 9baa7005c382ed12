"""Words that no table knows in those of their pieces that one does: German compounds, Turkish words with all their endings.

For languages whose writing has spaces; pieces of Chinese words are ``han_pieces``'s. Names come first: a name that is taken apart finds anything.
"""

from lantai.core.bilingual.pieces import candidates, pieces
from lantai.core.bilingual.words import UNSPACED

from .expansion import Span
from .reading import Known, Reading, of_words, unknown_words


def parts(reading: Reading, known: Known) -> set[Span]:
    """Return what words that no table knows may be made of, for languages whose writing has spaces: compounds, words with endings."""
    if reading.lang in UNSPACED:
        return set()
    return {Span(reading.lang, key) for word in unknown_words(reading, known) for key in candidates(word, reading.lang)}


def with_parts(reading: Reading, known: Known) -> Reading:
    """Return the reading with unknown words in those of their pieces that a table knows."""
    unknown = set() if reading.lang in UNSPACED else set(unknown_words(reading, known))
    if not unknown:
        return reading
    keys = _KeysOf(reading.lang, known)
    words = tuple(part for word in reading.words for part in ((word in unknown and pieces(word, reading.lang, keys)) or (word,)))
    return of_words(reading.lang, words)


class _KeysOf:
    """The keys of a language that are known."""

    def __init__(self, lang: str, known: Known) -> None:
        self._lang = lang
        self._known = known

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and Span(self._lang, key) in self._known
