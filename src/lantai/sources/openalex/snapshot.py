"""OpenAlex's snapshot as it is downloaded: a folder an entity, in it ``updated_date=…`` folders of parts, JSON Lines packed or Parquet.

A ``manifest`` lists the parts: what is missing is said before anything is begun. ``merged_ids`` says which numbers were given up for which.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from lantai.core.formats import plain_table
from lantai.core.formats.errors import FormatError
from lantai.sources.protocols.polite import SourceError

ENDS = (".gz", ".jsonl", ".json", ".parquet")
GIVEN_UP = ("id", "merge_into_id")
"""Columns of a list of numbers given up: the old one, and the one that stands for it."""

ENTITIES = ("works", "sources", "institutions", "authors")


@dataclass(slots=True)
class Snapshot:
    """The parts of each entity, the oldest update first; ``merged``: the lists of numbers given up, by entity."""

    works: list[Path] = field(default_factory=list)
    sources: list[Path] = field(default_factory=list)
    institutions: list[Path] = field(default_factory=list)
    authors: list[Path] = field(default_factory=list)
    merged: dict[str, list[Path]] = field(default_factory=dict)


def parts(folder: Path) -> Snapshot:
    """Return what a folder holds: the whole snapshot, its "data", or one entity's folder; raise SourceError."""
    if not folder.is_dir():
        raise SourceError(f"there is no folder {folder}")
    root = next((at for at in (folder / "data", folder / "openalex-snapshot" / "data", folder) if _holds_entities(at)), None)
    found = Snapshot()
    if root is None:
        found.works = _of(folder)
    else:
        for name in ENTITIES:
            setattr(found, name, _of(root / name) if (root / name).is_dir() else [])
        merged = root / "merged_ids"
        found.merged = {
            at.name: sorted(p for p in at.rglob("*.csv*") if p.is_file()) for at in sorted(merged.glob("*")) if at.is_dir()
        }
    if not (found.works or found.sources or found.institutions or found.authors or found.merged):
        raise SourceError(
            f"{folder} holds no part of a snapshot of OpenAlex: expected folders updated_date=…, in them part_000.gz …"
        )
    return found


def _holds_entities(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in (*ENTITIES, "merged_ids"))


def _of(folder: Path) -> list[Path]:
    there = sorted(p for p in folder.rglob("*") if p.is_file() and p.name.endswith(ENDS) and not p.name.startswith("."))
    manifest = folder / "manifest"
    if manifest.is_file():
        missing = [name for name in _listed(manifest) if not (folder / name).is_file()]
        if missing:
            raise SourceError(
                f"{manifest} lists {len(missing)} parts that are not there, such as {missing[0]}; download the snapshot again"
            )
    return there


def _listed(manifest: Path) -> list[str]:
    """Return the parts that a manifest lists, below the entity's folder."""
    try:
        entries = msgspec.json.decode(manifest.read_bytes())["entries"]
        return ["/".join(str(entry["url"]).split("/")[-2:]) for entry in entries]
    except (msgspec.DecodeError, KeyError, TypeError) as problem:
        raise SourceError(
            f"{manifest} cannot be read: {problem}; download it again, or take it away to go on without it"
        ) from problem


def given_up(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the number that was given up and the one it stands for now, "" where it stands for none, of one list; raise SourceError."""
    try:
        with path.open("rb") as stream:
            table = plain_table.opened(stream)
            headings = next((row.cells for row in table.rows if isinstance(row, plain_table.Line)), ())
            if missing := [name for name in GIVEN_UP if name not in headings]:
                there = ", ".join(headings[:10]) or "none, it is empty"
                raise SourceError(f"{path}: no list of numbers given up: it has no column {missing[0]}, its columns are {there}")
            at = tuple(map(headings.index, GIVEN_UP))
            for row in table.rows:
                if isinstance(row, plain_table.Line):
                    old, new = (row.cells[column].rpartition("/")[2] for column in at)
                    if old:
                        yield row.number, old, new
    except (OSError, FormatError) as problem:
        raise SourceError(f"{path} cannot be read to its end, get it once more: {problem}") from problem
