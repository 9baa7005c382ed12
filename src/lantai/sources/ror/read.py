"""ROR's file as it is published (a zip with schema 2 and 1), and as JSON or JSON lines, packed or not: record by record."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from lantai.sources.protocols.polite import SourceError

LIMIT_BYTES = 2_000_000_000


def records(path: Path) -> Iterator[Any]:
    """Yield the decoded records of a file, in the place of a line that is none what is wrong with it, a ValueError. Raise SourceError.

    Records are decoded one by one: the whole registry is 300 MB of JSON, and would be 2 GB of objects.
    """
    text = unpacked(path)
    if text[:64].lstrip()[:1] == b"[":
        try:
            rows = msgspec.json.decode(text, type=list[msgspec.Raw])
        except ValueError as problem:
            raise SourceError(f"{path}: not whole JSON: {problem}") from problem
        yield from (msgspec.json.decode(row) for row in rows)
        return
    start = 0
    while start < len(text):
        end = text.find(b"\n", start)
        line, start = (text[start:], len(text)) if end < 0 else (text[start:end], end + 1)
        if line.strip():
            try:
                yield msgspec.json.decode(line)
            except ValueError as problem:
                yield problem


def unpacked(path: Path) -> bytes:
    """Return what a file holds, unpacked; of a zip its newest schema. Raise SourceError."""
    if not path.is_file():
        raise SourceError(f"{path}: there is no such file")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            names = sorted(
                (n for n in packed.namelist() if n.endswith((".json", ".jsonl"))), key=lambda n: ("schema_v2" not in n, n)
            )
            if not names:
                raise SourceError(f"{path}: no JSON inside")
            if packed.getinfo(names[0]).file_size > LIMIT_BYTES:
                raise SourceError(f"{path}: {names[0]} is larger than {LIMIT_BYTES:,} bytes")
            return packed.read(names[0])
    raw = path.read_bytes()
    try:
        return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (OSError, EOFError) as problem:
        raise SourceError(f"{path}: cannot be unpacked: {problem}") from problem
