"""What was typed between two spaces, or two quotes, as nodes of the tree.

A word is one term; a run of Han, kana or Hangul a term of adjacent pairs; mixed writing several terms. Neighboring words
that may be written as one (e-mail: email) each have the joined word as an alternative, found where either form stands.
"""

from collections.abc import Iterable, Iterator, Sequence

from lantai.core.text.fold import SAME_WORD
from lantai.core.text.segment import Run, is_cjk, runs, sequence
from lantai.core.text.spellings import elided, note

from . import recognise
from .fields import FIELD_NAMES, SCHEMES
from .han_pairs import pairs_of_han
from .own_stems import STEM, beside, stemmed
from .tree import AnyOf, Field, Node, Term

JOINED = "joined"
ELIDED = "elided"
"""What ``origin`` says of alternatives that only spell the reader's words differently."""

_SPELLING_WEIGHT = 0.5
"""Of a joined word against its parts. It counts beside each of two parts, so that "e-mail" is worth as much as "email"."""


def word(text: str, field: Field, *, beginning: bool = False, languages: Sequence[str] = ()) -> list[Node]:
    """Return the nodes of a piece without spaces, all of which must match; none when it has no letters and digits.

    ``languages``: those by whose stems the words are found too.
    """
    if len(text) > 2 and text.isascii() and text.isalnum():  # most words: no note, no stretch of several, no other spelling
        folded = text.lower()
        term = Term((SAME_WORD.get(folded, folded),), text, field, prefix=beginning)
        return [beside(term, *stemmed(term, languages))] if languages else [term]
    if pairs := pairs_of_han(text):  # most words of Chinese, in a sixth of the time: they have no other spelling, and no stem
        return [Term(pairs, text, field, prefix=beginning)]
    if not any(map(str.isalnum, text)):
        return []
    if flattened := note(text):
        return [_flat(flattened, text, field)]
    found = list(runs(text))
    if len(found) > 1 and all(run.syllable for run in found):
        return [Term(tuple(run.tokens[0] for run in found), text, field, prefix=beginning)]
    terms = [_term(run, field) for run in found]
    if beginning and terms:
        terms[-1] = Term(terms[-1].tokens, terms[-1].text, field, prefix=True)
    if len(found) == 1 and (rest := elided(text)):
        own = Term((rest,), text, field, weight=_SPELLING_WEIGHT, origin=ELIDED)
        return [AnyOf((terms[0], own, *stemmed(terms[0], languages)))]
    return list(_with_compounds(found, terms, languages))


def _flat(flattened: str, text: str, field: Field) -> Node:
    """A key of music, however it is written: the index has "eb" wherever E♭ or E-flat stands."""
    short, long = (f"{flattened}b",), (flattened, "flat")
    typed, other = (short, long) if len(text) == 2 and text.isascii() else (long, short)
    return AnyOf((Term(typed, text, field), Term(other, text, field, origin=JOINED)))


def _term(run: Run, field: Field) -> Term:
    """A lone Han character begins the pairs of the index: as a beginning it is found in all of them."""
    return Term(run.tokens, run.text, field, prefix=len(run.tokens) == 1 and len(run.tokens[0]) == 1 and is_cjk(run.tokens[0]))


def _with_compounds(found: list[Run], terms: list[Term], languages: Sequence[str]) -> Iterator[Node]:
    for run, term in zip(found, terms, strict=True):
        yield beside(term, *([joined(run.joined, term)] if run.joined else []), *stemmed(term, languages))


def joined(token: str, term: Term) -> Term:
    """Return the alternative to ``term`` that it and its neighbor written as one are."""
    return Term((token,), term.text, term.field, prefix=term.prefix, weight=_SPELLING_WEIGHT, origin=JOINED)


def two_words_as_one(nodes: list[Node]) -> list[Node]:
    """Let a question of two words also find them written as one: post colonial like post-colonial finds postcolonial."""
    if len(nodes) != 2:
        return nodes
    plain = [word for node in nodes if (word := _plain_word(node))]
    if len(plain) != 2:
        return nodes
    one, other = plain
    token = one.tokens[0] + other.tokens[0]
    if one.field != other.field or one.prefix or token.isdecimal():
        return nodes
    return [beside(nodes[0], joined(token, other if other.prefix else one)), beside(nodes[1], joined(token, other))]


def _plain_word(node: Node) -> Term | None:
    """Return the word of a node that is nothing else, or nothing but it and its stems."""
    if isinstance(node, AnyOf) and all(isinstance(other, Term) and other.origin == STEM for other in node.nodes[1:]):
        node = node.nodes[0]
    if not isinstance(node, Term) or len(node.tokens) > 1 or is_cjk(node.tokens[0]) or node.origin:
        return None
    return node


def phrase(text: str, field: Field, *, beginning: bool = False) -> list[Node]:
    """Return the term of words that stand side by side; none when there are none."""
    tokens = tuple(sequence(recognise.without_spaces_in_cjk(text)))
    if not tokens or not any(character.isalnum() for character in text):
        return []
    lone = len(tokens[-1]) == 1 and is_cjk(tokens[-1])
    return [Term(tokens, text.strip(), field, prefix=beginning or lone)]


def in_field(name: str, text: str, *, quoted: bool, beginning: bool, languages: Sequence[str] = ()) -> list[Node]:
    """Return the nodes of ``name``:``text``."""
    field = FIELD_NAMES[name.casefold()]
    if field is Field.IDENTIFIER:
        return identifier(text, scheme=name.casefold() if name.casefold() in SCHEMES else "")
    if field is Field.CALL_NUMBER:
        return phrase(text, field, beginning=True)
    return phrase(text, field, beginning=beginning) if quoted else word(text, field, beginning=beginning, languages=languages)


def identifier(text: str, *, scheme: str = "") -> list[Node]:
    """Return the term of an identifier: any of those that the text may be, looked up whole."""
    values: Iterable[str] = recognise.recognise(f"{scheme}:{text}" if scheme else text)
    values = tuple(value for value in values if not scheme or value.startswith(f"{scheme}:"))
    bare = "".join(text.split())
    if not bare:
        return []
    return [Term(values or (f"{scheme or 'local'}:{bare}",), text.strip(), Field.IDENTIFIER)]
