"""Labelled texts from files: JSON Lines with "content" (or title, abstract, journal) and "label", or tables with text and label in their last columns."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

_TEXTS = ("content", "text", "title", "abstract", "journal", "keywords")


class Labelled(NamedTuple):
    """A text and its class."""

    text: str
    label: str


class Unusable(ValueError):
    """A file holds no labelled text."""


def read(paths: Iterable[Path]) -> tuple[list[Labelled], list[str]]:
    """Return the labelled texts of files and what was refused, each with file, line and reason; raise Unusable where nothing is left."""
    found, refused = list[Labelled](), list[str]()
    for path in paths:
        before = len(found)
        for number, line in enumerate(_lines(path), start=1):
            if line.strip():
                row = _row(line)
                found.append(row) if isinstance(row, Labelled) else refused.append(f"{path}, line {number}: {row}")
        if len(found) == before:
            raise Unusable(f"{path}: no labelled text in it; {refused[-1] if refused else 'it is empty'}")
    return found, refused


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as raw:
        for line in gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw:
            yield line.decode("utf-8", "replace")


def _row(line: str) -> Labelled | str:
    """Return the row of a line, or why it is none."""
    if line.lstrip().startswith("{"):
        try:
            said = msgspec.json.decode(line)
        except msgspec.DecodeError as problem:
            return f"no valid JSON: {problem}"
        text = " ".join(str(said[name]) for name in _TEXTS if isinstance(said.get(name), str))
        label = said.get("label")
        return Labelled(text, label) if text.strip() and isinstance(label, str) and label else "a text and a label are needed"
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) < 2 or not cells[-1].strip() or not cells[-2].strip():
        return "a text and a label are needed, parted by a tab"
    return Labelled(cells[-2].strip(), cells[-1].strip())
