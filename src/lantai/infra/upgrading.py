"""Whether the database is as this version of the program needs it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def unapplied() -> list[str]:
    """Return the migrations that this database has not seen.

    Every command asks. Where all that lie on disk are noted, their names are enough: to load them and order them takes twenty times as long.
    """
    if set(_on_disk()) <= set(MigrationRecorder(connection).applied_migrations()):
        return []
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _on_disk() -> Iterator[tuple[str, str]]:
    """Yield the label and the name of each migration there is, none of them loaded."""
    for config in apps.get_app_configs():
        name, _explicit = MigrationLoader.migrations_module(config.label)
        try:
            folder = import_module(name) if name else None
        except ModuleNotFoundError:  # an app without tables
            continue
        for module in iter_modules(getattr(folder, "__path__", ())):
            if not module.ispkg and module.name[0] not in "_~":  # as Django's loader reads them
                yield config.label, module.name
