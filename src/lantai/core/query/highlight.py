"""What of a question is marked in the texts that it found: input for core.text.highlight."""

from typing import NamedTuple

from .terms import positive_terms
from .tree import Field, Node


class Matching(NamedTuple):
    """Tokens to mark, beginnings of words, stems of words, and phrases: translations, marked only where they stand whole."""

    tokens: frozenset[str]
    prefixes: frozenset[str]
    stems: frozenset[tuple[str, ...]] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()


def matching_tokens(tree: Node) -> Matching:
    """Return the tokens of every term that is looked for; identifiers are no words of a text."""
    tokens: set[str] = set()
    prefixes: set[str] = set()
    stems: set[tuple[str, ...]] = set()
    phrases: set[tuple[str, ...]] = set()
    for term in positive_terms(tree):
        if term.field is Field.IDENTIFIER:
            continue
        if term.stem:
            stems.add(term.tokens)
            continue
        if term.lang and len(term.tokens) > 1:
            phrases.add(term.tokens)
            continue
        *whole, last = term.tokens
        tokens.update(whole)
        (prefixes if term.prefix else tokens).add(last)
    return Matching(frozenset(tokens), frozenset(prefixes), frozenset(stems), frozenset(phrases))
