"""The bytes of kept files and of figures, each under its SHA-256 below ``files/fulltext``; the same bytes are there once.

PDF and pictures lie as they are, so that parts of them can be sent; XML is packed, to about a quarter. Backups take the directory along.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from lantai.catalog.blobs import pack, unpack

PACKED = ".zst"


class Lost(OSError):
    """The bytes of a digest are not there, or are not what they were."""


def put(data: bytes, *, packed: bool = False) -> str:
    """Keep the bytes and return their SHA-256; nothing is written where they are there already."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest, packed=packed)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")  # two threads may write the same bytes
    with part.open("wb") as file:
        file.write(pack(data) if packed else data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return digest


def get(digest: str) -> bytes:
    """Return the bytes of a digest; raise Lost."""
    plain, packed = _path(digest), _path(digest, packed=True)
    try:
        data = plain.read_bytes() if plain.exists() else unpack(packed.read_bytes())
    except OSError as problem:
        raise Lost(f"the file {digest} is not there: {problem}") from problem
    if hashlib.sha256(data).hexdigest() != digest:
        raise Lost(f"the file {digest} is damaged")
    return data


def place(digest: str) -> Path | None:
    """Return where bytes lie that are not packed; None where they do not."""
    path = _path(digest)
    return path if path.exists() else None


def size_of(digest: str) -> int:
    """Return what the bytes of a digest take on the disk; 0 where they are not."""
    return sum(path.stat().st_size for path in (_path(digest), _path(digest, packed=True)) if path.exists())


def total_bytes() -> int:
    """Return what all kept bytes take on the disk: files and pictures."""
    total = 0
    for folder in _root().glob("*/"):
        with os.scandir(folder) as entries, suppress(FileNotFoundError):  # one that is just being written gets its name
            total += sum(entry.stat().st_size for entry in entries if not entry.name.endswith(".part"))
    return total


def _root() -> Path:
    return Path(settings.DATA) / "files" / "fulltext"


def _path(digest: str, *, packed: bool = False) -> Path:
    return _root() / digest[:2] / (digest + PACKED if packed else digest)
