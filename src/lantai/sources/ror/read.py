"""ROR's file as it is published (a zip with schema 2 and 1), and as JSON or JSON lines, packed or not: record by record."""

import gzip
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lantai.sources.protocols.polite import SourceError

LIMIT_BYTES = 2_000_000_000


def records(path: Path, say: Callable[[str], object]) -> Iterator[Any]:
    """Yield the decoded records of a file; ``say`` is told of lines that are none. Raise SourceError."""
    text = unpacked(path)
    if text.lstrip()[:1] == b"[":
        try:
            yield from json.loads(text)
        except ValueError as problem:
            raise SourceError(f"{path}: not whole JSON: {problem}") from problem
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as problem:
                say(f"{path}: line {number}: not JSON: {problem}; the line is left out")


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
