"""The processes that serve beside this one, as the kernel tells of them; nothing where there is no /proc."""

import os
from pathlib import Path

_PROC = Path("/proc")


def memory_of_siblings() -> list[int]:
    """Return the resident bytes of this process, and of those that the same server started beside it."""
    parent, here = os.getppid(), os.getpid()
    served = "gunicorn" in _command(parent)
    found = []
    for entry in _PROC.glob("[0-9]*") if served else (_PROC / str(here),):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if not served or int(fields[1]) == parent:
                found.append(int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
    return found


def _command(process: int) -> str:
    try:
        return (_PROC / str(process) / "cmdline").read_text()
    except OSError:
        return ""
