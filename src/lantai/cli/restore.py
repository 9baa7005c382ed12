"""Make a library from a backup, where there is none: compare every file with its digest, put database and files in place, then make the
index anew. Nothing is written over; a restore that was broken off is done again.
"""

import argparse
from pathlib import Path

from lantai.cli import FAILED, OK, Refused

from .output import progress, result, result_json, say
from .start import django_ready, library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("backup", type=Path, help="a directory that lantai backup has written")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Restore, bring up to date, index."""
    data = django_ready()
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from lantai.infra import backup

    disk = MigrationLoader(None, load=False)
    disk.load_disk()
    known = {".".join(key) for key in disk.disk_migrations}
    try:
        said = backup.restore(options.backup, data, vendor=connection.vendor, known=known)
    except backup.BackupError as problem:
        raise Refused(str(problem), code=FAILED) from problem
    say(f"lantai: {sum(said.counts.values()):,} rows are back, as they were at {said.made_at}; making the index")
    library_ready(quiet=options.json, index=False)
    from lantai.catalog import index

    with progress("index", unit="works", shown=not options.json) as advance:
        index.rebuild(lambda done, total: advance(done, total, f"{done:,} of {total:,}"))
    works = index.engine().count()
    if options.json:
        result_json({"counts": said.counts, "works": works, "generation": index.generations().name()})
    else:
        result(f"The library is back in {data}: {works:,} works can be found. Start it: lantai serve")
    return OK
