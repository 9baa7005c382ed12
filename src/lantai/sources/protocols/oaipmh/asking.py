"""One question to a server, asked politely until a usable answer comes: pauses between questions, Retry-After, growing waits after failures."""

import email.utils
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import quote, urlencode

from .errors import NotOai, Unreachable
from .replies import Reply, read_reply

TRIES = 6
FIRST_WAIT_S, LONGEST_WAIT_S = 10.0, 3_600.0
PAUSE_S = 1.0
"""Between two questions to one server: what repositories' own guidelines ask for; most of them serve a page in less."""

_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


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
class Asker:
    """A server and how it is asked. ``fetch`` may raise OSError; ``now`` and ``sleep`` are the caller's clock.

    ``raw``: is given the bytes of everything that came, also of what cannot be used. ``waited_s``: how long it has waited in all.
    """

    base: str
    fetch: Callable[[str], Answer]
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    pause_s: float = PAUSE_S
    raw: Callable[[str, bytes], None] = lambda url, body: None
    waited_s: float = field(default=0.0, init=False)
    _asked: bool = field(default=False, init=False)

    def ask(self, **arguments: str) -> Reply:
        """Return the answer; raise NotOai or Unreachable after the last try."""
        url = self.url(arguments)
        problem: Exception = Unreachable(f"{url}: was not asked")
        for number in range(TRIES):
            if self._asked:
                self._wait(self.pause_s)
            self._asked = True
            asked_to_wait = None
            try:
                answer = self.fetch(url)
                self.raw(url, answer.body)
                if answer.status == 200:
                    return read_reply(answer.body)
                problem = Unreachable(f"{url}: the server answers with status {answer.status}")
                if answer.status not in _TRY_AGAIN:
                    raise problem
                asked_to_wait = self._retry_after(answer.headers.get("retry-after", ""))
            except NotOai as found:
                problem = NotOai(f"{url}: {found}")
            except OSError as found:
                problem = Unreachable(f"{url}: {found}")
            if number < TRIES - 1:
                self._wait(asked_to_wait if asked_to_wait is not None else min(FIRST_WAIT_S * 2**number, LONGEST_WAIT_S))
        raise problem

    def url(self, arguments: Mapping[str, str]) -> str:
        """Return the address of a question; tokens are opaque, so every reserved character is escaped."""
        said = urlencode([(name.rstrip("_"), value) for name, value in arguments.items() if value], quote_via=quote, safe="")
        return f"{self.base}{'&' if '?' in self.base else '?'}{said}"

    def _wait(self, seconds: float) -> None:
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
