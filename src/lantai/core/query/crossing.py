"""The nodes of one concept: the reader's own word, which is never scaled down, and what it is called in other languages.

A word with ten translations does not outweigh a word with one: in a group the best alternative counts, weighed beside the best of its language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf, log

from msgspec.structs import replace

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import UNSPACED
from lantai.core.text.segment import sequence
from lantai.core.text.stems import has_stemmer, stems

from .expansion import Alternative
from .mixing import index_tokens
from .stretches import Stretch
from .terms import positive_terms
from .tree import AllOf, AnyOf, Field, Node, SomeOf, Term
from .units import Unit

OWN_STEM = 0.8
"""Weight of the stem of the reader's own word beside the word as typed."""

STEMMED = frozenset((Field.ANY, Field.TITLE, Field.SUBJECT))
"""Fields whose words the index also holds as stems."""

LEVEL = 0.5
"""How far translations rarer than their concept are brought down to it, 0..1. R@1 and R@10 at 0, .5 and 1: three keywords, Chinese to English .767 .936,
.770 .937, .757 .940, from 250 records .629 .851, .633 .855, .626 .853, English to Chinese .654 .878, .682 .888, .694 .892; XQuAD zh .813 .959,
.826 .962, .829 .962, ru .766 .962, .791 .965, .798 .972 (benchmarks/crosslanguage.py)."""

ABOUT = 1.0
"""Weight of a question's one concept among the subjects of a work, added to where its words stand."""

WorksWith = Callable[[str, bool], int]
"""Given a token, and whether it is a stem, says in how many works it is found."""


@lru_cache(maxsize=4_096)
def written(text: str) -> tuple[str, ...]:
    """Return the index tokens of a text as it is written; a question asks several times for those of its words."""
    return tuple(sequence(text))


def own(stretch: Stretch, word: Unit) -> Node:
    """Return the reader's own word, and its stem beside it."""
    return _best_of([*_flat(typed(stretch, word)), *_stem(stretch, word)])


def translated(stretch: Stretch, unit: Unit) -> Node:
    """Return what a concept is called elsewhere, the words of a phrase by themselves among it; the unit has translations or parts."""
    inner = _parts(stretch, unit) if unit.parts else None
    return _best_of([*_terms(unit.alternatives, stretch.field), *([inner] if inner else [])])


def evened(unit: Unit, frequencies: Mapping[bool, Mapping[str, int]], works: int) -> Unit:
    """Return a question's one concept with its words of one weight, however rare they are here: a word is not more to the point because the library
    has little in its language. ``frequencies``: of words as written and (True) of stems; ``works``: in the library.
    """
    found = {one: frequencies[one.stem].get(one.tokens[0], 0) for one in unit.alternatives if len(one.tokens) == 1}
    most = max(found.values(), default=0)
    even = (
        replace(one, weight=one.weight * _rarity(most, works) / _rarity(found[one], works)) if one in found else one
        for one in unit.alternatives
    )
    return replace(unit, alternatives=tuple(even))


def evened_own(group: Node, frequencies: Mapping[bool, Mapping[str, int]], works: int) -> Node:
    """Return the group of a question's one concept with the reader's own word as rare as the commonest of its translations: of works about history
    those whose title says история are not the first because few say it in Russian. A title that is the question stays first (ranking)."""
    terms = list(positive_terms(group))
    found = {term: frequencies[term.stem].get(term.tokens[0], 0) for term in terms if len(term.tokens) == 1}
    most = max((count for term, count in found.items() if term.lang), default=0)

    def even(node: Node) -> Node:
        if not isinstance(node, Term) or node.lang or found.get(node, most) >= most:
            return node
        return replace(node, weight=node.weight * _rarity(most, works) / _rarity(found[node], works))

    return AnyOf(tuple(map(even, group.nodes))) if isinstance(group, AnyOf) else group


def is_subject(stretch: Stretch, unit: Unit) -> bool:
    """Say whether a question's one concept is one that an authority knows, other than as the title of a work."""
    return stretch.field is Field.ANY and bool(_subjects(unit))


def leveled(unit: Unit, works_with: WorksWith, works: int) -> Unit:
    """Return a concept with translations that weigh less the rarer they are beside the concept, and never more than the reader's own words: a word
    is not more to the point because the library has little in its language, or because its language writes it in more tokens.

    In each language a concept is as rare as its translations taken together. ``works``: in the library.
    """
    if not unit.alternatives and not unit.parts:
        return unit
    found = [(one, [works_with(token, one.stem) for token in one.tokens]) for one in unit.alternatives]
    together: dict[str, float] = {}
    for one, counts in found:
        together[one.lang] = together.get(one.lang, 0.0) + one.weight * min(counts)
    rarity = {lang: _rarity(count, works) for lang, count in together.items()}
    typed = [works_with(token, False) for token in written(unit.text)]
    most = sum(_rarity(count, works) for count in typed) if typed and all(typed) else inf
    level = []
    for one, counts in found:
        own = sum(_rarity(count, works) for count in counts)
        weight = round(one.weight * min(1.0, (rarity[one.lang] / own) ** LEVEL, most / own), 4)
        level.append(one if weight == one.weight else replace(one, weight=weight))
    return replace(unit, alternatives=tuple(level), parts=tuple(leveled(part, works_with, works) for part in unit.parts))


def about(stretch: Stretch, unit: Unit, group: Node) -> Node:
    """Return a question's one concept, where an authority knows it, with works about it before those that have its word in a long title."""
    if not is_subject(stretch, unit):
        return group
    known = _subjects(unit)
    among = stretch._replace(field=Field.SUBJECT)
    text = stretch.text[unit.start : unit.end]
    own = Term(written(text), text, Field.SUBJECT)
    found = (own, *_stem(among, unit), *_terms(known, Field.SUBJECT))
    weighed = tuple(replace(node, weight=node.weight * ABOUT) if isinstance(node, Term) else node for node in found)
    return SomeOf((group, AnyOf(weighed)))


def _subjects(unit: Unit) -> list[Alternative]:
    return [one for one in unit.alternatives if one.origin is Origin.AUTHORITY and not one.records]


def _rarity(works_with: float, works: int) -> float:
    """Return how much engines make of a word by how few works have it (the idf of BM25)."""
    return log(1 + (max(works - works_with, 0) + 0.5) / (works_with + 0.5))


def _best_of(nodes: Sequence[Node]) -> Node:
    unique = list(dict.fromkeys(nodes))
    return AnyOf(tuple(unique)) if len(unique) > 1 else unique[0]


def typed(stretch: Stretch, unit: Unit) -> Node:
    """Return a word as it was typed."""
    pieces = [piece for piece in stretch.pieces if piece.start < unit.end and unit.start < piece.end]
    if len(pieces) == 1 and (pieces[0].start < unit.start or unit.end < pieces[0].end) and unit.lang in UNSPACED:
        text = stretch.text[unit.start : unit.end]
        return Term(written(text), text, stretch.field)
    return AllOf(tuple(piece.node for piece in pieces)) if len(pieces) > 1 else pieces[0].node


def _flat(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, AnyOf) else (node,)


def _stem(stretch: Stretch, unit: Unit) -> Iterator[Node]:
    if stretch.field not in STEMMED or not has_stemmer(unit.lang):
        return
    text = stretch.text[unit.start : unit.end]
    if found := stems(text, unit.lang):
        terms = [Term((one,), text, stretch.field, weight=OWN_STEM, origin="stem", stem=True) for one in found]
        yield AllOf(tuple(terms)) if len(terms) > 1 else terms[0]


def terms_of(one: Alternative, field: Field = Field.ANY) -> Iterator[Term]:
    """Yield where a translation is looked for: a name also among those who made a work, and where it is said, with its endings."""
    weight, origin = one.weight, one.origin.value
    if one.origin is Origin.NAME:
        said = written(one.text)
        if field in (Field.ANY, Field.NAME):
            yield Term(said, one.text, Field.NAME, weight=weight, lang=one.lang, origin=origin)
        if field is not Field.NAME:
            tokens, stem = index_tokens(one.text, one.lang) if field in STEMMED else (said, False)
            yield Term(tokens, one.text, field, weight=weight, lang=one.lang, origin=origin, stem=stem)
    elif one.stem and field not in STEMMED:
        yield Term(written(one.text), one.text, field, weight=weight, lang=one.lang, origin=origin)
    else:
        yield Term(one.tokens, one.text, field, weight=weight, lang=one.lang, origin=origin, stem=one.stem)


def _terms(alternatives: Iterable[Alternative], field: Field) -> Iterator[Term]:
    for one in alternatives:
        yield from terms_of(one, field)


def _parts(stretch: Stretch, unit: Unit) -> Node | None:
    """Return the words of a phrase by themselves, in the languages in which the phrase is not known."""
    groups = [_best_of([*_flat(typed(stretch, part)), *_terms(part.alternatives, stretch.field)]) for part in unit.parts]
    return AllOf(tuple(groups)) if len(groups) > 1 else None
