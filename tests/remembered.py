"""Put back what many tests begin with as the rows that the first of them left, instead of making it anew.

For what takes seconds to make by its actions (a tree of pages, say) and is no test's subject itself. Nothing is put back into a
database that stood otherwise when it was made: then it is made again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from tests.emptying import Rows, filled, rows

BY_TRIGGER = "_fts"
"""How the names of tables end that SQLite's triggers fill when rows are put into another."""


@dataclass(frozen=True)
class Made:
    """What stood in the database before, and afterwards in those tables that something was done to."""

    before: dict[str, Rows]
    changed: dict[str, Rows]


_made: dict[str, Made] = {}


def remembered(name: str, make: Callable[[], object]) -> None:
    """Bring the database to where ``make`` brings it: by its rows where they are known under this name, else by calling it."""
    before = standing()
    known = _made.get(name)
    if known is not None and known.before == before:
        put_back(known)
        return
    make()
    after = standing()
    changed = {table: after.get(table, []) for table in {*before, *after} if after.get(table) != before.get(table)}
    _made[name] = Made(before, changed)


def standing() -> dict[str, Rows]:
    """Return the rows of every table that has some."""
    return rows(connection, [table for table in filled(connection) if not table.endswith(BY_TRIGGER)])


@transaction.atomic
def put_back(made: Made) -> None:
    """Write the rows. The cache is emptied: it may hold what was asked of rows that are no more."""
    with connection.cursor() as cursor:
        for table in made.changed.keys() & made.before.keys():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table, found in made.changed.items():
            if found:
                places = ", ".join(["%s"] * len(found[0]))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", found)
        for statement in connection.ops.sequence_reset_sql(no_style(), models(made.changed)):
            cursor.execute(statement)
    cache.clear()


def models(tables: dict[str, Rows]) -> list[type[Model]]:
    """Return the models of these tables."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
