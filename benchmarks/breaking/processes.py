"""Processes, ports and a small disk, as the system has them."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DISK_MB = 160


@contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """Mount a file system of DISK_MB where this is root; None where it cannot be."""
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=700", "lantai-faults", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=False)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def below(parent: int) -> list[int]:
    """Return every process below one."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        if (above := parent_of(int(entry.name))) is not None:
            children.setdefault(above, []).append(int(entry.name))
    found, left = [], [parent]
    while left:
        more = children.get(left.pop(), [])
        found += more
        left += more
    return found


def parent_of(pid: int) -> int | None:
    """Return the parent of a process; None when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


def command_of(pid: int) -> str:
    """Return a process's command line, its parts ended by NUL."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
