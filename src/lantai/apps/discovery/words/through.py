"""Which translated words a line of the list was found by: what the reader did not type, and what it stands for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lantai.core.query.expansion import Alternative, Expansion
from lantai.core.text.segment import sequence, spans
from lantai.core.text.stems import stems

MOST = 2

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Through:
    """A translation that a work has. ``stands_for``: the reader's word, in ``lang``."""

    alternative: Alternative
    stands_for: str
    lang: str


class Seen:
    """Looks up marked words among the translations of one question; made once for a page of results."""

    def __init__(self, expansion: Expansion, own: Iterable[str]) -> None:
        """``own``: tokens and stems of the reader's own words; a word that is one of them was not translated."""
        self._own = frozenset(own)
        self._known = [
            (concept, frozenset(sequence(concept.text)), sorted(concept.alternatives, key=_longest_first))
            for concept in expansion.concepts
            if concept.alternatives
        ]

    def __call__(self, texts: Sequence[Pieces], lang: str) -> tuple[Through, ...]:
        """Return the translations whose words are all marked in these texts: of each word of the question one, best in the language of the title.

        None for a word that stands there as it was typed.
        """
        if not self._known:
            return ()
        marked = _Marked([piece for pieces in texts for piece, hit in pieces if hit])
        return tuple(islice(self._found(marked, lang.partition("-")[0]), MOST))

    def _found(self, marked: "_Marked", lang: str) -> Iterator[Through]:
        for concept, typed, alternatives in self._known:
            if typed <= marked.tokens:
                continue
            there = [one for one in alternatives if self._is_there(one, marked)]
            if there:
                best = next((one for one in there if one.lang.partition("-")[0] == lang), there[0])
                yield Through(best, concept.text, concept.lang)

    def _is_there(self, one: Alternative, marked: "_Marked") -> bool:
        tokens = set(one.tokens)
        return tokens <= (marked.stems(one.lang) if one.stem else marked.tokens) and not tokens <= self._own


def _longest_first(one: Alternative) -> tuple[int, float]:
    return -len(one.tokens), -one.weight


class _Marked:
    """The marked words of one line, as tokens and, in the languages that are asked for, as stems."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._stems: dict[str, set[str]] = {}
        self.tokens = {span.token for word in words for span in spans(word)}

    def stems(self, lang: str) -> set[str]:
        if lang not in self._stems:
            self._stems[lang] = {found for word in self._words for found in stems(word, lang)}
        return self._stems[lang]
