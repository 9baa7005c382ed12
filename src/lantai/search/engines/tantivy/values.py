"""The values of facets that have very many, by number: counted as numbers, named when shown.

A column of words is counted by tantivy's own numbers for them, and each value that a segment reports is then looked up in a compressed
dictionary, some 20 to 100 microseconds a value: with 60,000 subjects a page's facets took 120 ms, of which 110 were names of values that no page
shows. A column of numbers is counted in 2 ms, and here the fifty that are shown get their names.

The words stand in the index as terms anyway, for filters: each behind its number, so that whoever knows the number finds them in 5 microseconds.
"""

import hashlib
import threading
from collections.abc import Callable, Sequence

import tantivy

from lantai.search.protocol import IndexDamaged

MOST_REMEMBERED = 200_000
"""Values that are remembered of one commit, at some 150 bytes each; then all are forgotten."""

LONGEST = 60_000
"""Bytes of a value that is counted: tantivy leaves out terms of more than 65,530."""

MOST_ALIKE = 16
"""Values of one number that are told apart."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGITS = 6


def number_of(value: str) -> int:
    """Return the number of a value, below 2^36. Among three million values some sixty pairs share one: they are told apart when they are shown."""
    return int.from_bytes(hashlib.blake2b(value.encode(), digest_size=5).digest(), "big") >> 4


def written(number: int) -> str:
    """Return a number in six letters of which no two numbers share all."""
    return "".join(_LETTERS[number >> 6 * place & 63] for place in range(_DIGITS - 1, -1, -1))


def term(value: str) -> str:
    """Return what stands in the index for a value: its number, then the value."""
    return written(number_of(value)) + value


def numbers(values: Sequence[str]) -> list[int]:
    """Return the numbers of those values that can stand in the index."""
    return [number_of(value) for value in values if len(value.encode()) <= LONGEST]


class Names:
    """Gives the numbers of one commit their values again; safe to share between threads."""

    def __init__(self, searcher: tantivy.Searcher, field_of: Callable[[str], str]) -> None:
        """``field_of``: gives the field by which a facet is filtered."""
        self._searcher, self._field_of = searcher, field_of
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def of(self, facet: str, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """Return the values of each of these numbers, nearly always one; raise IndexDamaged where the index has none."""
        with self._lock:
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
            return [self._of(facet, number) for number in numbers]

    def _of(self, facet: str, number: int) -> tuple[str, ...]:
        known = self._known.get((facet, number))
        if known is None:
            terms = self._searcher.terms_with_prefix(self._field_of(facet), written(number), limit=MOST_ALIKE)
            known = self._known[facet, number] = tuple(sorted(text[_DIGITS:] for text, _ in terms))
            if not known:
                raise IndexDamaged(
                    f"the index does not say what value {number} of the facet {facet} is; make it anew: lantai index --rebuild"
                )
        return known
