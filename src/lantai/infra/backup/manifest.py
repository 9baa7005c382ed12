"""What a backup says of itself: written last, so that a directory with one is whole."""

import hashlib
from pathlib import Path

import msgspec

from .errors import Damaged

NAME = "manifest.json"
FORMAT = 1
_PIECE = 1 << 20


class Entry(msgspec.Struct, frozen=True):
    """One file: its bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """``made_at``: ISO 8601. ``database``: "sqlite" or "postgresql". ``migrations``: those applied, as "app.name". ``counts``: table ->
    rows, of the same moment as the copy. ``files``: path below the backup -> what it was."""

    format: int
    made_at: str
    version: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    files: dict[str, Entry]

    @property
    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(entry.size for entry in self.files.values())

    def write(self, directory: Path) -> None:
        """Write it into a directory."""
        (directory / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1))


def read(directory: Path) -> Manifest:
    """Return what a backup says of itself; raise Damaged when it is none, or of a form that this version does not know."""
    try:
        found = msgspec.json.decode((directory / NAME).read_bytes(), type=Manifest)
    except OSError as problem:
        raise Damaged(f"{directory} is no backup, or one that was broken off: it has no {NAME}") from problem
    except msgspec.DecodeError as problem:
        raise Damaged(f"{directory / NAME} cannot be read: {problem}") from problem
    if found.format != FORMAT:
        raise Damaged(f"{directory} was made by a newer version ({found.version}); restore it with that one")
    return found


def entry(path: Path) -> Entry:
    """Return size and digest of a file."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return Entry(size, digest.hexdigest())
