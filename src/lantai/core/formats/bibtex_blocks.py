"""Cut a BibTeX file into entries that can be read alone: each with the @string and the crossref parents that it needs.

Enter at ``split_entries``. The file is walked twice (a stream that cannot be walked twice is first put on disk): abbreviations
may stand anywhere, and the parent of an entry usually stands behind it.
"""

import re
import tempfile
from collections.abc import Iterator
from enum import Enum
from typing import IO, BinaryIO, NamedTuple, cast

from lantai.core.text.messages import N_

from .charset import masked
from .linestream import lines
from .protocol import Chunk

ENTRY_LIMIT_BYTES = 4 * 1024 * 1024
CONTEXT_LIMIT_BYTES = 64 * 1024 * 1024
KEYS_LIMIT = 2_000_000  # as many keys are watched for repetition
_SPOOL_BYTES = 16 * 1024 * 1024

UNBALANCED = N_("The braces or quotation marks of this entry do not close.")
STRAY = N_("This text stands between the entries, is not marked as a comment, and belongs to none.")
TOO_LARGE = N_("This entry is larger than the largest that is read (4 MiB); only its beginning is kept.")

_BEGIN = re.compile(rb"[ \t]*@[ \t]*([A-Za-z]+)[ \t]*([{(])")
_BEGIN_ENTRY = re.compile(rb"[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(][ \t]*[^\s,{}()=\"]+[ \t]*,")
_DELIMITER = re.compile(rb'(?<!\\)[{}"()]')
_NOT_COMMENT = re.compile(rb"(?![\s,;\x0c\x1a\0]*(?:%|#|@[ \t]*comment\b|$))", re.I)
_KEY = re.compile(rb"@[ \t]*[A-Za-z]+[ \t]*[{(]\s*([^\s,{}=]*)\s*,?")
_PARENTS = re.compile(rb"\b(?:crossref|xdata)\s*=\s*(?:\{([^{}]*)\}|\"([^\"]*)\")", re.I)
_WORD = re.compile(rb"(?:=|#)\s*([A-Za-z][\w:.+/'-]*)\s*(?=[,#})\s])")
_NAME = re.compile(rb"@[ \t]*string[ \t]*[{(]\s*([^\s={}\"]+)\s*=", re.I)


class Block(Enum):
    """What a run of bytes is."""

    ENTRY = "entry"
    STRING = "string"
    COMMENT = "comment"
    BROKEN = "broken"
    TOO_LARGE = "too large"
    STRAY = "stray"


class _Piece(NamedTuple):
    block: Block
    start: int
    raw: bytes


_WORDS = {b"string": Block.STRING, b"comment": Block.COMMENT, b"preamble": Block.COMMENT}


def split_entries(stream: BinaryIO, encoding: str) -> Iterator[Chunk]:
    """Yield the entries with their offsets.

    ``raw`` is the entry as received, then, on lines of their own, the definitions it needs, its parents, and for a key
    that came before in this file ``@comment{repeated N}``: so that it can be read alone. Broken entries and text outside
    come as refused; @comment, @preamble and lines that begin with % are passed over.
    """
    with _walkable(stream) as file:
        start = file.tell()
        context = _Context(encoding)
        for piece in _pieces(file, encoding):
            context.learn(piece)
        if context.wanted:
            file.seek(start)
            for piece in _pieces(file, encoding):
                context.take_parent(piece)
        file.seek(start)
        reasons = {Block.BROKEN: UNBALANCED, Block.STRAY: STRAY, Block.TOO_LARGE: TOO_LARGE}
        told = _joined(p for p in _pieces(file, encoding) if p.block in reasons or p.block is Block.ENTRY)
        for number, piece in enumerate(told, start=1):
            raw = context.completed(piece.raw) if piece.block is Block.ENTRY else piece.raw
            yield Chunk(raw=raw, position=piece.start, number=number, refused=reasons.get(piece.block, ""))


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, neighbouring lines of stray text as one."""
    held: _Piece | None = None
    for piece in pieces:
        if (
            held
            and piece.block is Block.STRAY
            and piece.start == held.start + len(held.raw)
            and len(held.raw) < ENTRY_LIMIT_BYTES
        ):
            held = held._replace(raw=held.raw + piece.raw)
            continue
        if held:
            yield held
        held = piece if piece.block is Block.STRAY else None
        if held is None:
            yield piece
    if held:
        yield held


def _walkable(stream: BinaryIO) -> IO[bytes]:
    if stream.seekable():
        return cast("IO[bytes]", _Borrowed(stream))
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  (the caller closes it)
    while block := stream.read(1024 * 1024):
        spool.write(block)
    spool.seek(0)
    return cast("IO[bytes]", spool)


class _Borrowed:
    """A stream that stays open when its block ends."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read, self.seek, self.tell = stream.read, stream.seek, stream.tell

    def __enter__(self) -> "_Borrowed":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the stream to its owner."""


# ---------------------------------------------------------------- pieces


def _pieces(stream: IO[bytes], encoding: str) -> Iterator[_Piece]:
    """Yield the blocks of the file in order; a line that begins a new entry inside an open one shows that the open one is broken."""
    opened: _Open | None = None
    for offset, line in lines(cast("BinaryIO", stream), encoding):
        if offset == 0:
            bare = line.removeprefix(b"\xef\xbb\xbf")
            offset, line = len(line) - len(bare), bare
        look = masked(line, encoding)
        if opened and _BEGIN_ENTRY.match(look):
            yield opened.piece(Block.BROKEN)
            opened = None
        at = 0
        while at < len(line):
            if opened is None:
                begin = _BEGIN.match(look, at) or (_BEGIN.search(look, at) if at else None)
                outside = line[at : begin.start() if begin else len(line)]
                if _NOT_COMMENT.match(outside):
                    yield _Piece(Block.STRAY, offset + at, outside)
                if begin is None:
                    break
                sign = look.index(b"@", begin.start())
                opened = _Open(offset + sign, begin[1].lower(), begin[2] == b"(")
                opened.raw += line[sign : begin.end()]
                at = begin.end()
            end = opened.closed_at(look, at)
            opened.add(line[at : end or len(line)])
            at = end or len(line)
            if end:
                yield opened.piece(_WORDS.get(opened.word, Block.ENTRY))
                opened = None
    if opened:
        yield opened.piece(Block.BROKEN)


class _Open:
    """A block whose end is not found yet."""

    def __init__(self, start: int, word: bytes, paren: bool) -> None:
        self.start, self.word, self.paren = start, word, paren
        self.raw = bytearray()
        self._size = 0
        self._depth = 0
        self._quoted = False

    def closed_at(self, line: bytes, at: int) -> int | None:
        """Return where on the line the block ends."""
        for mark in _DELIMITER.finditer(line, at):
            character = mark[0]
            if character == b"{":
                self._depth += 1
            elif character == b"}" and self._depth:
                self._depth -= 1
            elif (character == b"}" and not self.paren) or (
                character == b")" and self.paren and not self._depth and not self._quoted
            ):
                return mark.end()
            elif character == b'"' and not self._depth:
                self._quoted = not self._quoted
        return None

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size <= ENTRY_LIMIT_BYTES:
            self.raw += part

    def piece(self, block: Block) -> _Piece:
        too_large = self._size > ENTRY_LIMIT_BYTES and block is not Block.COMMENT
        return _Piece(Block.TOO_LARGE if too_large else block, self.start, bytes(self.raw))


# ---------------------------------------------------------------- what an entry needs of the others


class _Context:
    """Abbreviations, parents and repeated keys of a file."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self.wanted: set[bytes] = set()
        self._strings: dict[bytes, bytes] = {}
        self._parents: dict[bytes, bytes] = {}
        self._room = CONTEXT_LIMIT_BYTES
        self._seen: dict[int, int] = {}

    def learn(self, piece: _Piece) -> None:
        if piece.block is Block.STRING and (name := _NAME.match(piece.raw)):
            self._strings[name[1].lower()] = self._within(piece.raw)
        elif piece.block is Block.ENTRY:
            self.wanted.update(_named_parents(piece.raw))

    def take_parent(self, piece: _Piece) -> None:
        key = _key(piece.raw) if piece.block is Block.ENTRY else b""
        if key in self.wanted and key not in self._parents:
            self._parents[key] = self._within(piece.raw)

    def _within(self, raw: bytes) -> bytes:
        self._room -= len(raw)
        return raw if self._room > 0 else b""

    def completed(self, raw: bytes) -> bytes:
        """Return the entry with what it needs behind it."""
        parents: dict[bytes, bytes] = {}
        waiting = [*_named_parents(raw)]
        while waiting and len(parents) < 10:
            key = waiting.pop(0)
            if key not in parents and self._parents.get(key):
                parents[key] = self._parents[key]
                waiting += _named_parents(self._parents[key])
        strings: dict[bytes, bytes] = {}
        self._add_strings(b"".join((raw, *parents.values())), strings)
        parts = [raw, *strings.values(), *parents.values()]
        if repeated := self._repeated(_key(raw)):
            parts.append(b"@comment{repeated %d}" % repeated)
        return b"\n".join(parts)

    def _add_strings(self, raw: bytes, strings: dict[bytes, bytes]) -> None:
        for word in _WORD.findall(masked(raw, self._encoding)):
            name = word.lower()
            if name not in strings and self._strings.get(name):
                strings[name] = self._strings[name]
                self._add_strings(self._strings[name], strings)

    def _repeated(self, key: bytes) -> int:
        if not key or (len(self._seen) >= KEYS_LIMIT and hash(key) not in self._seen):
            return 0
        self._seen[hash(key)] = self._seen.get(hash(key), 0) + 1
        return self._seen[hash(key)] if self._seen[hash(key)] > 1 else 0


def _key(raw: bytes) -> bytes:
    found = _KEY.match(raw)
    return found[1] if found else b""


def _named_parents(raw: bytes) -> list[bytes]:
    return [key.strip() for groups in _PARENTS.findall(raw) for part in groups for key in part.split(b",") if key.strip()]
