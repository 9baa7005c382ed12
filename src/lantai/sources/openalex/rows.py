"""The objects of a part of the snapshot, decoded one by one: what cannot be decoded comes with its line."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from lantai.sources.protocols.polite import SourceError


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield the number of a row, from 1, and its object; None where it is none. Raise SourceError where the file cannot be read."""
    for number, raw in enumerate(_lines(path), start=1):
        if not raw.strip():
            continue
        try:
            found = msgspec.json.decode(raw)
        except msgspec.DecodeError:
            found = None
        yield number, found if isinstance(found, dict) else None


def _lines(path: Path) -> Iterator[bytes]:
    if path.name.endswith(".parquet"):
        from .parquet import chunks

        yield from (chunk.raw for chunk in chunks(path))
        return
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as stream:
            yield from stream
    except (OSError, EOFError) as problem:
        raise SourceError(f"{path}: cannot be read: {problem}") from problem
