"""Which translated words a line of the list was found by: what the reader did not type, and what it stands for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lantai.core.query.expansion import Alternative, Expansion
from lantai.core.text.segment import spans

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
        marked = {token for pieces in texts for piece, hit in pieces if hit for token in tokens_of(piece)}
        return tuple(self._found(marked))[:MOST]

    def _found(self, marked: set[str]) -> Iterator[Through]:
        done: set[str] = set()
        for one in self._known:
            tokens = set(one.alternative.tokens)
            if one.stands_for not in done and tokens <= marked and not tokens <= self._own:
                done.add(one.stands_for)
                yield one


def tokens_of(text: str) -> list[str]:
    """Return the index tokens of a text."""
    return [span.token for span in spans(text)]
