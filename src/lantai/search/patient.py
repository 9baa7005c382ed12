"""An engine as pages ask it: one that fails or crawls does not take the pages with it.

Three measures, each small. Only some of a process's threads may wait for the engine at once, so the others go on answering what needs
no search. After FAILURES failures in a row it is left alone for REST_S, then tried by one. And what it answered last is remembered: a
question that was answered before is answered from memory, which the page says.
"""

import threading
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar

import msgspec

from lantai.core.query.tree import Everything

from .memory import Memory
from .protocol import Engine, EngineUnavailable, Request, Result, Writer

Answer = TypeVar("Answer")
Note = Callable[[str, float], None]

SLOTS = 3
"""Of the four threads of a web process."""

WAIT_S = 2.0
"""How long a question waits for a slot. Searches take milliseconds: whoever waits so long stands behind some that hang."""

FAILURES, REST_S = 3, 3.0

RESTING = "The search engine did not answer just now; it is asked again in a few seconds."
CRAWLING = "The search engine is too slow at the moment."


class Breaker:
    """Says when not to ask: for REST_S after FAILURES failures in a row; then one may try, and the others wait for how it goes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failures, self._until = 0, 0.0

    def lets_through(self) -> bool:
        """Say whether to ask now."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + REST_S
            return True

    def succeeded(self) -> None:
        """Note an answer."""
        self._failures = 0

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._until = self._clock() + REST_S


class PatientEngine:
    """Another engine, asked with the three measures. ``note``: is told the outcome ("answered", "failed", "spared") and the seconds.

    ``memory``: of the engine before it, where one takes the place of another.
    """

    def __init__(
        self,
        inner: Engine,
        note: Note = lambda outcome, seconds: None,
        *,
        breaker: Breaker | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.inner = inner
        self._note = note
        self._breaker = breaker or Breaker()
        self._slots = threading.BoundedSemaphore(SLOTS)
        self.memory = memory or Memory(overviews=128, questions=64, words=256)

    def search(self, request: Request) -> Result:
        """Answer from the index, or else from memory; raise EngineUnavailable."""
        is_overview = isinstance(request.tree, Everything) and not request.exact_key and not request.identifiers
        return self._asked("overviews" if is_overview else "questions", "search", request, lambda: self.inner.search(request))

    def count(self) -> int:
        """Return how many works there are, or were when last asked."""
        return self._asked("overviews", "count", None, self.inner.count)

    def among(self, ids: Collection[int]) -> set[int]:
        """Return those of ``ids`` that are here."""
        return self._asked("words", "among", ids, lambda: self.inner.among(ids))

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return tokens that begin so."""
        return self._asked("words", "terms", (prefix, limit), lambda: self.inner.terms(prefix, limit=limit))

    def frequencies(self, tokens: Collection[str], *, stem: bool = False) -> dict[str, int]:
        """Return in how many works each token stands."""
        return self._asked("words", "frequencies", (tokens, stem), lambda: self.inner.frequencies(tokens, stem=stem))

    def sounds(self) -> frozenset[str]:
        """Return what the tokens of sounds begin with."""
        return self._asked("words", "sounds", None, self.inner.sounds)

    def writer(self) -> Writer:
        """Return the engine's own writer."""
        return self.inner.writer()

    def close(self) -> None:
        """Let go of what the engine holds."""
        self.inner.close()

    def _asked(self, kind: str, name: str, what: object, ask: Callable[[], Answer]) -> Answer:
        key = blake2b(msgspec.msgpack.encode((name, what)), digest_size=16).digest()
        try:
            answer = self._guarded(name, ask)
        except EngineUnavailable as problem:
            try:
                remembered: Answer = self.memory.recall(kind, key)
            except KeyError:
                raise problem from None
            return remembered
        self.memory.keep(kind, key, answer, now=datetime.now(UTC))
        return answer

    def _guarded(self, name: str, ask: Callable[[], Answer]) -> Answer:
        if not self._breaker.lets_through():
            self._note("spared", 0.0)
            raise EngineUnavailable(RESTING)
        begun = time.perf_counter()
        try:
            if not self._slots.acquire(timeout=WAIT_S):
                raise EngineUnavailable(CRAWLING)
            try:
                answer = ask()
            finally:
                self._slots.release()
        except EngineUnavailable:
            self._breaker.failed()
            self._note("failed", time.perf_counter() - begun)
            raise
        self._breaker.succeeded()
        if name == "search":
            self._note("answered", time.perf_counter() - begun)
        return answer
