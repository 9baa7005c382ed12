"""Empty the database after a test that commits, in a hundredth of the time that Django's ``flush`` takes.

``flush`` empties every table, then makes content types, permissions and roles anew as after a migration: two thirds of a second
of a processor, after each of nine hundred tests. Here the first flush is Django's own, and what it leaves is remembered. Afterwards only
tables that have rows are emptied; where a test has changed what was remembered, Django's flush is done again.
"""

from collections.abc import Callable
from functools import cache
from weakref import WeakSet

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

Rows = list[tuple[object, ...]]

MOST_PARTS = 400
"""Tables asked in one statement; SQLite takes 500."""

_left: dict[str, dict[str, Rows]] = {}
"""For each database what a flush leaves: table -> its rows."""

_planning: WeakSet[object] = WeakSet()
"""PostgreSQL's sessions in which the questions are planned; a plan stays when the transaction that asked for it is undone."""


def install() -> None:
    """Empty in this way from now on."""
    TransactionTestCase._fixture_teardown = _instead_of(TransactionTestCase._fixture_teardown)


def _instead_of(flush: Callable[[TransactionTestCase], None]) -> Callable[[TransactionTestCase], None]:
    def fixture_teardown(case: TransactionTestCase) -> None:
        databases = [connections[name] for name in case._databases_names(include_mirrors=False)]
        plain = case.available_apps is None and not case.serialized_rollback
        if not plain or not all(_emptied(connection) for connection in databases):
            flush(case)
            _left.update({connection.alias: rows(connection, filled(connection)) for connection in databases if plain})

    return fixture_teardown


def _emptied(connection: BaseDatabaseWrapper) -> bool:
    """Empty the tables that a flush leaves empty. Return whether the database is now as after a flush."""
    left = _left.get(connection.alias)
    if left is None:
        return False
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for table in filled(connection):
                if table not in left:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
    except DatabaseError:  # a trigger or a reference that only a flush gets around
        return False
    return rows(connection, list(left)) == left


def filled(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that have rows."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for question in _planned(connection) if connection.vendor == "postgresql" else _questions(connection.alias):
            cursor.execute(question)
            found += [table for (table,) in cursor.fetchall()]
    return found


@cache
def _questions(alias: str) -> list[str]:
    """Return what asks which tables have rows."""
    name, tables = connections[alias].ops.quote_name, _tables(alias)
    parts = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name(table)})" for table in tables]
    return [" UNION ALL ".join(parts[n : n + MOST_PARTS]) for n in range(0, len(parts), MOST_PARTS)]


def _planned(connection: BaseDatabaseWrapper) -> list[str]:
    """Have PostgreSQL plan the questions once for each of its sessions, and return what asks them: planning is nine tenths of its 16 ms."""
    questions = _questions(connection.alias)
    connection.ensure_connection()
    if connection.connection not in _planning:
        with connection.cursor() as cursor:
            for number, question in enumerate(questions):
                cursor.execute(f"PREPARE lantai_filled_{number} AS {question}")
        _planning.add(connection.connection)
    return [f"EXECUTE lantai_filled_{number}" for number in range(len(questions))]


@cache
def _tables(alias: str) -> list[str]:
    """Return the tables that a flush empties."""
    return connections[alias].introspection.django_table_names(only_existing=True, include_views=False)


def rows(connection: BaseDatabaseWrapper, tables: list[str]) -> dict[str, Rows]:
    """Return what stands in these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found
