"""The objects of a part of the snapshot, decoded one by one: what cannot be decoded comes with its line."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from lantai.core.formats.errors import FormatError
from lantai.core.formats.unpack import unpacked
from lantai.sources.protocols.polite import SourceError


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield the number of a row, from 1, and its object; None where it is none. Raise SourceError where the file cannot be read."""
    for number, raw in enumerate(_lines(path), start=1):
        if not raw.strip():
            continue
        try:
            found = msgspec.json.decode(raw.removeprefix(codecs.BOM_UTF8))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            found = None
        yield number, found if isinstance(found, dict) else None


def _lines(path: Path) -> Iterator[bytes]:
    if path.name.endswith(".parquet"):
        from .parquet import chunks

        try:
            yield from (chunk.raw for chunk in chunks(path))
        except FormatError as problem:
            raise SourceError(f"{path}: {problem}") from problem
        return
    try:
        with path.open("rb") as stream:
            yield from iter(unpacked(stream).readline, b"")
    except (OSError, FormatError) as problem:
        raise SourceError(f"{path} cannot be read to its end, get it once more: {problem}") from problem
