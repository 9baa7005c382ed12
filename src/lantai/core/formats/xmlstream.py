"""Cut a stream of XML into the bytes of its record elements, in bounded memory, whatever damage lies between them.

Enter at ``split_elements``. No parser sees the whole file: one broken record would end it, and what an entity expands to
would be out of our hands. Each record is parsed by itself later (xmltree.py).
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO, NamedTuple

from lantai.core.text.messages import N_

from .errors import LimitExceeded
from .protocol import Chunk
from .window import Window

RECORD_LIMIT_BYTES = 16 * 1024 * 1024
TAG_LIMIT_BYTES = 64 * 1024
KEPT_BYTES = 64 * 1024  # of what is refused for its size, or of a file without records

UNCLOSED = N_("This record begins, but its end is missing.")
HEADLESS = N_("This is the end of a record whose beginning is missing.")
STRAY = N_("This text stands between the records and belongs to none.")
TOO_LARGE = N_("This record is larger than the largest that is read (16 MiB); only its beginning is kept.")
NO_RECORD = N_("This file holds no record of the kind that was expected.")
ENTITIES = N_(
    "The file declares XML entities of its own. None is read (limit: 0): they can swell a file without bound, or fetch others."
)


def split_elements(
    stream: BinaryIO, names: frozenset[str], *, encoding: str = "", limit_bytes: int = RECORD_LIMIT_BYTES
) -> Iterator[Chunk]:
    """Yield the bytes of every outermost element whose local name is in ``names``, with its byte offset.

    An element of another namespace inside a record (MARCXML's record in OAI-PMH's) belongs to it; a second beginning of
    the same kind means that the end of the first is missing, and reading goes on there. Text right behind a record, a
    record without beginning or end, and one beyond ``limit_bytes`` come as refused; the elements around the records
    (envelopes, tokens) are passed over. A file in UTF-16 (``encoding``, else its byte order mark, says so) is turned into
    UTF-8 first, and offsets count that.

    Raises LimitExceeded where the file declares entities.
    """
    window = Window(stream, encoding=encoding)
    splitter = _Splitter(window, limit_bytes)
    for tag in _tags(window, names, limit_bytes):
        yield from splitter.take(tag)
    yield from splitter.finish()


class _Mark(Enum):
    OPEN = "open"
    EMPTY = "empty"
    CLOSE = "close"
    NOTHING = "nothing"  # no tag up to here; time to let go of bytes


class _Tag(NamedTuple):
    """A tag of a record element; ``signature`` (name and namespace) tells a record inside another from the next one."""

    mark: _Mark
    start: int
    end: int
    signature: bytes = b""


_LONGEST_NAME = 256
_COMMENT_END = re.compile(rb"-->")
_CDATA_END = re.compile(rb"\]\]>")
_TAG_END = re.compile(rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
_NAMESPACE = re.compile(rb"""\sxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)""")


def _tags(window: Window, names: frozenset[str], limit: int) -> Iterator[_Tag]:
    alternatives = b"|".join(re.escape(name.encode()) for name in sorted(names))
    mark = re.compile(rb"<!--()()|<!\[CDATA\[()()|<!(ENTITY)()\s|<(/?)((?:[\w.-]+:)?(?:%s))(?=[\s/>])" % alternatives)
    at = 0
    while True:
        found = window.search(mark, at)
        if found is None:
            at = max(at, window.end - _LONGEST_NAME)
            if not window.more():
                return
            yield _Tag(_Mark.NOTHING, at, at)
            continue
        start, end, groups = found
        if b"ENTITY" in groups:
            raise LimitExceeded(ENTITIES)
        slash, name = groups[-2:]
        if not name:
            closing = _COMMENT_END if window.slice(start, start + 3) == b"<!-" else _CDATA_END
            at = window.end_of(closing, end, limit) or end
            continue
        at = window.end_of(_TAG_END, end, TAG_LIMIT_BYTES) or end
        yield _tag(start, at, window.slice(start, at), slash, name)


def _tag(start: int, end: int, text: bytes, slash: bytes, name: bytes) -> _Tag:
    if slash:
        return _Tag(_Mark.CLOSE, start, end)
    namespace = _NAMESPACE.search(text)
    signature = name + b" " + (namespace[1] if namespace else b"")
    return _Tag(_Mark.EMPTY if text.endswith(b"/>") else _Mark.OPEN, start, end, signature)


class _Splitter:
    """Puts records together from their tags."""

    def __init__(self, window: Window, limit: int) -> None:
        self._window = window
        self._limit = limit
        self._opened: _Tag | None = None
        self._depth = 0
        self._number = 0
        self._boundary = 0  # the first byte that no chunk holds yet
        self._behind = False  # a record has just ended: text right behind it is stray
        self._overrun = False  # inside a record that was refused for its size

    def take(self, tag: _Tag) -> Iterator[Chunk]:
        if self._opened and tag.start - self._opened.start > self._limit:
            yield self._chunk(self._opened.start, self._opened.start + KEPT_BYTES, TOO_LARGE)
            self._opened, self._depth, self._overrun = None, 0, True
        if self._behind and tag.mark is not _Mark.NOTHING:
            yield from self._stray(tag.start)
        if tag.mark is _Mark.CLOSE:
            yield from self._close(tag)
        elif tag.mark is not _Mark.NOTHING:
            yield from self._begin(tag)
        self._window.forget(self._opened.start if self._opened else max(self._boundary, tag.start - KEPT_BYTES))

    def _begin(self, tag: _Tag) -> Iterator[Chunk]:
        self._overrun = False
        if self._opened and tag.signature == self._opened.signature:
            yield self._chunk(self._opened.start, tag.start, UNCLOSED)
            self._opened, self._depth = None, 0
        if self._opened:
            self._depth += tag.mark is _Mark.OPEN
        elif tag.mark is _Mark.OPEN:
            self._opened, self._depth = tag, 1
        else:
            yield self._chunk(tag.start, tag.end)
            self._behind = True

    def _close(self, tag: _Tag) -> Iterator[Chunk]:
        if self._depth > 1:
            self._depth -= 1
        elif self._opened:
            yield self._chunk(self._opened.start, tag.end)
            self._opened, self._depth, self._behind = None, 0, True
        elif not self._overrun:
            yield self._chunk(max(self._window.start, self._boundary), tag.end, HEADLESS)
            self._behind = True
        else:
            self._overrun, self._boundary = False, tag.end

    def _stray(self, end: int) -> Iterator[Chunk]:
        """Yield the text that follows a record before any further tag."""
        self._behind = False
        start = max(self._boundary, self._window.start)
        text = self._window.slice(start, end).partition(b"<")[0]
        if text.strip():
            yield self._chunk(start, start + len(text), STRAY)

    def finish(self) -> Iterator[Chunk]:
        start, end = self._window.start, self._window.end
        if self._opened:
            yield self._chunk(self._opened.start, end, UNCLOSED)
        elif self._behind:
            yield from self._stray(end)
        elif self._number == 0 and self._window.slice(start, end).strip():
            yield self._chunk(start, min(end, start + KEPT_BYTES), NO_RECORD)

    def _chunk(self, start: int, end: int, refused: str = "") -> Chunk:
        self._number += 1
        self._boundary = end
        return Chunk(raw=self._window.slice(start, end), position=start, number=self._number, refused=refused)
