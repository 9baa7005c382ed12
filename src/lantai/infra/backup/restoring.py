"""Makes a library from a backup, where there is none; what is there already is never written over."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from . import databases, manifest
from .errors import BackupError, Damaged, Occupied
from .manifest import Manifest

DATABASE = "lantai.sqlite3"


def examine(backup: Path) -> Manifest:
    """Return what a backup says of itself, after comparing every file with it; raise Damaged, naming the first that differs."""
    said = manifest.read(backup)
    for name, wanted in said.files.items():
        path = backup / name
        if not path.resolve().is_relative_to(backup.resolve()):
            raise Damaged(f"{backup}: {name} leads out of the backup")
        if not path.is_file():
            raise Damaged(f"{path} is missing")
        if manifest.entry(path) != wanted:
            raise Damaged(f"{path} is not as it was written: its SHA-256 differs")
    return said


def restore(backup: Path, data: Path, *, vendor: str, known: set[str]) -> Manifest:
    """Put a backup in place as the library in ``data``, and return what it says of itself.

    ``vendor``: of the database that is configured. ``known``: the migrations of this version. The database comes last: a restore that was broken
    off can be done again. Raise Occupied, Damaged, BackupError.
    """
    said = examine(backup)
    _check(said, data, vendor=vendor, known=known)
    for name in said.files:
        if name in (databases.SQLITE, databases.POSTGRESQL):
            continue
        target = data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(backup / name, target)
    if said.database == "postgresql":
        databases.put_back(backup / databases.POSTGRESQL)
        found = databases.counts_now()
    else:
        found = _place(backup / databases.SQLITE, data / DATABASE)
    differ = [f"{name}: {found.get(name)} of {count}" for name, count in said.counts.items() if found.get(name) != count]
    if differ:
        raise Damaged(f"not all rows came back: {'; '.join(differ)}")
    return said


def _check(said: Manifest, data: Path, *, vendor: str, known: set[str]) -> None:
    if (data / DATABASE).exists():
        raise Occupied(f"{data} holds a library: name another directory with --data, or move this one away")
    if said.database != vendor:
        raise BackupError(f"the backup is of a {said.database} database, and LANTAI_DATABASE means {vendor}")
    newer = sorted(set(said.migrations) - known)
    if newer:
        raise BackupError(
            f"the backup was made by version {said.version}, which is newer (it has {newer[0]}): restore it with that one"
        )


def _place(copy: Path, target: Path) -> dict[str, int]:
    """Put the database in place in one step, after seeing that it is whole."""
    new = target.with_suffix(".restoring")
    shutil.copyfile(copy, new)
    new.chmod(0o600)
    found = databases.counts_of(new)
    with closing(sqlite3.connect(new)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    new.replace(target)
    return found
