"""A server asked politely until a usable answer comes: pauses between questions, Retry-After, growing waits after failures.

Whoever calls brings the fetching, the clock and the sleep, and says how long a wait may last in one go: a longer one is raised as ``Later``, so
that nobody sits and waits who has other things to do.
"""

import email.utils
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

TRIES = 6
FIRST_WAIT_S, LONGEST_WAIT_S = 10.0, 3_600.0
PAUSE_S = 1.0
"""Between two questions to one server: what repositories' own guidelines ask for; most of them serve a page in less."""

_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})

T = TypeVar("T")


class SourceError(Exception):
    """Something is wrong with an outside source; the message says what a librarian can do."""


class Unreachable(SourceError):
    """Nothing usable came, for as long as it was tried. ``status``: of HTTP, 0 where there was no answer."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Unusable(SourceError):
    """What came is not what was asked for; it is asked for again."""


class Later(SourceError):
    """The server wants to be left alone for longer than anybody waits here."""

    def __init__(self, message: str, *, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Answer(Protocol):
    """What came back, as infra.httpclient gives it; header names in lower case."""

    @property
    def status(self) -> int:
        """The status of HTTP."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Names in lower case."""

    @property
    def body(self) -> bytes:
        """All of it."""


@dataclass(slots=True)
class Polite:
    """How a server is asked. ``fetch`` may raise OSError; ``now`` and ``sleep`` are the caller's clock.

    ``told``: hears of every wait after a failure, its seconds and why.
    ``raw``: is given the bytes of everything that came, also of what cannot be used. ``waited_s``: how long it has waited in all.
    ``patience_s``: the longest wait; None: whatever is asked, up to an hour.
    """

    fetch: Callable[[str], Answer]
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    pause_s: float = PAUSE_S
    patience_s: float | None = None
    raw: Callable[[str, bytes], None] = lambda url, body: None
    told: Callable[[float, SourceError], None] = lambda seconds, why: None
    waited_s: float = field(default=0.0, init=False)
    _asked: bool = field(default=False, init=False)

    def get(self, url: str, read: Callable[[bytes], T]) -> T:
        """Return what ``read`` makes of the answer, which may raise Unusable; raise that, Unreachable, or Later, after the last try."""
        shown = shown_address(url)
        problem: SourceError = Unreachable(f"{shown}: was not asked")
        for number in range(TRIES):
            if self._asked:
                self._wait(self.pause_s, problem)
            self._asked = True
            asked_to_wait = None
            try:
                answer = self.fetch(url)
                self.raw(url, answer.body)
                if answer.status == 200:
                    return read(answer.body)
                problem = Unreachable(f"{shown}: the server answers with status {answer.status}", status=answer.status)
                if answer.status not in _TRY_AGAIN:
                    raise problem
                asked_to_wait = self._retry_after(answer.headers.get("retry-after", ""))
            except Unusable as found:
                problem = type(found)(f"{shown}: {found}")
            except OSError as found:
                said = str(found).replace(url, shown)
                problem = Unreachable(said if said.startswith(shown) else f"{shown}: {said}")
            if number < TRIES - 1:
                wait = asked_to_wait if asked_to_wait is not None else min(FIRST_WAIT_S * 2**number, LONGEST_WAIT_S)
                self.told(wait, problem)
                self._wait(wait, problem)
        raise problem

    def _wait(self, seconds: float, why: SourceError) -> None:
        if self.patience_s is not None and seconds > self.patience_s:
            raise Later(str(why), seconds=seconds)
        if seconds > 0:
            self.waited_s += seconds
            self.sleep(seconds)

    def _retry_after(self, words: str) -> float | None:
        """Return the seconds that the server asks for, by number or by date, at most an hour; None where it asks for none."""
        if words.strip().isdecimal():
            return min(float(words), LONGEST_WAIT_S)
        try:
            until = email.utils.parsedate_to_datetime(words)
        except (ValueError, TypeError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max(0.0, (until - self.now()).total_seconds()), LONGEST_WAIT_S)


def shown_address(url: str) -> str:
    """Return an address as it may be told and kept: without what stands in it for a key."""
    parts = urlsplit(url)
    kept = [piece for piece in parts.query.split("&") if piece and not piece.lower().startswith(("api_key=", "key=", "token="))]
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, query="&".join(kept)).geturl()
