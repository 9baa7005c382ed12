"""Words near a word: what somebody may have meant who typed a letter wrong. Candidates only; whether they help is counted elsewhere.

Distance is that of Damerau and Levenshtein with neighbors exchanged (OSA): "teh" is one step from "the". Han, kana and Hangul have no letters to
mistype: there characters are mistaken for others that sound alike.
"""

from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST_WORKS = 5
"""Works in which a word stands at least, to be offered: what only few have may be misspelt itself."""

SHORTEST = 4
LONG = 8
MOST = 3


class Speller:
    """Words of the library by length. ``known``: folded word -> in how many works it stands."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = {word: works for word, works in known.items() if works >= LEAST_WORKS and is_spelled(word)}
        self._of_length: dict[int, list[str]] = {}
        for word in self._known:
            self._of_length.setdefault(len(word), []).append(word)

    def __len__(self) -> int:
        return len(self._known)

    def near(self, word: str) -> list[str]:
        """Return words one letter away, from eight letters on two: the nearest first, then those of most works; never the word itself."""
        if not is_spelled(word):
            return []
        farthest = farthest_from(word)
        found = process.extract(word, self._around(len(word), farthest), scorer=OSA.distance, score_cutoff=farthest, limit=None)
        ordered = sorted((distance, -self._known[other], other) for other, distance, _ in found if other != word)
        return [other for _, _, other in ordered[:MOST]]

    def _around(self, length: int, farthest: int) -> list[str]:
        return [word for n in range(length - farthest, length + farthest + 1) for word in self._of_length.get(n, ())]


def farthest_from(word: str) -> int:
    """Return how many letters may be wrong."""
    return 2 if len(word) >= LONG else 1


def is_spelled(word: str) -> bool:
    """Say whether a folded word is long enough to be mistyped, and written with letters alone."""
    return len(word) >= SHORTEST and word.isalpha() and not any(map(_is_drawn, word))


def _is_drawn(character: str) -> bool:
    """Tell Han, kana and Hangul."""
    return "\u3041" <= character <= "\ud7ff" or character >= "\uf900"


def respelled(words: list[str], near: Mapping[str, list[str]]) -> Iterator[tuple[int, str]]:
    """Yield (place, other word) for a question's words, the first candidates of all words before the second."""
    for turn in range(MOST):
        for place, word in enumerate(words):
            if len(near.get(word, ())) > turn:
                yield place, near[word][turn]
