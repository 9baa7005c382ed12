"""ROR's file as it is published (a zip with JSON and CSV, schema 2 and 1), what its interface answers, and JSON lines, packed or not: record by
record."""

import codecs
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from lantai.sources.protocols.polite import SourceError

from . import table

LIMIT_BYTES = 2_000_000_000
HEAD_BYTES = 4_096
ENDS = (".json", ".jsonl", ".csv")


def records(path: Path) -> Iterator[Any]:
    """Yield the decoded records of a file, in the place of a line that is none what is wrong with it, a ValueError. Raise SourceError.

    Records are decoded one by one: the whole registry is 300 MB of JSON, and would be 2 GB of objects.
    """
    text = _in_utf8(unpacked(path)).removeprefix(codecs.BOM_UTF8)
    head = text[:HEAD_BYTES].lstrip()
    if head[:1] not in (b"[", b"{") and b"id" in head.partition(b"\n")[0]:
        try:
            yield from table.rows(text)
        except SourceError as problem:
            raise SourceError(f"{path}: {problem}") from problem
        return
    if head[:1] == b"[" or (head[:1] == b"{" and b'"items"' in head and b'"number_of_results"' in head):
        try:
            is_list = head[:1] == b"["
            rows = msgspec.json.decode(text, type=list[msgspec.Raw]) if is_list else msgspec.json.decode(text, type=_Answer).items
        except (ValueError, RecursionError) as problem:
            raise SourceError(f"{path}: not whole JSON, get it once more: {problem}") from problem
        yield from map(_decoded, rows)
        return
    start = 0
    while start < len(text):
        end = text.find(b"\n", start)
        line, start = (text[start:], len(text)) if end < 0 else (text[start:end], end + 1)
        if line.strip():
            yield _decoded(line)


def _decoded(raw: bytes | msgspec.Raw) -> Any:
    try:
        return msgspec.json.decode(raw)
    except ValueError as problem:
        return ValueError(f"not JSON: {problem}")
    except RecursionError:
        return ValueError("its brackets are nested deeper than is read")


def _in_utf8(raw: bytes) -> bytes:
    """Return a text in UTF-8 that came in UTF-16, as what was opened and saved again elsewhere does."""
    wide = raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return raw.decode("utf-16", "replace").encode() if wide else raw


class _Answer(msgspec.Struct):
    """What ROR's interface answers."""

    items: list[msgspec.Raw]


def unpacked(path: Path) -> bytes:
    """Return what a file holds, unpacked; of a zip its newest schema. Raise SourceError."""
    if not path.is_file():
        raise SourceError(f"{path}: there is no such file")
    try:
        return _unpacked(path)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise SourceError(f"{path}: cannot be unpacked, get it once more: {problem}") from problem


def _unpacked(path: Path) -> bytes:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            there = [name for name in packed.namelist() if name.endswith(ENDS)]
            if not there:
                raise SourceError(f"{path}: neither JSON nor CSV inside")
            best = min(there, key=lambda name: (name.endswith(".csv"), "schema_v2" not in name, name))
            if packed.getinfo(best).file_size > LIMIT_BYTES:
                raise SourceError(f"{path}: {best} is larger than {LIMIT_BYTES:,} bytes")
            return packed.read(best)
    raw = path.read_bytes()
    if raw[:4] == b"PK\x03\x04":
        raise zipfile.BadZipFile("the end of the file is missing")
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
