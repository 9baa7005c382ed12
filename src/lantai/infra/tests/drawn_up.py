"""Make the tables of an empty database one way or the other, and print what then stands in it as JSON: name -> its words.

    python drawn_up.py short|long      in the database that the environment names

Names that the database invented are left out: they are looked up before anything of theirs is changed.
"""

import gc
import importlib
import json
import re
import sys
from collections.abc import Iterator

import django

COMMANDS = {"short": "lantai.infra.management.commands.migrate", "long": "django.core.management.commands.migrate"}

OF_POSTGRESQL = {
    "column": "SELECT table_name || '.' || column_name, concat_ws(' ', data_type, udt_name, is_nullable, column_default,"
    " character_maximum_length, collation_name, is_identity, identity_generation) FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "constraint": "SELECT conrelid::regclass || ' ' || contype::text || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "sequence": "SELECT sequencename, concat_ws(' ', data_type, start_value, increment_by) FROM pg_sequences WHERE schemaname = 'public'",
}
OF_SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"

INVENTED = re.compile(r"_[0-9a-f]{8}(_\w+?)?\b|_(key|pkey|like|check\d*|not_null)\b")
"""What ends the names that Django or PostgreSQL invent for indexes and references."""

SAME = (
    (re.compile(r"page_?revision"), "revision"),
    (
        re.compile(r"^(column|sequence) (\w+_(?:groups|permissions)[._]id\w*) (?:integer int4|bigint int8|integer|bigint)"),
        r"\1 \2 number",
    ),
)
"""What may differ: names from before Wagtail called page revisions revisions, and how wide the keys of its tables between two others are."""


def told(cursor, vendor: str) -> Iterator[str]:
    """Yield a line for each thing in the database."""
    if vendor == "postgresql":
        for kind, question in OF_POSTGRESQL.items():
            cursor.execute(question)
            yield from (f"{kind} {name} {words}" for name, words in cursor.fetchall())
    else:
        cursor.execute(OF_SQLITE)
        for kind, name, table, sql in cursor.fetchall():
            head, _, body = " ".join((sql or "").split()).partition("(")
            yield from (f"{kind} {name} {table} {part}" for part in (parts(body) if kind == "table" else [head + body]))


def plain(line: str) -> str:
    """Return a line without what was invented for it and without what may differ."""
    line = INVENTED.sub("", line)
    for pattern, instead in SAME:
        line = pattern.sub(instead, line)
    return line


def parts(body: str) -> Iterator[str]:
    """Yield what stands between the commas of a table's own level: columns may stand in any order."""
    depth, part = 0, ""
    for sign in body.removesuffix(")"):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += sign
    yield part.strip()


def rights() -> Iterator[str]:
    """Yield what roles may and which migrations are noted."""
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    yield from (f"noted {key}" for key in MigrationRecorder(connection).applied_migrations())
    yield from (f"type {row.natural_key()}" for row in ContentType.objects.all())
    yield from (f"right {row.natural_key()}" for row in Permission.objects.all())
    for group in Group.objects.exclude(name__in=["Editors", "Moderators"]):  # Wagtail begins with these, Lantai does not
        yield from (f"{group.name} may {row.natural_key()}" for row in group.permissions.all())


def main() -> None:
    """Make and print."""
    gc.set_threshold(100_000, 50, 100)  # a tenth of the long way
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command(importlib.import_module(COMMANDS[sys.argv[1]]).Command(), verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        lines = [plain(line) for line in told(cursor, connection.vendor)]
    sys.stdout.write(json.dumps(sorted(lines + list(rights()))))


if __name__ == "__main__":
    main()
