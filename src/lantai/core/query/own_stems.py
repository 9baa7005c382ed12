"""The reader's own words by their stems: "books" also finds "book", «войны» finds «война».

A stem stands beside its word and weighs less, so that what comes first for an exact title stays first.
"""

from collections.abc import Sequence

from lantai.core.bilingual.stopwords import stopwords
from lantai.core.text.segment import is_cjk
from lantai.core.text.stems import stem, unmarked

from .tree import AnyOf, Field, Node, Term

STEM = "stem"
"""What ``origin`` says of the stem of the reader's own word."""

WEIGHT = 0.8
"""Of a stem beside its word. Right first hits of XQuAD's questions in their own language, without stems, at .5, .8 and 1: ru .831 .899 .916
.915, ar .839 .872 .884 .881, tr .809 .873 .888 .897, de .875 .903 .911 .913, es .924 .940 .938 .934, en .924 .932 .935 .937; the same when six
languages are tried at once. Of the known items of benchmarks/known_items.py as many come first as without."""

MOST_STEMS = 4
"""Stems of one word by the languages it may be of; each is looked for in four columns. Seldom so many differ; with 3, the sixth language tried of
XQuAD's Turkish questions loses its own (.894 in place of .899)."""

MOST_LANGUAGES = 8
"""Languages in which a word's stem is tried."""

MOST_WORDS = 12
"""Words of a question that are stemmed; one of more is a title or a sentence, and has enough."""

FIELDS = frozenset((Field.ANY, Field.TITLE, Field.SUBJECT))
"""Fields whose words the index also holds as stems."""


def stemmed(word: Term, languages: Sequence[str]) -> list[Term]:
    """Return the stems of a word by the languages that it may be of, likeliest first; of phrases, beginnings, Han and function words none."""
    if not languages or word.field not in FIELDS or word.prefix or len(word.tokens) > 1 or is_cjk(word.tokens[0]):
        return []
    if any(word.tokens[0] in stopwords(lang) for lang in ("en", languages[0])):
        return []
    plain = unmarked(word.text)  # whoever leaves marks out asks for the same works
    found = dict.fromkeys(stem(plain, lang) for lang in languages[:MOST_LANGUAGES])
    single = [one for one in found if one and " " not in one]
    return [Term((one,), word.text, word.field, weight=WEIGHT, origin=STEM, stem=True) for one in single[:MOST_STEMS]]


def beside(node: Node, *others: Term) -> Node:
    """Return a node with alternatives beside it."""
    return AnyOf((*(node.nodes if isinstance(node, AnyOf) else (node,)), *others)) if others else node
