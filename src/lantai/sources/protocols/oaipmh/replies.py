"""One answer, from its bytes: records with their headers, the token, errors of the protocol, and what was mended or cut off.

No parser sees the page as a whole: each record is cut out and read by itself, so one bad record costs one record. The bytes of every record
are kept as they came, those that cannot be read too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from lantai.core.formats.charset import decoded
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.protocol import Chunk
from lantai.core.formats.xmlstream import UNCLOSED, split_elements
from lantai.core.formats.xmltree import children, parse, text_of, xml_encoding

from .errors import NotOai

_ROOT = re.compile(rb"<(?:[\w.-]+:)?OAI-PMH[\s>]")
_END = re.compile(rb"</(?:[\w.-]+:)?OAI-PMH\s*>\s*\Z")
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier\s*>\s*([^<]+?)\s*</")
_HEAD_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """A record, or a header alone. ``raw``: its bytes as they came. ``refused``: why nothing more can be read of it, "" normally.

    ``repairs``: what had to be mended to read it, in the codes of core.formats.
    """

    identifier: str
    datestamp: str
    sets: tuple[str, ...]
    deleted: bool
    raw: bytes
    refused: str = ""
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A resumption token as the server wrote it; ``cursor`` where the server says it."""

    value: str
    expires: str = ""
    cursor: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says. ``encoding``: the one that its bytes are in. ``token`` None: the list ends here, or the page was cut off. ``size``: of
    the complete list where the server says it, with a token or at the end without one.

    ``truncated``: the end of the page is missing; ``lost``: the identifier of the record that was cut off, "" where it cannot be told.
    ``others``: the elements of Identify, ListSets and ListMetadataFormats. ``repairs``: of the page as a whole.
    """

    raw: bytes
    encoding: str
    records: tuple[Record, ...] = ()
    token: Token | None = None
    size: int | None = None
    date: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    others: tuple[etree._Element, ...] = ()
    truncated: bool = False
    lost: str = ""
    repairs: tuple[str, ...] = ()


def read_reply(body: bytes) -> Reply:
    """Return what the bytes of an answer say; raise NotOai where they are none."""
    encoding = xml_encoding(body[:_HEAD_BYTES])
    plain = body
    if encoding.startswith(("utf-16", "utf-32")):
        plain, encoding = decoded(body.decode(encoding, "replace").encode(), "")[0].encode(), "utf-8"
    start = _ROOT.search(plain)
    if start is None:
        raise NotOai(f"no answer of OAI-PMH came but: {_beginning(body)}")
    inside = plain[start.start() :]
    try:
        chunks, around = _cut(inside, frozenset({"record"}))
        if not chunks:
            chunks, around = _cut(around, frozenset({"header"}))
        small = list(_small(around, encoding))
    except FormatError as problem:
        raise NotOai(f"the answer cannot be used: {problem}") from problem
    truncated = not _END.search(inside)
    cut_off = chunks.pop() if truncated and chunks and chunks[-1].refused == UNCLOSED else None
    found = _IDENTIFIER.search(cut_off.raw) if cut_off else None
    named = {name: [element for element in small if _name(element) == name] for name in _SMALL}
    return Reply(
        raw=body,
        encoding=encoding,
        records=tuple(_record(chunk, encoding) for chunk in chunks),
        token=_token(named["resumptionToken"]),
        size=_whole(named["resumptionToken"][-1].get("completeListSize")) if named["resumptionToken"] else None,
        date=text_of(named["responseDate"][0]) if named["responseDate"] else "",
        errors=tuple((error.get("code") or "unknown", text_of(error)) for error in named["error"]),
        others=tuple(named["Identify"] + named["set"] + named["metadataFormat"]),
        truncated=truncated,
        lost=found[1].decode(encoding, "replace") if found else "",
        repairs=_page_repairs(body, encoding, start.start()),
    )


_SMALL = frozenset({"resumptionToken", "error", "responseDate", "Identify", "set", "metadataFormat"})


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _cut(body: bytes, names: frozenset[str]) -> tuple[list[Chunk], bytes]:
    """Return the elements of these names and the bytes around them."""
    chunks, around, at = [], bytearray(), 0
    for chunk in split_elements(BytesIO(body), names):
        if (
            chunk.refused
            and chunk.number == 1
            and not any(b"<" + n.encode() in chunk.raw or b":" + n.encode() in chunk.raw for n in names)
        ):
            return [], body
        chunks.append(chunk)
        around += body[at : chunk.position]
        at = chunk.position + len(chunk.raw)
    return chunks, bytes(around + body[at:])


def _small(around: bytes, encoding: str) -> Iterator[etree._Element]:
    for chunk in split_elements(BytesIO(around), _SMALL):
        if not chunk.refused:
            yield parse(chunk.raw, encoding)[0]


def _record(chunk: Chunk, encoding: str) -> Record:
    if chunk.refused:
        found = _IDENTIFIER.search(chunk.raw)
        return Record(found[1].decode(encoding, "replace") if found else "", "", (), False, chunk.raw, refused=chunk.refused)
    try:
        element, repairs = parse(chunk.raw, encoding)
    except Unreadable as problem:
        found = _IDENTIFIER.search(chunk.raw)
        return Record(found[1].decode(encoding, "replace") if found else "", "", (), False, chunk.raw, refused=str(problem))
    header = element if _name(element) == "header" else next(iter(children(element, "header")), None)
    codes = tuple(dict.fromkeys(repair.code for repair in repairs))
    if header is None:
        return Record("", "", (), False, chunk.raw, refused="The record has no header.", repairs=codes)
    said = {part: [text_of(e) for e in children(header, part)] for part in ("identifier", "datestamp", "setSpec")}
    return Record(
        identifier := next(iter(said["identifier"]), ""),
        next(iter(said["datestamp"]), ""),
        tuple(said["setSpec"]),
        (header.get("status") or "").strip().lower() == "deleted",
        chunk.raw,
        refused="" if identifier else "The record has no identifier.",
        repairs=codes,
    )


def _token(found: list[etree._Element]) -> Token | None:
    """Return the token; an empty one, or one of white space, ends the list. It is opaque: inner white space belongs to it."""
    value = "".join(str(part) for part in found[-1].itertext()).strip() if found else ""
    if not value:
        return None
    return Token(value, found[-1].get("expirationDate") or "", _whole(found[-1].get("cursor")))


def _whole(words: str | None) -> int | None:
    return int(words) if words and words.strip().isdecimal() else None


def _page_repairs(body: bytes, encoding: str, start: int) -> tuple[str, ...]:
    """Say where the page is in another encoding than it declares, and where something stood before its beginning."""
    declared = _DECLARED.search(body[:1_000])
    name = declared[1].decode().lower() if declared else "utf-8"
    other = encoding.removesuffix("-sig") != name and not body.isascii() and not (name == "utf8" and encoding.startswith("utf-8"))
    before = body[:start].partition(b"<?xml")[0].removeprefix(b"\xef\xbb\xbf")
    bom_and_space = bool(before) and b"<?xml" in body[:start]
    return (
        *(["charset"] if other and not encoding.startswith("utf-16") else []),
        *(["before the beginning"] if bom_and_space else []),
    )


def _beginning(body: bytes) -> str:
    words = re.sub(r"<[^>]*>|\s+", " ", body[:2_000].decode("utf-8", "replace"))
    return " ".join(words.split())[:120] or "nothing"
