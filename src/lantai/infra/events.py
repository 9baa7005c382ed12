"""What has happened, told after the transaction commits to whoever asked to know.

An event is a frozen dataclass; a listener is a function of it. Events live in this process and die with it: what must not
be lost is a job (jobs.py), written in the same transaction as the change.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen(kind: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Decorate a function to be called with every event of this kind."""

    def register(listener: Callable[[Event], None]) -> Callable[[Event], None]:
        _listeners[kind].append(listener)
        return listener

    return register


def tell(event: object) -> None:
    """Pass ``event`` to its listeners once the current transaction commits; never if it rolls back.

    A listener that fails is logged and harms neither the others nor the change, which has been committed.
    """
    for listener in _listeners[type(event)]:
        transaction.on_commit(_call(listener, event), robust=True)


def _call(listener: Callable[[Any], None], event: object) -> Callable[[], None]:
    def call() -> None:  # a named function: Django names it when it logs a failure
        listener(event)

    return call


@contextmanager
def listening(kind: type[Event], listener: Callable[[Event], None]) -> Iterator[None]:
    """Listen only inside a ``with`` block; for tests."""
    listen(kind)(listener)
    try:
        yield
    finally:
        _listeners[kind].remove(listener)
