"""Put back what many tests begin with as the rows and files that the first of them left, instead of making it anew.

For what takes long to make by its actions (a tree of pages, a shelf of imported books) and is no test's subject itself. Nothing is put back
into a database that stood otherwise when it was made: then it is made again.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from tests.emptying import Rows, filled, rows

RUN = Path(os.environ["LANTAI_DATA"])
"""The data directory of the test run (tests/settings.py); each test has one of its own."""

BY_TRIGGER = "_fts"
"""How the names of tables end that SQLite's triggers fill when rows are put into another."""


OFTEN_OTHERWISE = 2
"""After so many times in vain nothing is remembered any more: what is made of accidents (a password, the time) never stands as it stood."""


@dataclass(frozen=True)
class Made:
    """What stood in the database before, and afterwards in those tables that something was done to; with files, a copy of the folder."""

    before: dict[str, Rows]
    changed: dict[str, Rows]
    folder: str = ""
    copy: Path | None = None


_made: dict[Hashable, Made] = {}
_in_vain: dict[Hashable, int] = {}
_seen: dict[str, Rows] = {}
"""Of each table rows that were seen first: most of them stand before everything that is made, and are kept once."""


def remembered(name: Hashable, make: Callable[[], object], folder: Path | None = None) -> None:
    """Bring the database to where ``make`` brings it: by its rows where they are known under this name, else by calling it.

    ``folder``: empty as yet; the files that ``make`` leaves in it are put back too, and where rows name the folder, they name this one.
    """
    if _in_vain.get(name, 0) >= OFTEN_OTHERWISE:
        make()
        return
    before = standing()
    known = _made.get(name)
    if known is not None and known.before == before:
        put_back(known, folder)
        return
    if known is not None:
        _in_vain[name] = _in_vain.get(name, 0) + 1
    make()
    after = standing()
    changed = {table: after.get(table, []) for table in {*before, *after} if after.get(table) != before.get(table)}
    before = {table: _seen[table] if _seen.setdefault(table, found) == found else found for table, found in before.items()}
    _made[name] = Made(before, changed, str(folder), kept(folder) if folder else None)


def kept(folder: Path) -> Path:
    """Return a copy of a folder that lives as long as the data directory of the test run."""
    return Path(shutil.copytree(folder, tempfile.mkdtemp(dir=RUN), dirs_exist_ok=True, symlinks=True))


def standing() -> dict[str, Rows]:
    """Return the rows of every table that has some."""
    return rows(connection, [table for table in filled(connection) if not table.endswith(BY_TRIGGER)])


@transaction.atomic
def put_back(made: Made, folder: Path | None = None) -> None:
    """Write the rows and the files. The cache is emptied: it may hold what was asked of rows that are no more."""
    if made.copy and folder:
        shutil.copytree(made.copy, folder, dirs_exist_ok=True, symlinks=True)
    with connection.cursor() as cursor:
        for table in made.changed.keys() & made.before.keys():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table, found in made.changed.items():
            if found:
                places = ", ".join(["%s"] * len(found[0]))
                moved = [tuple(at_home(value, made.folder, str(folder)) for value in row) for row in found] if folder else found
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", moved)
        for statement in connection.ops.sequence_reset_sql(no_style(), models(made.changed)):
            cursor.execute(statement)
    cache.clear()


def at_home(value: object, there: str, here: str) -> object:
    """Return a value that names the folder of now where it named that of then."""
    return value.replace(there, here) if isinstance(value, str) else value


def models(tables: dict[str, Rows]) -> list[type[Model]]:
    """Return the models of these tables."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
