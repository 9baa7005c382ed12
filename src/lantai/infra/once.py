"""What several parts of a page ask alike is answered once for the page, and forgotten with it: ``@once_a_page`` on a function of hashable values.

Nothing is remembered where no page is being drawn: in jobs and commands, and where a request changes something.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def page(*, remembers: bool = True) -> Iterator[None]:
    """Begin a page, with nothing asked yet."""
    token = _answers.set({} if remembers else None)
    try:
        yield
    finally:
        _answers.reset(token)


def once_a_page(ask: Callable[P, T]) -> Callable[P, T]:
    """Decorate a question whose answer holds for as long as a page is drawn."""

    @wraps(ask)
    def answer(*args: P.args, **named: P.kwargs) -> T:
        known = _answers.get()
        if known is None:
            return ask(*args, **named)
        key = (ask, args, *named.items())
        if key not in known:
            known[key] = ask(*args, **named)
        return known[key]

    return answer
