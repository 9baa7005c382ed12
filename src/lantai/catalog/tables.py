"""Set-wise writing: many rows in one statement, keys reserved beforehand, no object a row.

``bulk_create`` would build a model object for each row first (docs/decisions/0002).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
from django.db import connection, models, transaction

from . import change_times
from .models import Counter


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values; ``names`` are model fields (foreign keys as "work_id"). Dicts and lists are stored as JSON.

    PostgreSQL takes them by COPY, twice as fast as by INSERT.
    """
    ready = _plain(model, names, rows)
    if not ready:
        return
    columns = ", ".join(connection.ops.quote_name(_column(model, name)) for name in names)
    marks = ", ".join(["%s"] * len(names))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
            return
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", ready)  # noqa: S608


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set the fields ``names`` of many rows; each row is the new values and, last, the key."""
    ready = _plain(model, (*names, "id"), rows)
    if not ready:
        return
    quoted = connection.ops.quote_name
    marks = ", ".join(f"{quoted(_column(model, name))} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(model._meta.db_table)} SET {marks} WHERE id = %s", ready)  # noqa: S608


def reserve(model: type[models.Model], count: int) -> range:
    """Return ``count`` keys that nothing has or ever had; call inside the transaction that uses them."""
    if not count:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            first = (cursor.fetchone() or (0,))[0] + 1
            return range(first, first + count)
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        cursor.execute("LOCK TABLE " + connection.ops.quote_name(table) + " IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(%s)", [sequence])
        first = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
        return range(first, first + count)


def next_change() -> int:
    """Return the number of the change that this transaction makes; call once in each transaction that touches works.

    Updating the row makes transactions of several machines wait for each other, so that a reader never sees change 8 before 7.
    When it was is noted after the commit (``change_times``).
    """
    transaction.on_commit(change_times.note, robust=True)
    Counter.objects.get_or_create(name="change")
    Counter.objects.filter(name="change").update(value=models.F("value") + 1)
    return Counter.objects.values_list("value", flat=True).get(name="change")


def _column(model: type[models.Model], name: str) -> str:
    return "id" if name == "id" else model._meta.get_field(name).column


def _plain(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Return the rows with JSON, days and instants as the database takes them; most tables have none of them, and pass as they are."""
    made: dict[int, Callable[[Any], Any]] = {}
    for place, name in enumerate(names):
        field = model._meta.pk if name == "id" else model._meta.get_field(name)
        if isinstance(field, models.JSONField):
            made[place] = _json
        elif isinstance(field, models.DateTimeField):
            made[place] = cache(connection.ops.adapt_datetimefield_value)  # one batch has one instant
        elif isinstance(field, models.DateField):
            made[place] = cache(connection.ops.adapt_datefield_value)
    if not made:
        return list(rows)
    return [[made[n](value) if n in made else value for n, value in enumerate(row)] for row in rows]


def _json(value: Any) -> str:
    said = msgspec.json.encode(value)
    return (msgspec.json.encode(_clean(value)) if b"\\u0000" in said else said).decode()


def _clean(value: Any) -> Any:
    """Return a value without the character that PostgreSQL keeps in no text."""
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(inner) for inner in value]
    return value.replace("\0", "") if isinstance(value, str) else value
