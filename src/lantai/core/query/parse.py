"""A reader's question as a tree: the way in is ``parse``, which never raises and takes bounded time.

    question := part (OR part)*        part := piece+ (AND between pieces is as good as nothing)
    piece := NOT piece | field:piece | word | "phrase" | (question)

Operators count in capitals only. What cannot be meant (a trailing AND, brackets that do not pair) is left out with a notice.
"""

from collections.abc import Sequence

from lantai.core.text.fold import key

from . import words
from .fields import FIELD_NAMES, SCHEMES
from .lexer import Item, Kind, clean, lex
from .own_stems import MOST_WORDS
from .recognise import recognise
from .tree import AllOf, AnyOf, Field, Node, Not, Notice, Question


def parse(text: str, *, field: Field = Field.ANY, languages: Sequence[str] = ()) -> Question:
    """Return what the reader asks for; words without a field of their own are looked for in ``field``.

    ``languages``: tags of those that the words may be of, likeliest first: words are found by their stems in them too; none: as typed alone.
    """
    cleaned, notices = clean(text)
    items, mended = lex(cleaned)
    notices += mended
    notices += _field_alone(items)
    if field is Field.IDENTIFIER:
        tree = _one(words.identifier(cleaned))
    elif field is Field.CALL_NUMBER and not any(item.kind in (Kind.OR, Kind.NOT, Kind.FIELD) for item in items):
        tree = _one(words.phrase(cleaned, field, beginning=True))
    else:
        few = sum(item.kind is Kind.WORD for item in items) <= MOST_WORDS
        parser = _Parser(items, languages if few else ())
        tree = parser.question(field)
        notices += parser.notices
        tree = _without_lone_minus(tree, items, notices)
    if tree is None and cleaned:
        notices.append(Notice("nothing_to_search", cleaned))
    return Question(
        cleaned,
        tree,
        _exact_key(items, field) if tree else "",
        _identifiers(cleaned, items) if tree else (),
        tuple(notices),
        languages=tuple(languages),
    )


class _Parser:
    """Reads items from left to right; each method takes what is its and leaves the rest."""

    def __init__(self, items: list[Item], languages: Sequence[str]) -> None:
        self.items = items
        self.languages = languages
        self.at = 0
        self.notices: list[Notice] = []

    def question(self, field: Field) -> Node | None:
        parts: list[Node] = []
        while self.at < len(self.items) and self.items[self.at].kind is not Kind.CLOSE:
            operator = self._take(Kind.OR)
            part = self._part(field)
            if part is None:
                self._ignored(operator)
            else:
                if operator and not parts:
                    self._ignored(operator)
                parts.append(part)
        self.at += 1  # the closing bracket
        return _any_of([self._positive(part) for part in parts] if len(parts) > 1 else parts)

    def _part(self, field: Field) -> Node | None:
        nodes: list[Node] = []
        while self.at < len(self.items) and self.items[self.at].kind not in (Kind.CLOSE, Kind.OR):
            operator = self._take(Kind.AND)
            found = self._piece(field)
            if operator and not (nodes and found):
                self._ignored(operator)
            nodes += found
        return _all_of(words.two_words_as_one(nodes))

    def _piece(self, field: Field) -> list[Node]:
        if self.at == len(self.items) or self.items[self.at].kind in (Kind.CLOSE, Kind.OR, Kind.AND):
            return []
        item = self.items[self.at]
        self.at += 1
        match item.kind:
            case Kind.NOT:
                return self._negated(item, field)
            case Kind.OPEN:
                inner = self.question(field)
                return [inner] if inner else []
            case Kind.FIELD:
                return self._fielded(item, field)
            case Kind.PHRASE:
                return words.phrase(item.text, field, beginning=item.beginning)
            case _:
                return words.word(item.text, field, beginning=item.beginning, languages=self.languages)

    def _negated(self, item: Item, field: Field) -> list[Node]:
        languages, self.languages = self.languages, ()  # NOT books leaves "book" in
        inner = _all_of(self._piece(field))
        self.languages = languages
        if inner is None:
            self._ignored(item)
            return []
        return [inner.node if isinstance(inner, Not) else Not(self._positive(inner))]

    def _fielded(self, name: Item, field: Field) -> list[Node]:
        if self.at == len(self.items):
            return words.word(name.text, field, languages=self.languages)
        item = self.items[self.at]
        if item.kind in (Kind.WORD, Kind.PHRASE):
            self.at += 1
            quoted = item.kind is Kind.PHRASE
            return words.in_field(name.text, item.text, quoted=quoted, beginning=item.beginning, languages=self.languages)
        return self._piece(FIELD_NAMES[name.text.casefold()])

    def _positive(self, node: Node) -> Node:
        """Return ``node`` without a NOT that has nothing to take away from: "a OR NOT b" would find nearly everything."""
        if not isinstance(node, Not):
            return node
        self.notices.append(Notice("operator_ignored", "NOT"))
        return node.node

    def _take(self, kind: Kind) -> Item | None:
        taken = None
        while self.at < len(self.items) and self.items[self.at].kind is kind:
            self._ignored(taken)
            taken = self.items[self.at]
            self.at += 1
        return taken

    def _ignored(self, operator: Item | None) -> None:
        if operator:
            self.notices.append(Notice("operator_ignored", operator.text))


def _one(nodes: list[Node]) -> Node | None:
    return nodes[0] if nodes else None


def _any_of(nodes: list[Node]) -> Node | None:
    return AnyOf(tuple(nodes)) if len(nodes) > 1 else _one(nodes)


def _all_of(nodes: list[Node]) -> Node | None:
    unwanted = [node.node for node in nodes if isinstance(node, Not)]
    if len(unwanted) == len(nodes) > 1:
        return Not(AnyOf(tuple(unwanted)))
    return AllOf(tuple(nodes)) if len(nodes) > 1 else _one(nodes)


def _without_lone_minus(tree: Node | None, items: list[Item], notices: list[Notice]) -> Node | None:
    """Take a leading hyphen for what it is when nothing stands before it: "-ism" is a word."""
    if isinstance(tree, Not) and all(item.text == "-" for item in items if item.kind is Kind.NOT):
        notices.append(Notice("operator_ignored", "-"))
        return tree.node
    return tree


def _field_alone(items: list[Item]) -> list[Notice]:
    """Say so where a field's name stands last with nothing to look for in it: "title:" is read as a word."""
    last = items[-1] if items and items[-1].kind is Kind.WORD else None
    named = last is not None and last.text[-1:] in ":：" and last.text[:-1].casefold() in FIELD_NAMES
    return [Notice("field_alone", last.text)] if last and named else []


def _exact_key(items: list[Item], field: Field) -> str:
    """Return the key of the question as a title, operators as words: "Database NOT from" is one. "" when it cannot be a title."""
    fields = {FIELD_NAMES[item.text.casefold()] for item in items if item.kind is Kind.FIELD} or {field}
    if fields - {Field.ANY, Field.TITLE} or any(item.text == "-" for item in items if item.kind is Kind.NOT):
        return ""
    return key(" ".join(item.text for item in items if item.kind not in (Kind.FIELD, Kind.OPEN, Kind.CLOSE)))


def _identifiers(cleaned: str, items: list[Item]) -> tuple[str, ...]:
    """Return what the whole text may be as an identifier; of "isbn:…" what stands after the name."""
    if len(items) == 2 and items[0].kind is Kind.FIELD:
        name = items[0].text.casefold()
        return recognise(f"{name}:{items[1].text}" if name in SCHEMES else items[1].text)
    return recognise(cleaned)
