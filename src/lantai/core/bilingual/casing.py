"""How words are written for people: a table's key is a stem, and its text the form that records have most often.

Titles capitalize all words, keywords their first: such capitals say nothing. What has capitals elsewhere (China, DNA) keeps them.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from .words import Word

NEVER_SMALL = 0.1
"""Share of small letters below which capitals belong to the word."""

_NOUNS = frozenset(("de", "lb"))
"""Languages whose nouns have capitals."""


class Forms:
    """Counts the forms of words, and remembers which says something about capitals."""

    def __init__(self, lang: str) -> None:
        self._nouns = lang in _NOUNS
        self._number: dict[tuple[str, str], int] = {}
        self._seen = array("q")  # the form's number, doubled; odd when its capitals say something

    def count(self, words: Sequence[Word]) -> None:
        """Take in the words of one text, in order."""
        telling = self._nouns or not _is_heading(words)
        for place, (text, key, _, _) in enumerate(words):
            self.add(text, key, telling=telling and (place > 0 or _has_capitals_inside(text)))

    def add(self, text: str, key: str, *, telling: bool = True) -> None:
        """Take in one form. ``telling``: its capitals say something."""
        self._seen.append(2 * self._number.setdefault((text, key), len(self._number)) + telling)

    def shown(self) -> dict[str, str]:
        """Return key -> the form to show."""
        counts = np.bincount(np.frombuffer(self._seen, np.int64), minlength=2 * len(self._number)).reshape(-1, 2).tolist()
        by_key: dict[str, dict[str, list[tuple[str, int, int]]]] = defaultdict(lambda: defaultdict(list))
        for (text, key), number in self._number.items():
            silent, telling = counts[number]
            by_key[key][text.lower()].append((text, silent + telling, telling))
        return {key: _best(forms) for key, forms in by_key.items()}


def _best(by_letters: dict[str, list[tuple[str, int, int]]]) -> str:
    _, small = min((-sum(count for _, count, _ in forms), letters) for letters, forms in by_letters.items())
    telling = {text: count for text, _, count in by_letters[small] if count}
    if telling.get(small, 0) >= NEVER_SMALL * sum(telling.values()):
        return small
    return min(telling, key=lambda text: (-telling[text], text))


def _is_heading(words: Sequence[Word]) -> bool:
    """Say whether all words are capitalized, but for the short ones between them."""
    long = [text for text, *_ in words if len(text) > 3 and text[0].isalpha()]
    return len(long) > 1 and all(text[0].isupper() for text in long)


def _has_capitals_inside(text: str) -> bool:
    return text[1:].lower() != text[1:]
