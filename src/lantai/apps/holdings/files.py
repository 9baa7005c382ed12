"""Lists as they were received, kept under their digest: what was read from them can be read again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

FOLDER = "lists"
LIMIT_BYTES = 256 * 1024 * 1024
"""A list of a million titles is about 250 MB; a larger one is no list."""


class TooLarge(Exception):
    """The file is larger than a list can be; nothing of it was kept."""


def keep(pieces: Iterable[bytes]) -> tuple[Path, str, int]:
    """Keep a file; return where it lies, its SHA-256 and its size. Raise TooLarge."""
    folder = Path(settings.DATA) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as out:
        waiting = Path(out.name)
        try:
            for piece in pieces:
                size += len(piece)
                if size > LIMIT_BYTES:
                    raise TooLarge
                digest.update(piece)
                out.write(piece)
        except BaseException:
            waiting.unlink()
            raise
    return waiting.replace(folder / digest.hexdigest()), digest.hexdigest(), size


def pieces_of(path: Path, size: int = 1024 * 1024) -> Iterable[bytes]:
    """Yield a file's bytes."""
    with path.open("rb") as file:
        while piece := file.read(size):
            yield piece
