"""Turtle (RDF 1.1), and N-Triples with it, read for its literals: who says what in which language. Streaming; nothing else is kept.

Enter at ``statements``. What is no Turtle is refused with its line, and reading goes on behind the next full stop at the end of a line.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from urllib.parse import urljoin

from .lines import shown
from .protocol import LexiconError, Refusal

LONGEST_TOKEN = 1024 * 1024
_READ = 256 * 1024
_AHEAD = 64 * 1024

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_TOKEN = re.compile(
    r"""(?P<space>(?:\s+|\#[^\n]*(?:\n|$))+)
    |<(?P<iri>[^<>"{}|^`\s]*)>
    |(?P<long>\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*''')
    |(?P<short>"(?!"")(?:[^"\\\n]|\\.)*"|'(?!'')(?:[^'\\\n]|\\.)*'|""|'')
    |@(?P<at>[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<typed>\^\^)
    |(?P<name>(?:[\w](?:[\w.-]*[\w-])?)?:(?:(?:[\w:.%-]|\\.)*(?:[\w:%-]|\\.))?)
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?=[\s,;.\])]))
    |(?P<word>[A-Za-z]+)
    |(?P<sign>[.;,\[\]()])""",
    re.VERBOSE | re.DOTALL,
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_END = re.compile(r"\.\s*\n")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Literal(NamedTuple):
    """A statement whose object is a text (``lang`` "" where it has none) or, with ``is_address``, another thing."""

    subject: str
    predicate: str
    text: str
    lang: str
    line: int
    is_address: bool = False


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class _Unexpected(Exception):
    """A token that cannot stand here."""


def statements(stream: BinaryIO, file: str) -> Iterator[Literal | Refusal]:
    """Yield the statements of a file in their order; raise LexiconError where it is no UTF-8."""
    yield from _Parser(_Tokens(stream, file)).run()


class _Tokens:
    """The tokens of a stream, cut from a window over it."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream, self.file = stream, file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self.line, self._ended = "", 0, 1, False

    def next(self) -> _Token | None:
        """Return the next token, None at the end; raise _Unexpected where there is none."""
        while True:
            if len(self._text) - self._at < _AHEAD and not self._ended:
                self._more()
            if self._at >= len(self._text):
                return None
            match = _TOKEN.match(self._text, self._at)
            while (
                (match is None or match.end() == len(self._text))
                and not self._ended
                and len(self._text) - self._at < LONGEST_TOKEN
            ):
                self._more()
                match = _TOKEN.match(self._text, self._at)
            if match is None:
                raise _Unexpected
            line = self.line
            self._forward(match.end())
            if match.lastgroup != "space":
                return _Token(str(match.lastgroup), match[str(match.lastgroup)], line)

    def _more(self) -> None:
        block = self._stream.read(_READ)
        try:
            self._text = self._text[self._at :] + self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as problem:
            raise LexiconError(self.file, "the file is not in UTF-8", line=self.line) from problem
        self._at, self._ended = 0, not block

    def _forward(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def skip(self) -> str:
        """Go behind the next full stop at the end of a line; return the beginning of what was passed over."""
        first = self._text[self._at : self._at + 200].partition("\n")[0]
        while (found := _END.search(self._text, self._at)) is None and not self._ended:
            self._forward(max(self._at, len(self._text) - 2))
            self._more()
        self._forward(found.end() if found else len(self._text))
        return shown(first.strip())


class _Parser:
    """Puts statements together from tokens: a stack of subjects and predicates, for things without a name in square brackets."""

    def __init__(self, tokens: _Tokens) -> None:
        self._tokens = tokens
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._stack: list[tuple[str, str]] = []
        self._pushed: _Token | None = None
        self._blank = 0

    def run(self) -> Iterator[Literal | Refusal]:
        """Yield every statement."""
        while True:
            begun = self._tokens.line
            try:
                token = self._next()
                if token is None:
                    return
                if not self._directive(token):
                    yield from self._statement(token)
            except (_Unexpected, RecursionError):
                line = self._tokens.line
                self._pushed = None
                yield Refusal(self._tokens.file, max(begun, line), "this is no Turtle", self._tokens.skip())

    def _next(self) -> _Token | None:
        token, self._pushed = self._pushed or self._tokens.next(), None
        return token

    def _need(self) -> _Token:
        token = self._next()
        if token is None:
            raise _Unexpected
        return token

    def _directive(self, token: _Token) -> bool:
        """Take a prefix or a base, in Turtle's or SPARQL's writing."""
        word = token.text.lower()
        if token.kind not in ("at", "word") or word not in ("prefix", "base"):
            return False
        if word == "prefix":
            prefix = self._need()
            self._prefixes[prefix.text.removesuffix(":")] = self._address(self._need())
        else:
            self._base = self._address(self._need())
        if token.kind == "at" and self._need().text != ".":
            raise _Unexpected
        return True

    def _statement(self, token: _Token) -> Iterator[Literal]:
        if token.text == "[" and token.kind == "sign":
            subject = self._anonymous()
            yield from self._properties(subject, "]")
            following = self._need()
            if following.text == ".":
                return
            self._pushed = following
        elif token.text == "(" and token.kind == "sign":
            subject = self._anonymous()
            yield from self._collection(subject, "")
        else:
            subject = self._address(token)
        yield from self._properties(subject, ".")

    def _properties(self, subject: str, end: str) -> Iterator[Literal]:
        while True:
            token = self._need()
            if token.kind == "sign" and token.text == end:
                return
            if token.kind == "sign" and token.text == ";":
                continue
            predicate = RDF_TYPE if token.kind == "word" and token.text == "a" else self._address(token)
            yield from self._objects(subject, predicate)

    def _objects(self, subject: str, predicate: str) -> Iterator[Literal]:
        while True:
            yield from self._object(subject, predicate, self._need())
            token = self._need()
            if token.text != "," or token.kind != "sign":
                self._pushed = token
                return

    def _object(self, subject: str, predicate: str, token: _Token) -> Iterator[Literal]:
        if token.kind in ("long", "short"):
            yield self._literal(subject, predicate, token)
        elif token.kind == "sign" and token.text == "[":
            thing = self._anonymous()
            yield Literal(subject, predicate, thing, "", token.line, True)
            yield from self._properties(thing, "]")
        elif token.kind == "sign" and token.text == "(":
            yield from self._collection(subject, predicate)
        elif token.kind in ("iri", "name"):
            yield Literal(subject, predicate, self._address(token), "", token.line, True)
        elif token.kind not in ("number", "word"):
            raise _Unexpected

    def _collection(self, subject: str, predicate: str) -> Iterator[Literal]:
        while (token := self._need()).text != ")" or token.kind != "sign":
            yield from self._object(subject, predicate, token)

    def _literal(self, subject: str, predicate: str, token: _Token) -> Literal:
        quotes = 3 if token.kind == "long" else 1
        text, lang = _unescaped(token.text[quotes:-quotes]), ""
        following = self._next()
        if following is not None and following.kind == "at":
            lang = following.text
        elif following is not None and following.kind == "typed":
            self._address(self._need())
        else:
            self._pushed = following
        return Literal(subject, predicate, text, lang, token.line)

    def _address(self, token: _Token) -> str:
        if token.kind == "iri":
            address = _unescaped(token.text)
            return urljoin(self._base, address) if self._base and not _ABSOLUTE.match(address) else address
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in self._prefixes:
                return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
            if prefix == "_":
                return token.text
        raise _Unexpected

    def _anonymous(self) -> str:
        self._blank += 1
        return f"_:{self._blank}"


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: _character(m[1] or m[2]) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]), text)


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
