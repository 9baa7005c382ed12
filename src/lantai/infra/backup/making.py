"""Makes a backup beside the running library: readers search and imports go on meanwhile."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import lantai

from . import databases, manifest
from .errors import BackupError, Busy
from .manifest import FORMAT, Manifest

TAKEN = ("secret-key", "demo-open", "files", "uploads", "lexicons")
"""What of the data directory goes along, beside the database: the key that signs sessions, pictures, files of imports, dictionaries."""

NOTE = "backup.json"
_NAME = re.compile(r"lantai-\d{8}T\d{6}Z")
_PART = ".part"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The last backup: where it lies, when it was begun (ISO 8601), its bytes, how many seconds it took."""

    at: str
    to: str
    size: int
    seconds: float

    @property
    def begun(self) -> datetime:
        """Return when it was begun."""
        return datetime.fromisoformat(self.at)


def make(data: Path, into: Path, *, now: datetime, keep: int = 0) -> tuple[Path, Manifest]:
    """Write a backup of the library in ``data`` as a new directory in ``into``; return it and what it says of itself.

    ``keep``: how many there may be afterwards, the oldest are removed; 0: all. ``now``: in UTC. Raise Busy, BackupError.
    """
    begun = datetime.now(now.tzinfo)
    with _alone(data):
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        if into.resolve().is_relative_to(data.resolve()):
            raise BackupError(f"{into} lies within the library itself ({data}): name a place on another disk")
        target = into / f"lantai-{now:%Y%m%dT%H%M%SZ}"
        if target.exists():
            raise BackupError(f"{target} is there already")
        part = into / f"{target.name}{_PART}"
        for left in into.glob(f"lantai-*{_PART}"):  # of one that was broken off
            shutil.rmtree(left)
        part.mkdir(mode=0o700)
        try:
            said = _write(data, part, now=now)
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        took = (datetime.now(now.tzinfo) - begun).total_seconds()
        _note(data, Made(at=now.isoformat(), to=str(target), size=said.size, seconds=round(took, 1)))
        if keep:
            for old in listed(into)[:-keep]:
                shutil.rmtree(old)
    return target, said


def listed(into: Path) -> list[Path]:
    """Return the whole backups in a directory, the oldest first."""
    found = [path for path in into.iterdir() if _NAME.fullmatch(path.name)] if into.is_dir() else []
    return sorted(path for path in found if (path / manifest.NAME).is_file())


def last(data: Path) -> Made | None:
    """Return the last backup that was made of a library; None when none was, or nobody knows."""
    try:
        return msgspec.json.decode((data / NOTE).read_bytes(), type=Made)
    except (OSError, msgspec.DecodeError):
        return None


def _write(data: Path, part: Path, *, now: datetime) -> Manifest:
    """Files before and after the database: whatever its copy speaks of was there at one of the two times."""
    _take_files(data, part)
    _, counts = databases.copy(part)
    migrations = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    _take_files(data, part)
    files = {str(path.relative_to(part)): manifest.entry(path) for path in sorted(part.rglob("*")) if path.is_file()}
    said = Manifest(
        format=FORMAT, made_at=now.isoformat(), version=lantai.__version__, database=connection.vendor, migrations=migrations,
        counts=counts, files=files,
    )  # fmt: skip
    said.write(part)
    _settle(part)
    return said


def _take_files(data: Path, part: Path) -> None:
    """Copy what is not there yet; what goes away meanwhile was not needed any more."""
    for name in TAKEN:
        source = data / name
        for path in [source] if source.is_file() else sorted(source.rglob("*")):
            target = part / path.relative_to(data)
            if not path.is_file() or (target.exists() and target.stat().st_size == path.stat().st_size):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(path, target)
            except FileNotFoundError:
                target.unlink(missing_ok=True)


def _settle(part: Path) -> None:
    """Have everything on the disk before the directory gets its name."""
    for path in (*part.rglob("*"), part):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _note(data: Path, made: Made) -> None:
    new = data / f"{NOTE}.{os.getpid()}"
    new.write_bytes(msgspec.json.encode(made))
    new.replace(data / NOTE)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    place = data / "locks"
    place.mkdir(exist_ok=True)
    with (place / "backup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Busy("another process makes a backup of this library") from problem
        yield
