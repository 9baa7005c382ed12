"""How often somebody asks: requests counted by the minute in a small file that all processes of one machine share.

What stands in the file are digests and counts of one minute; who asked cannot be told from it. Two processes that count in the same
moment may lose a count: this is a brake, and no lock is worth what it saves.
"""

import mmap
import struct
import threading
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

WINDOW_S = 60
SLOTS, TRIED = 8_192, 8
_SLOT = struct.Struct("<8sII")  # whose, which minute, how many


class Pace(NamedTuple):
    """How somebody stands. ``left``: further requests in this minute, below 0 when it was too many; ``wait_s``: seconds to the next."""

    quota: int
    left: int
    wait_s: int

    @property
    def is_over(self) -> bool:
        """Tell whether this request was one too many."""
        return self.left < 0


class Paces:
    """The counts of all who ask."""

    def __init__(self, path: Path) -> None:
        size = SLOTS * _SLOT.size
        with path.open("a+b") as file:
            if file.seek(0, 2) < size:
                file.truncate(size)
            self._memory = mmap.mmap(file.fileno(), size)
        self._lock = threading.Lock()

    def count(self, who: str, *, quota: int, now: float) -> Pace:
        """Count a request; ``quota``: how many one may send in a minute, ``now``: Unix time."""
        minute, digest = int(now // WINDOW_S), blake2b(who.encode(), digest_size=8).digest()
        with self._lock:
            place, count = self._find(digest, minute)
            count = min(count + 1, 2**32 - 1)
            _SLOT.pack_into(self._memory, place, digest, minute & 0xFFFFFFFF, count)
        return Pace(quota, quota - count, WINDOW_S - int(now % WINDOW_S))

    def _find(self, digest: bytes, minute: int) -> tuple[int, int]:
        """Return where somebody is counted and how often this minute so far; where all places are taken, the first is taken over."""
        start = int.from_bytes(digest[:4], "little")
        free = None
        for n in range(TRIED):
            place = (start + n) % SLOTS * _SLOT.size
            whose, when, count = _SLOT.unpack_from(self._memory, place)
            if when != minute & 0xFFFFFFFF:
                free = place if free is None else free
            elif whose == digest:
                return place, count
        return (start % SLOTS * _SLOT.size if free is None else free), 0
