"""How much memory a writer that fills an index takes: with more, an index is made of fewer and larger segments, and none of them is merged."""

from pathlib import Path

SHARE = 8
"""One part in so many of the memory that is free."""

LEAST, MOST = 512_000_000, 3_000_000_000
"""Bytes. A work of a catalog takes 3.3 kB until it is written: half a million of them, by two threads, are two segments with 1.7 GB, seven with 0.5."""


def filling_bytes(*, system: Path = Path("/")) -> int:
    """Return the bytes that all threads of a writer may take together."""
    return min(max(free_bytes(system) // SHARE, LEAST), MOST)


def free_bytes(system: Path) -> int:
    """Return how much memory processes can still take, of the machine and of the container that this one runs in; 0 where nothing says so."""
    free = [_of_machine(system / "proc/meminfo"), _of_container(system / "sys/fs/cgroup")]
    return min((one for one in free if one is not None), default=0)


def _of_machine(file: Path) -> int | None:
    try:
        lines = file.read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), None)


def _of_container(group: Path) -> int | None:
    try:
        most, taken = ((group / name).read_text("ascii").strip() for name in ("memory.max", "memory.current"))
    except OSError:
        return None
    return max(int(most) - int(taken), 0) if most.isdecimal() else None
