"""``migrate`` for a database that is still empty: tables are made as the models are now, not through their history.

The history of all apps is 300 migrations, after each of which Django renders models anew: twenty seconds of a processor. Made at once the
tables take one. A new library, each that a test makes, and every test database would pay that. What our migrations do besides to the
database (triggers, constraints that no model can say) is done as well; what Wagtail's put into their tables is made by us
(apps/pages/actions/starting.py). A database that has ever been migrated takes the usual way, so newer versions change it as any other's.
A test compares what the two ways make, on each database.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.commands.migrate import Command as Migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import CreateModel, IndexOperation, ModelOperation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

OURS = "lantai."
"""How the modules of our own apps begin."""

BY_SQL = ("wagtailsearch",)
"""Labels of others' apps whose migrations, too, make things that no model describes."""

BY_BYTES = ("wagtailcore_page", "wagtailcore_collection")
"""Tables whose ``path`` Wagtail's migrations have PostgreSQL compare byte by byte: the order of their trees is that of these."""


class Command(Migrate):
    """Django's command, with a short cut where nothing is there yet."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make all tables at once in an empty database, else go on as ever."""
        connection = connections[options["database"]]
        whole = not (options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"])
        if whole and not MigrationRecorder(connection).applied_migrations():
            make_tables(connection)
            emit_post_migrate_signal(options["verbosity"], options["interactive"], connection.alias)
        else:
            super().handle(*args, **options)


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make the tables of every app, and note all migrations as applied; all of it or nothing."""
    loader = MigrationLoader(connection)
    recorder = MigrationRecorder(connection)
    by_hand = list(_by_hand(loader))
    made = {name for label, operation in by_hand for name in _tables_of(label, operation)}
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection) and model._meta.label_lower not in made:
                editor.create_model(model)
        for label, operation in by_hand:
            for step in getattr(operation, "database_operations", [operation]):
                step.database_forwards(label, editor, as_it_is(), as_it_is())
        if connection.vendor == "postgresql":
            for table in BY_BYTES:
                editor.execute(f'ALTER TABLE {table} ALTER COLUMN path TYPE varchar(255) COLLATE "C"')
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create([recorder.Migration(app=app, name=name) for app, name in loader.disk_migrations])


def _by_hand(loader: MigrationLoader) -> Iterator[tuple[str, Operation]]:
    """Yield in their order, each with the label of its app, the operations that do what no model says."""
    for label, name in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        if label in BY_SQL or apps.get_app_config(label).name.startswith(OURS):
            for operation in loader.graph.nodes[label, name].operations:
                if not isinstance(operation, ModelOperation | FieldOperation | IndexOperation):
                    yield label, operation


def _tables_of(label: str, operation: Operation) -> Iterator[str]:
    """Yield the models whose tables an operation makes in its own way."""
    for each in getattr(operation, "state_operations", ()):
        if isinstance(each, CreateModel):
            yield f"{label}.{each.name_lower}"


def as_it_is() -> ProjectState:
    """Return the state of the project in which its models are those of today, not rendered again from their history."""
    state = ProjectState()
    state.apps = apps
    return state
