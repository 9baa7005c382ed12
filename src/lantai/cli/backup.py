"""Write a backup of the library while it runs: database, files, dictionaries, key. Index and translations are made again from them.

It becomes one directory, whole or not at all, with a manifest of digests. It holds passwords' digests and the key that signs sessions:
encrypt it before it leaves the house (docs/operate/backup.md).
"""

import argparse
import os
from pathlib import Path

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import result, result_json
from .start import django_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--to", metavar="DIR", type=Path, help="where backups lie (default: LANTAI_BACKUP_TO); not within the library"
    )
    parser.add_argument("--keep", type=int, metavar="N", help="remove the oldest until so many are left (default: all stay)")
    parser.add_argument("--examine", type=Path, metavar="BACKUP", help="make none; say whether this one is whole")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Make one, or look at one."""
    data = django_ready()
    from django.conf import settings
    from django.utils import timezone

    from lantai.infra import backup
    from lantai.infra.upgrading import unapplied

    if options.keep is not None and options.keep < 1:
        raise Refused("--keep: at least 1, the one that is made", code=UNUSABLE)
    try:
        if options.examine:
            target, said = options.examine, backup.examine(options.examine)
        else:
            into = options.to or settings.BACKUP_TO
            if into is None:
                raise Refused("say where to: --to DIR, or LANTAI_BACKUP_TO", code=UNUSABLE)
            if unapplied():
                raise Refused(
                    "this database was never used, or by an older version: run another command first, e.g. lantai index"
                )
            os.nice(10)
            target, said = backup.make(
                data, into, now=timezone.now(), keep=options.keep or settings.BACKUP_KEEP * (not options.to)
            )
    except backup.BackupError as problem:
        raise Refused(str(problem), code=FAILED) from problem
    if options.json:
        result_json(
            {"backup": str(target), "made_at": said.made_at, "bytes": said.size, "files": len(said.files), "counts": said.counts}
        )
    else:
        rows = sum(said.counts.values())
        result(f"{target}: whole; {rows:,} rows in {len(said.counts)} tables, {len(said.files)} files, {said.size / 1e6:,.1f} MB")
    return OK
