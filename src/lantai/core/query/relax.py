"""Weaker questions to offer when one finds nothing, in order of how little they change.

Each is a text that the reader could have typed, with its tree: a link can hold it, the search box can show it.
"""

import re
from collections.abc import Iterator

import msgspec

from lantai.core.text.fold import CJK

from .lexer import Item, Kind, lex
from .parse import parse
from .terms import positive_terms
from .tree import Field, Node, Question

MOST = 6
MOST_WORDS_DROPPED = 4
MOST_CUTS = 2
SHORTEST_LONG_WORD = 5

_CJK_RUN = re.compile(rf"[{CJK}]{{4,}}")


class Relaxed(msgspec.Struct, frozen=True):
    """A weaker question. ``kind``: "apart" (words of a phrase anywhere), "anywhere" (in any field), "cut" (a run of Han in two),
    "without" (one word less: ``detail``), "beginning" (words that begin so), "any" (any of the words).
    """

    kind: str
    text: str
    tree: Node
    detail: str = ""


def relaxations(question: Question) -> tuple[Relaxed, ...]:
    """Return at most ``MOST`` weaker questions, none of them the question itself."""
    if question.tree is None:
        return ()
    items, _ = lex(question.text)
    field = _field(question, items)
    found: dict[str, Relaxed] = {}
    for kind, text, detail in _texts(items):
        weaker = parse(text, field=field, languages=question.languages)
        if weaker.tree is not None and weaker.tree != question.tree and text not in found:
            found[text] = Relaxed(kind, text, weaker.tree, detail)
    return tuple(found.values())[:MOST]


def _field(question: Question, items: list[Item]) -> Field:
    """Return the field that was chosen beside the text: the tree shows it where the text names none."""
    if any(item.kind is Kind.FIELD for item in items):
        return Field.ANY
    fields = {term.field for term in positive_terms(question.tree)}
    return fields.pop() if len(fields) == 1 else Field.ANY


def _texts(items: list[Item]) -> Iterator[tuple[str, str, str]]:
    if any(item.kind is Kind.PHRASE for item in items):
        yield "apart", _written([item._replace(kind=Kind.WORD) if item.kind is Kind.PHRASE else item for item in items]), ""
    if any(item.kind is Kind.FIELD for item in items):
        yield "anywhere", _written([item for item in items if item.kind is not Kind.FIELD]), ""
    yield from _cut(items)
    words = [item for item in items if item.kind is Kind.WORD]
    if len(words) < len(items):  # operators and brackets: a word less may change what is meant
        return
    if len(words) > 1:
        for item in sorted(words, key=_dispensable)[:MOST_WORDS_DROPPED]:
            yield "without", _written([other for other in items if other is not item]), item.text
    yield "beginning", _written([_shortened(item) for item in items]), ""
    if len(words) > 2:
        yield "any", " OR ".join(_typed(item) for item in words), ""


def _cut(items: list[Item]) -> Iterator[tuple[str, str, str]]:
    """Title and author, or two words, typed without a space."""
    for at, item in enumerate(items):
        run = _CJK_RUN.fullmatch(item.text) if item.kind is Kind.WORD else None
        if run:
            middle = len(item.text) // 2
            for cut in sorted(range(2, len(item.text) - 1), key=lambda place: abs(place - middle))[:MOST_CUTS]:
                halves = [Item(Kind.WORD, item.text[:cut]), Item(Kind.WORD, item.text[cut:])]
                yield "cut", _written([*items[:at], *halves, *items[at + 1 :]]), f"{item.text[:cut]} {item.text[cut:]}"


def _dispensable(item: Item) -> tuple[bool, bool, int]:
    """Numbers (years, editions) first, then initials, then the longest words, which are most often misspelt."""
    return not item.text.isdigit(), len(item.text) > 2, -len(item.text)


def _shortened(item: Item) -> Item:
    """libraries: librar*."""
    length = len(item.text)
    if item.beginning or not item.text.isalpha() or length < SHORTEST_LONG_WORD or _CJK_RUN.match(item.text):
        return item
    return item._replace(text=item.text[: length - min(3, (length - 2) // 2)], beginning=True)


def _typed(item: Item) -> str:
    text = f'"{item.text}"' if item.kind is Kind.PHRASE else item.text
    return f"{text}*" if item.beginning else f"{text}:" if item.kind is Kind.FIELD else text


def _written(items: list[Item]) -> str:
    text = " ".join(_typed(item) for item in items)
    return text.replace(": ", ":").replace("( ", "(").replace(" )", ")").replace("- ", "-")
