"""What a command needs before its work: Django, a data directory, a database that is up to date."""

import fcntl
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .output import progress


def django_ready() -> Path:
    """Set Django up and return the data directory; cheap enough for every command, too dear for ``--help``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
    gc.disable()  # what is loaded here stays: looking for garbage in it took a seventh of a command's start
    try:
        import django
        from django.conf import settings

        django.setup()
    finally:
        gc.enable()
    gc.freeze()
    return Path(settings.DATA)


def library_ready(*, quiet: bool = False, index: bool = True) -> Path:
    """Set Django up and bring the database up to date, making it when absent; return the data directory. ``index``: a command that makes the search
    index itself needs none before."""
    directory = django_ready()
    with alone(directory, "setup"):
        migrate(quiet=quiet)
        pages_ready()
        if index:
            index_ready(directory, quiet=quiet)
    return directory


def index_ready(directory: Path, *, quiet: bool) -> None:
    """Make the search index of a library that has none: an empty one answers "nothing", not "unavailable"."""
    if not (directory / "index" / "current").exists():
        from lantai.catalog import index

        with progress("index", unit="works", shown=not quiet) as advance:
            index.refresh(lambda done, total: advance(done, total, f"{done:,} of {total:,}"))


def pages_ready() -> None:
    """Make the starting pages that a new library, or a newer version, lacks."""
    from django.utils import timezone

    from lantai.apps.pages import actions

    actions.prepare(now=timezone.now())


def migrate(*, quiet: bool) -> None:
    """Apply what a newer version changed in the tables, saying so; nothing when there is nothing."""
    from django.core.management import call_command

    from lantai.infra.upgrading import unapplied

    waiting = unapplied()
    if not waiting:
        return
    if not quiet:
        sys.stderr.write(f"lantai: bringing the database up to date ({len(waiting)} steps)\n")
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


@contextmanager
def alone(directory: Path, name: str) -> Iterator[None]:
    """Hold a lock that the kernel lets go of when this process ends, however it ends; others wait."""
    place = directory / "locks"
    place.mkdir(exist_ok=True)
    with (place / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
