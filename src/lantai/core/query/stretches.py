"""The stretches of a question that can be translated: words that stand beside each other in one field and one script.

What was quoted, excluded, shortened with a * or looked up whole stays as typed. ``stretches`` finds them, ``rebuilt`` puts other nodes in
their places.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lantai.core.text.scripts import script_of
from lantai.core.text.segment import is_cjk

from .lexer import Kind, lex
from .tree import AllOf, AnyOf, Field, Node, Not, Question, Term

TRANSLATED = frozenset((Field.ANY, Field.TITLE, Field.SUBJECT, Field.SERIES, Field.NAME))
"""Fields whose words are looked for in other languages; in names only other forms of a name."""

_HAN = {"Jpan": "Hani", "Kore": "Hani"}


class Piece(NamedTuple):
    """A node of the question, and where its words stand in the text of the stretch."""

    node: Node
    start: int
    end: int


class Stretch(NamedTuple):
    """Words beside each other. ``text``: as typed, with a space between pieces. ``script``: ISO 15924, Han for all that is written with it."""

    text: str
    script: str
    field: Field
    pieces: tuple[Piece, ...]


Translate = Callable[[Stretch], Sequence[Node]]


def stretches(tree: Node, quotes: frozenset[str]) -> list[Stretch]:
    """Return the stretches of a question, in order. ``quotes``: texts that stay as typed."""
    found: list[Stretch] = []

    def note(stretch: Stretch) -> Sequence[Node]:
        found.append(stretch)
        return [piece.node for piece in stretch.pieces]

    rebuilt(tree, quotes, note)
    return found


def quoted(question: Question) -> frozenset[str]:
    """Return the texts that stand in quotes."""
    return frozenset(item.text.strip() for item in lex(question.text)[0] if item.kind is Kind.PHRASE)


def rebuilt(tree: Node, quotes: frozenset[str], translate: Translate) -> Node:
    """Return the tree with the nodes that ``translate`` gives in place of each stretch; all of them must match."""
    match tree:
        case AllOf(nodes=nodes):
            return _joined([node for part in _parts(nodes, quotes) for node in _part(part, quotes, translate)])
        case AnyOf(nodes=nodes) if not _is_word(tree, quotes):
            return AnyOf(tuple(rebuilt(node, quotes, translate) for node in nodes))
        case _ if _is_word(tree, quotes):
            return _joined(list(translate(_stretch([tree]))))
        case _:
            return tree


def typed_text(node: Node) -> str:
    """Return the words of a node as typed; "" of what is more than words."""
    term = node.nodes[0] if isinstance(node, AnyOf) else node
    return term.text if isinstance(term, Term) else ""


def _part(part: Node | list[Node], quotes: frozenset[str], translate: Translate) -> Sequence[Node]:
    return translate(_stretch(part)) if isinstance(part, list) else [rebuilt(part, quotes, translate)]


def _parts(nodes: Sequence[Node], quotes: frozenset[str]) -> Iterator[Node | list[Node]]:
    """Yield other nodes as they are, and words that go together as lists."""
    words: list[Node] = []
    script = ""
    for node in nodes:
        if not _is_word(node, quotes):
            if words:
                yield words
            words = []
            yield node
            continue
        own = _script(typed_text(node))
        if words and ((script and own and script != own) or _term(words[-1]).field is not _term(node).field):
            yield words
            words = []
        script = (script or own) if words else own  # numbers go with any script
        words.append(node)
    if words:
        yield words


def _stretch(nodes: Sequence[Node]) -> Stretch:
    pieces, text = [], ""
    for node in nodes:
        start = len(text) + 1 if text else 0
        word = typed_text(node)
        text = f"{text} {word}" if text else word
        pieces.append(Piece(node, start, start + len(word)))
    return Stretch(text, _script(text), _term(nodes[0]).field, tuple(pieces))


def _is_word(node: Node, quotes: frozenset[str]) -> bool:
    """Say whether a node is a word of the reader's, perhaps with other spellings of it beside it."""
    if isinstance(node, AnyOf):
        first, *others = node.nodes
        spelled = all(isinstance(other, Term) and other.origin for other in others)
        return bool(others) and spelled and isinstance(first, Term) and _is_word(first, quotes)
    if not isinstance(node, Term) or node.field not in TRANSLATED or not node.tokens or node.text in quotes:
        return False
    return not node.prefix or (len(node.tokens) == 1 and is_cjk(node.tokens[0]))


def _term(node: Node) -> Term:
    first = node.nodes[0] if isinstance(node, AnyOf) else node
    assert isinstance(first, Term)
    return first


def _script(text: str) -> str:
    script = script_of(text)
    return _HAN.get(script, script)


def _joined(nodes: list[Node]) -> Node:
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, AllOf) else (node,))]
    positive = [node for node in flat if not isinstance(node, Not)]
    return AllOf(tuple(flat)) if len(flat) > 1 or not positive else flat[0]
