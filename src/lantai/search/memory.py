"""What an engine answered last: shown, with a word about it, when it cannot be asked. Kept by each process for itself, in memory alone.

``told_from_memory`` says of the page at hand whether it rests on such answers; ``page`` begins one.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

_noted: ContextVar[list[datetime] | None] = ContextVar("noted", default=None)


@contextmanager
def page() -> Iterator[None]:
    """Begin to note, for one page, whether anything on it comes from memory."""
    token = _noted.set([])
    try:
        yield
    finally:
        _noted.reset(token)


def told_from_memory() -> datetime | None:
    """Return when the oldest of the remembered answers on this page was given; None when all are of now."""
    return min(_noted.get() or [], default=None)


class Memory:
    """The last answers by what was asked, so many of each kind; the one not asked for longest is forgotten first. Safe between threads."""

    def __init__(self, **most: int) -> None:
        self._most = most
        self._kept: dict[str, OrderedDict[bytes, tuple[datetime, Any]]] = {kind: OrderedDict() for kind in most}
        self._lock = threading.Lock()

    def keep(self, kind: str, key: bytes, answer: object, *, now: datetime) -> None:
        """Remember an answer in place of the one before."""
        kept = self._kept[kind]
        with self._lock:
            kept[key] = (now, answer)
            kept.move_to_end(key)
            if len(kept) > self._most[kind]:
                kept.popitem(last=False)

    def recall(self, kind: str, key: bytes) -> Any:
        """Return what was answered, and note on the page that it is not of now; raise KeyError."""
        with self._lock:
            given, answer = self._kept[kind][key]
        if (noted := _noted.get()) is not None:
            noted.append(given)
        return answer
