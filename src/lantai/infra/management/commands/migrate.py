"""``migrate`` for a database that is still empty: tables of others' apps are made as they are now, not through their history.

Wagtail's tables have grown through 130 migrations, which take six seconds; made at once they take a fifth of one. A new library and
every test database would pay that. What those migrations put into the tables is made by us (apps/pages/actions/starting.py). A
database that has ever been migrated takes the usual way, so newer versions change it as they would any other.
"""

from typing import Any

from django.apps import apps
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

AT_ONCE = ("taggit", "wagtailcore", "wagtailadmin", "wagtailimages", "wagtailusers", "simple_translation")
"""Labels of apps whose migrations hold no table, index or trigger that their models do not describe: a test compares the two ways."""

BEFORE = "people"
"""The app whose tables, with all that they need, must be there before: AT_ONCE refers to accounts."""


class Command(Migrate):
    """Django's command, with a short cut where nothing is there yet."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make tables at once in an empty database, then go on as ever."""
        connection = connections[options["database"]]
        whole = not (options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"])
        if whole and not MigrationRecorder(connection).applied_migrations():
            super().handle(*args, **options | {"app_label": BEFORE, "migration_name": None, "run_syncdb": False})
            make_tables(connection)
        super().handle(*args, **options)


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make the tables of AT_ONCE as their models are, and note their migrations as applied."""
    recorder = MigrationRecorder(connection)
    history = [key for key in MigrationLoader(connection).disk_migrations if key[0] in AT_ONCE]
    with connection.schema_editor() as editor:
        for label in AT_ONCE:
            for model in apps.get_app_config(label).get_models():
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
    for label, name in history:
        recorder.record_applied(label, name)
