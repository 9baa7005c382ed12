"""A consistent copy of the database while it is in use, and the way back; SQLite by its backup interface, PostgreSQL by pg_dump."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, transaction

from .errors import BackupError, Damaged, Occupied

SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"


def copy(directory: Path) -> tuple[str, dict[str, int]]:
    """Write a copy of one moment into ``directory``; return its file name and the rows of each table at that moment."""
    if connection.vendor == "sqlite":
        target = directory / SQLITE
        _copy_sqlite(Path(connection.settings_dict["NAME"]), target)
        return SQLITE, counts_of(target)
    return POSTGRESQL, _dump(directory / POSTGRESQL)


def counts_of(file: Path) -> dict[str, int]:
    """Return the rows of each table of a SQLite file; raise Damaged when it is not whole."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as database:
        try:
            said = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
            if said != "ok":
                raise Damaged(f"{file}: {said}")
            names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            known = [name for name in names if not name.startswith("sqlite_")]
            return {name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in known}  # noqa: S608 our own tables
        except sqlite3.DatabaseError as problem:
            raise Damaged(f"{file}: {problem}") from problem


def counts_now() -> dict[str, int]:
    """Return the rows of each table of the database in use."""
    with connection.cursor() as cursor:
        found = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 our own tables
            found[name] = int(cursor.fetchone()[0])
        return found


def put_back(file: Path) -> None:
    """Load a dump into the PostgreSQL database that is configured; raise Occupied when there is anything in it."""
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise Occupied(
                f"the database {connection.settings_dict['NAME']} has tables: make an empty one and name it in LANTAI_DATABASE"
            )
    connection.close()
    _run(["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", *_where(), str(file)])


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy in one step: in WAL mode that is one reading transaction, beside which others read and write."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new, pages=-1)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def _dump(target: Path) -> dict[str, int]:
    with _snapshot() as name:
        found = counts_now()
        _run(["pg_dump", "--format=custom", "--no-owner", f"--snapshot={name}", f"--file={target}", *_where()])
    return found


@contextmanager
def _snapshot() -> Iterator[str]:
    """Hold one moment of PostgreSQL open, so that what is counted is what is written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def _where() -> list[str]:
    named = connection.settings_dict
    given = {"host": named["HOST"], "port": named["PORT"], "username": named["USER"], "dbname": named["NAME"]}
    return [f"--{option}={value}" for option, value in given.items() if value]


def _run(command: list[str]) -> None:
    environ = os.environ | {"PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    except FileNotFoundError as problem:
        raise BackupError(f"{command[0]} is not installed: it comes with PostgreSQL's client programs") from problem
    if done.returncode:
        raise BackupError(f"{command[0]} failed: {done.stderr.strip()[-1_000:]}")
