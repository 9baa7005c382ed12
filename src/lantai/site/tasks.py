"""Periodic tasks of the whole: the nightly backup, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lantai.infra import backup
from lantai.infra.jobs import every

from .nightly import is_due

_under_way: list["subprocess.Popen[bytes]"] = []


@every(600)
def back_up_at_night() -> None:
    """Begin the backup of this night where a place for it is named; say what became of the one before."""
    if settings.BACKUP_TO is None:
        return
    for process in _under_way[:]:
        if process.poll() is None:
            return
        _under_way.remove(process)
        if process.returncode:
            raise RuntimeError(f"the backup failed (code {process.returncode}); the log says why: lantai backup")
    made = backup.last(Path(settings.DATA))
    if is_due(made.begun if made else None, now=timezone.localtime()):
        command = [sys.executable, "-m", "lantai", "backup"]
        environ = os.environ | {"LANTAI_DATA": str(settings.DATA)}
        _under_way.append(subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
