"""Where in a row's bytes it went wrong, as far as that can be told: for people who look at what was refused.

``find`` gives the span of the faulty bytes; ``around`` cuts what stands before and after it.
"""

import codecs
import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple
from xml.parsers import expat

from .protocol import Profile

AROUND = 96
"""Bytes shown on each side: six lines of sixteen."""

PER_LINE = 16
_ENTRY = 12
_LEADER = 24
_VISIBLE = str.maketrans({"\x1d": "␝", "\x1e": "␞", "\x1f": "␟", "\x00": "␀", "\x1b": "␛"})


class Span(NamedTuple):
    """Bytes from ``start`` to before ``end``."""

    start: int
    end: int


class Around(NamedTuple):
    """The faulty bytes with what stands around them. ``lines``: offset, then pieces of hexadecimal, each with whether it is faulty."""

    before: str
    fault: str
    after: str
    lines: tuple[tuple[int, tuple[tuple[str, bool], ...]], ...]
    span: Span


def find(raw: bytes, profile: Profile, field: str = "") -> Span | None:
    """Return where the bytes are wrong: where they are no characters, break their format's rules, or where ``field`` stands."""
    broken = _FORMATS.get(profile.format, _no_rule)(raw)
    return _undecodable(raw, profile) or broken or _field(raw, profile, field)


def around(raw: bytes, span: Span, *, encoding: str = "") -> Around:
    """Return the faulty bytes with some before and after, as text and as hexadecimal."""
    first = max(0, span.start - AROUND) // PER_LINE * PER_LINE
    last = min(len(raw), span.end + AROUND)
    codec = encoding if _is_codec(encoding) else "utf-8"
    before, fault, after = (
        part.decode(codec, "replace").translate(_VISIBLE)
        for part in (raw[first : span.start], raw[span.start : span.end], raw[span.end : last])
    )
    lines = tuple((at, _pieces(raw[at : min(at + PER_LINE, last)], at, span)) for at in range(first, last, PER_LINE))
    return Around(before, fault, after, lines, span)


def _pieces(line: bytes, at: int, span: Span) -> tuple[tuple[str, bool], ...]:
    cuts = sorted({0, len(line), *(min(max(0, edge - at), len(line)) for edge in span)})
    return tuple((line[a:b].hex(" "), span.start <= at + a < span.end) for a, b in pairwise(cuts))


def _undecodable(raw: bytes, profile: Profile) -> Span | None:
    codec = profile.encoding or "utf-8"
    if not _is_codec(codec):
        return None
    try:
        raw.decode(codec)
    except UnicodeDecodeError as problem:
        return Span(problem.start, max(problem.end, problem.start + 1))
    return None


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name or "-")
    except LookupError:
        return False
    return True


def _no_rule(_raw: bytes) -> Span | None:
    return None


def _json(raw: bytes) -> Span | None:
    text = raw.decode("utf-8", "replace")
    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        start = min(len(text[: problem.pos].encode()), max(0, len(raw) - 1))
        return Span(start, start + 1)
    except RecursionError:
        return None
    return None


def _xml(raw: bytes) -> Span | None:
    parser = expat.ParserCreate()
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        start = min(max(0, parser.ErrorByteIndex), max(0, len(raw) - 1))
        return Span(start, start + 1)
    return None


def _leader(raw: bytes) -> Span | None:
    """Mark what of a MARC leader is no number where one must be: the length, and where the fields begin."""
    for start, end in ((0, 5), (12, 17)):
        if not raw[start:end].isdigit():
            return Span(start, min(end, len(raw))) if len(raw) > start else None
    return None


_FORMATS: dict[str, Callable[[bytes], Span | None]] = {
    "native": _json, "csl": _json, "marcjson": _json, "openalex": _json, "crossref": _json, "unpaywall": _json, "doaj": _json, "xlsx": _json,
    "marcxml": _xml, "mods": _xml, "oai_dc": _xml, "arxiv": _xml, "iso2709": _leader,
}  # fmt: skip


def _field(raw: bytes, profile: Profile, field: str) -> Span | None:
    if column := re.fullmatch(r"column (\d+)", field):
        return _cell(raw, profile.delimiter.encode(), int(column[1]))
    tag, _slash, nth = field.partition("/")
    if profile.format == "iso2709" and re.fullmatch(r"[0-9A-Z]{3}", tag):
        return _marc_field(raw, tag.encode(), int(nth) if nth.isdecimal() else 1)
    key = f'"{field}"'.encode()
    start = (
        raw.find(key)
        if field and profile.format in ("native", "csl", "marcjson", "openalex", "crossref", "unpaywall", "doaj")
        else -1
    )
    return Span(start, start + len(key)) if start >= 0 else None


def _marc_field(raw: bytes, tag: bytes, nth: int) -> Span | None:
    base = int(raw[12:17]) if raw[12:17].isdigit() else 0
    entries = (raw[at : at + _ENTRY] for at in range(_LEADER, max(_LEADER, base - 1), _ENTRY))
    found = [e for e in entries if e[:3] == tag and e[3:].isdigit() and len(e) == _ENTRY]
    if len(found) < nth:
        return None
    length, start = int(found[nth - 1][3:7]), base + int(found[nth - 1][7:])
    return Span(start, min(start + length, len(raw))) if start < len(raw) else None


def _cell(raw: bytes, delimiter: bytes, nth: int) -> Span | None:
    """Mark the cell of a row that is the n-th, quotation marks heeded; the end of the row where there are fewer."""
    quoted, cell, start = False, 1, 0
    for at in range(len(raw)):
        byte = raw[at : at + 1]
        if byte == b'"':
            quoted = not quoted
        elif byte == delimiter and not quoted:
            if cell == nth:
                return Span(start, at) if at > start else Span(at, at + 1)
            cell, start = cell + 1, at + 1
    end = len(raw.rstrip(b"\r\n"))
    return Span(start, end) if end > start else (Span(max(0, end - 1), end) if end else None)
