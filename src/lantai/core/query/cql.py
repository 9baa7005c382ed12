"""CQL, the query language of SRU (1.2 and 2.0), read into clauses and booleans: the way in is ``parse``.

    query := prefix* clause ((and | or | not | prox) modifier* clause)* [sortBy key+]
    clause := [index relation modifier*] term | ( query )

Booleans are of equal rank and taken from left to right. What is no CQL raises CqlError with the number that SRU's diagnostics give it.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

LONGEST = 2_000
MOST_CLAUSES = 100
DEEPEST = 30

BOOLEANS = ("and", "or", "not", "prox")
SYMBOLS = ("==", "<>", "<=", ">=", "=", "<", ">")

SYNTAX, TOO_LONG, TOO_MANY = 10, 12, 38
"""Numbers of info:srw/diagnostic/1."""


class CqlError(ValueError):
    """A query cannot be answered. ``number``: of SRU's diagnostics; ``details``: what it is about."""

    def __init__(self, number: int, details: str, message: str) -> None:
        super().__init__(message)
        self.number, self.details = number, details


class Modifier(NamedTuple):
    """What says more of a relation, a boolean or a sort key: ``/distance<=1``."""

    name: str
    symbol: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A term, and where and how it is looked for; both "" where the query does not say. ``quoted``: it stood in quotation marks."""

    term: str
    index: str = ""
    relation: str = ""
    modifiers: tuple[Modifier, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Two queries joined by a boolean."""

    boolean: str
    left: "Cql"
    right: "Cql"
    modifiers: tuple[Modifier, ...] = ()


class SortKey(NamedTuple):
    """What to sort by: an index."""

    by: str
    modifiers: tuple[Modifier, ...] = ()


Cql: TypeAlias = Clause | Joined


class Query(NamedTuple):
    """A whole query."""

    root: Cql
    sort: tuple[SortKey, ...] = ()


def parse(text: str) -> Query:
    """Return the query; raise CqlError."""
    if len(text) > LONGEST:
        raise CqlError(TOO_LONG, str(LONGEST), f"the query is longer than {LONGEST} characters")
    reader = _Reader(list(_tokens(text)))
    if reader.at_end:
        raise CqlError(SYNTAX, "", "the query is empty")
    root = reader.query(0)
    sort = reader.sort()
    if not reader.at_end:
        raise CqlError(SYNTAX, reader.next.text, f"{reader.next.text!r} was not expected there")
    return Query(root, sort)


class _Token(NamedTuple):
    kind: str  # word, string, symbol
    text: str

    @property
    def word(self) -> str:
        """Return the lower-case word, "" of what is none: quoted words are never operators."""
        return self.text.casefold() if self.kind == "word" else ""


_TOKEN = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(==|<>|<=|>=|[=<>()/])|([^\s()=<>"/]+))', re.S)
_END = _Token("end", "")


def _tokens(text: str):  # type: ignore[no-untyped-def]
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise CqlError(SYNTAX, text[at : at + 40], "a quotation mark is not closed")
        at = found.end()
        if found[1] is not None:
            yield _Token("string", found[1])
        else:
            yield _Token("symbol", found[2]) if found[2] else _Token("word", found[3])


class _Reader:
    """Takes tokens from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at, self.clauses = tokens, 0, 0

    @property
    def at_end(self) -> bool:
        return self.at >= len(self.tokens)

    @property
    def next(self) -> _Token:
        return _END if self.at_end else self.tokens[self.at]

    def ahead(self, by: int) -> _Token:
        return self.tokens[self.at + by] if self.at + by < len(self.tokens) else _END

    def take(self) -> _Token:
        token = self.next
        self.at += 1
        return token

    def query(self, depth: int) -> Cql:
        self.prefixes()
        left = self.clause(depth)
        while self.next.word in BOOLEANS:
            boolean = self.take().word
            modifiers = self.modifiers()
            left = Joined(boolean, left, self.clause(depth), modifiers)
        return left

    def prefixes(self) -> None:
        """Pass over assignments of context sets: ours are known by their usual names."""
        while self.next == ("symbol", ">"):
            self.take()
            if self.ahead(1) == ("symbol", "="):
                self.take()
                self.take()
            if self.take().kind not in ("word", "string"):
                raise CqlError(SYNTAX, ">", "a context set needs an address")
            while self.next == ("symbol", "/"):  # an address that is not quoted
                self.take()
                if self.next.kind == "word":
                    self.take()

    def clause(self, depth: int) -> Cql:
        if depth > DEEPEST:
            raise CqlError(TOO_MANY, str(DEEPEST), f"brackets are nested deeper than {DEEPEST}")
        if self.next == ("symbol", "("):
            self.take()
            inside = self.query(depth + 1)
            if self.take() != ("symbol", ")"):
                raise CqlError(SYNTAX, "(", "a bracket is not closed")
            return inside
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise CqlError(TOO_MANY, str(MOST_CLAUSES), f"there are more than {MOST_CLAUSES} terms")
        return self.search_clause()

    def search_clause(self) -> Clause:
        first = self.take()
        self.must_be_term(first)
        if not self.is_relation():
            return Clause(_unescaped(first), quoted=first.kind == "string")
        relation = self.take().text.casefold()
        modifiers = self.modifiers()
        term = self.take()
        self.must_be_term(term, after=relation)
        return Clause(_unescaped(term), _unescaped(first), relation, modifiers, term.kind == "string")

    def is_relation(self) -> bool:
        """Tell whether a relation stands next: a symbol, or a word that is no boolean and is followed by a term."""
        token = self.next
        if token.kind == "symbol":
            return token.text in SYMBOLS
        if token.kind != "word" or token.word in (*BOOLEANS, "sortby"):
            return False
        return self.ahead(1).kind in ("word", "string") or self.ahead(1) == ("symbol", "/")

    def must_be_term(self, token: _Token, *, after: str = "") -> None:
        if token.kind in ("symbol", "end") or (token.word in BOOLEANS and not after):
            said = "ends where a term was expected" if token.kind == "end" else f"has {token.text!r} where a term was expected"
            raise CqlError(SYNTAX, token.text or after, f"the query {said}")

    def modifiers(self) -> tuple[Modifier, ...]:
        found: list[Modifier] = []
        while self.next == ("symbol", "/"):
            self.take()
            name = self.take()
            if name.kind not in ("word", "string"):
                raise CqlError(SYNTAX, "/", "a modifier needs a name")
            symbol, value = "", ""
            if self.next.kind == "symbol" and self.next.text in SYMBOLS:
                symbol, value = self.take().text, self.take().text
            found.append(Modifier(name.text.casefold(), symbol, value))
        return tuple(found)

    def sort(self) -> tuple[SortKey, ...]:
        if self.next.word != "sortby":
            return ()
        self.take()
        keys: list[SortKey] = []
        while self.next.kind in ("word", "string"):
            keys.append(SortKey(self.take().text, self.modifiers()))
        if not keys:
            raise CqlError(SYNTAX, "sortBy", "sortBy needs an index")
        return tuple(keys)


_ESCAPED = re.compile(r"\\(.)", re.S)
MASKED = "\ue000"
"""Stands for an escaped masking character in a term, before the character: the character itself is meant."""


def _unescaped(token: _Token) -> str:
    return _ESCAPED.sub(lambda found: MASKED + found[1] if found[1] in "*?^" else found[1], token.text)
