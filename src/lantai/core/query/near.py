"""Words near a word, and questions near a question: what somebody may have meant who typed a letter wrong. Candidates only; whether they find
more is counted elsewhere.

Distance is that of Damerau and Levenshtein with neighbors exchanged (OSA): "teh" is one step from "the". Han, kana and Hangul have no letters to
mistype: there characters are mistaken for others that sound alike.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lantai.core.bilingual.stopwords import stops_in
from lantai.core.text.fold import words

from .lexer import Kind, clean, lex

LEAST_WORKS = 5
"""Works in which a word stands at least, to be offered: what only few have may be misspelt itself."""

SHORTEST = 4
LONG = 8
MOST = 3
MOST_WORDS = 12
"""Words of a question that are looked at; a longer one is a title copied from somewhere."""


class Respelled(msgspec.Struct, frozen=True):
    """A question with one word spelled otherwise. ``is_known``: as it was typed it is a word of the library, too."""

    text: str
    typed: str
    meant: str
    is_known: bool = False


class Speller:
    """Words of the library by length. ``known``: folded word -> in how many works it stands."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = {word: works for word, works in known.items() if works >= LEAST_WORKS and is_spelled(word)}
        self._of_length: dict[int, list[str]] = {}
        for word in self._known:
            self._of_length.setdefault(len(word), []).append(word)

    def __len__(self) -> int:
        return len(self._known)

    def works(self, word: str) -> int:
        """Return in how many works a folded word stands; 0 where they are fewer than ``LEAST_WORKS``."""
        return self._known.get(word, 0)

    def near(self, word: str) -> list[str]:
        """Return words one letter away, from eight letters on two: the nearest first, then those of most works; never the word itself, nor a
        function word: works that a question finds need not have it."""
        if not is_spelled(word):
            return []
        farthest = 2 if len(word) >= LONG else 1
        found = process.extract(word, self._around(len(word), farthest), scorer=OSA.distance, score_cutoff=farthest, limit=None)
        ordered = sorted(
            (distance, -self._known[other], other) for other, distance, _ in found if other != word and not stops_in(other)
        )
        return [other for _, _, other in ordered[:MOST]]

    def respelled(self, text: str) -> Iterator[Respelled]:
        """Yield a question with one word spelled otherwise: of rare words first, and the likeliest of each before the second of any."""
        items, _ = lex(clean(text)[0])
        typed = [item.text for item in items if item.kind is Kind.WORD and not item.beginning][:MOST_WORDS]
        folded = {word: found[0] for word in dict.fromkeys(typed) if len(found := words(word)) == 1}
        near = {word: self.near(folded[word]) for word in sorted(folded, key=lambda word: self.works(folded[word]))}
        for turn in range(MOST):
            for word, others in near.items():
                if len(others) > turn:
                    meant = _as_typed(others[turn], word)
                    yield Respelled(text.replace(word, meant, 1), word, meant, self.works(folded[word]) > 0)

    def _around(self, length: int, farthest: int) -> Sequence[str]:
        return [word for n in range(length - farthest, length + farthest + 1) for word in self._of_length.get(n, ())]


def is_spelled(word: str) -> bool:
    """Say whether a folded word is long enough to be mistyped, and written with letters alone."""
    return len(word) >= SHORTEST and word.isalpha() and not any(map(_is_drawn, word))


def _is_drawn(character: str) -> bool:
    """Tell Han, kana and Hangul."""
    return "\u3041" <= character <= "\ud7ff" or character >= "\uf900"


def _as_typed(meant: str, typed: str) -> str:
    return meant.capitalize() if typed[:1].isupper() else meant
