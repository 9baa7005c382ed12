"""Which translated words a line of the list was found by: what the reader did not type, and what it stands for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lantai.core.query.expansion import Alternative, Expansion
from lantai.core.text.segment import spans
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
        """``own``: tokens of the reader's own words; a word that is one of them was not translated."""
        self._own = frozenset(own)
        self._known = [
            Through(alternative, concept.text, concept.lang)
            for concept in expansion.concepts
            for alternative in sorted(concept.alternatives, key=lambda one: -len(one.tokens))
        ]

    def __call__(self, texts: Sequence[Pieces]) -> tuple[Through, ...]:
        """Return the translations whose words are all marked in these texts; of each word of the question the longest one."""
        if not self._known:
            return ()
        return tuple(islice(self._found(_Marked([piece for pieces in texts for piece, hit in pieces if hit])), MOST))

    def _found(self, marked: "_Marked") -> Iterator[Through]:
        done: set[str] = set()
        for one in self._known:
            tokens = set(one.alternative.tokens)
            there = marked.stems(one.alternative.lang) if one.alternative.stem else marked.tokens
            if one.stands_for not in done and tokens <= there and not tokens <= self._own:
                done.add(one.stands_for)
                yield one


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
