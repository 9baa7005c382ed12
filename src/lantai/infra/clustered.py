"""Tables whose rows lie in the order of a key of several columns, and have no number of their own.

SQLite keeps such a row once, in the index of its key (WITHOUT ROWID); any other table it keeps beside that. Django cannot say so of a model, hence a
migration says it: its state has the model with a ``CompositePrimaryKey``, its database is given ``lay_out``. PostgreSQL has no such tables: there
the key is a key as any other.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model


def lay_out(editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
    """Make the table of a model, with the rows of the one that has its name, if there is one: of those with one key, one.

    Takes 1.2 s of processor time for a million identifiers in SQLite, and the room of the new table beside the old one until the transaction ends.
    """
    connection, table = editor.connection, model._meta.db_table
    with connection.cursor() as cursor:
        is_there = table in connection.introspection.table_names(cursor)
    before = f"{table}_before"
    quoted, was = editor.quote_name(table), editor.quote_name(before)
    if is_there:
        editor.execute(f"ALTER TABLE {quoted} RENAME TO {was}")
        if connection.vendor == "postgresql":  # else the new key could not have the name that it has in a new database
            editor.execute(f"ALTER TABLE {was} DROP CONSTRAINT IF EXISTS {editor.quote_name(f'{table}_pkey')}")
    sql, parameters = editor.table_sql(model)
    editor.execute(f"{sql} WITHOUT ROWID" if connection.vendor == "sqlite" else sql, parameters or None)
    if is_there:
        columns = ", ".join(editor.quote_name(field.column) for field in model._meta.local_concrete_fields)
        key = ", ".join(editor.quote_name(field.column) for field in model._meta.pk_fields)
        # "WHERE true": else SQLite would take ON for the beginning of a join's condition
        editor.execute(
            f"INSERT INTO {quoted} ({columns}) SELECT {columns} FROM {was} WHERE true ORDER BY {key} ON CONFLICT DO NOTHING"  # noqa: S608
        )
        editor.execute(f"DROP TABLE {was}")
    for statement in editor._model_indexes_sql(model):
        editor.execute(statement)
