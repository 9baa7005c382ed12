"""What is being done right now, so that every line of the log can say to which request or job it belongs."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_USABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")
_doing: ContextVar[str] = ContextVar("doing", default="")


def doing() -> str:
    """Return the name of the request or job at hand; "" between them."""
    return _doing.get()


@contextmanager
def named(name: str) -> Iterator[None]:
    """Have what is logged in the block carry ``name``."""
    token = _doing.set(name)
    try:
        yield
    finally:
        _doing.reset(token)


def request_name(given: str) -> str:
    """Return the name that a web server in front gave a request, where it is one, else a new one by chance: it tells nothing of anybody."""
    return given if _USABLE.fullmatch(given) else secrets.token_hex(8)
