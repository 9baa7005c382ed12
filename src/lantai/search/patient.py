"""An engine as pages ask it: one that fails or crawls does not take the pages with it.

Four measures, each small. Only some of a process's threads may wait for the engine at once, so the others go on answering what needs
no search. None waits longer than a limit. After FAILURES failures in a row, or one question without an answer, it is left alone for REST_S,
then tried by one, who waits for TRIAL_S alone. And what it answered last is remembered: a question that was answered before is answered from
memory, which the page says.
"""

import threading
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar

import msgspec

from lantai.core.query.tree import Everything

from .limited import Askers, TooSlow
from .memory import Memory
from .protocol import Engine, EngineUnavailable, Request, Result, Writer
from .same import NOTHING_SAME, Same, answered

Answer = TypeVar("Answer")
Note = Callable[[str, float], None]

SLOTS = 3
"""Of the four threads of a web process."""

WAIT_S = 2.0
"""How long a question waits for a slot. Searches take milliseconds: whoever waits so long stands behind some that hang."""

LIMIT_S = 5.0
"""How long an answer of this machine's own index is waited for."""

CLUSTER_LIMIT_S = 12.0
"""The same of a cluster, which is given time to elect a new manager (engines/opensearch/cluster.py)."""

FAILURES, REST_S, TRIAL_S = 3, 3.0, 1.5

RESTING = "The search engine did not answer just now; it is asked again in a few seconds."
CRAWLING = "The search engine is too slow at the moment."


class Breaker:
    """Says how long to ask for: not at all for REST_S after FAILURES failures in a row, then one may try, and the others wait for how it goes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failures, self._until = 0, 0.0

    def limit(self, usual_s: float) -> float:
        """Return how many seconds an answer may be waited for; 0: do not ask now."""
        with self._lock:
            if self._failures < FAILURES:
                return usual_s
            now = self._clock()
            if now < self._until:
                return 0.0
            self._until = now + REST_S
            return min(TRIAL_S, usual_s)

    def succeeded(self) -> None:
        """Note an answer."""
        self._failures = 0

    def failed(self, weight: int = 1) -> None:
        """Note a failure that counts as so many."""
        with self._lock:
            self._failures += weight
            if self._failures >= FAILURES:
                self._until = self._clock() + REST_S


class PatientEngine:
    """Another engine, asked with the four measures. ``note``: is told the outcome ("answered", "failed", "spared") and the seconds.

    ``memory``: of the engine before it, where one takes the place of another. ``limit_s``: how long an answer is waited for. ``same``: says at each question
    which values of facets mean the same; it is asked by the thread that asks, which may have the database at hand.
    """

    def __init__(
        self,
        inner: Engine,
        note: Note = lambda outcome, seconds: None,
        *,
        breaker: Breaker | None = None,
        memory: Memory | None = None,
        limit_s: float = LIMIT_S,
        same: Callable[[], Same] = lambda: NOTHING_SAME,
    ) -> None:
        self.inner = inner
        self._limit_s = limit_s
        self._same = same
        self._askers = Askers()
        self._note = note
        self._breaker = breaker or Breaker()
        self._slots = threading.BoundedSemaphore(SLOTS)
        self.memory = memory or Memory(overviews=128, questions=64, words=256)

    def search(self, request: Request) -> Result:
        """Answer from the index, or else from memory; raise EngineUnavailable."""
        is_overview = isinstance(request.tree, Everything) and not request.exact_key and not request.identifiers
        same = self._same()
        return self._asked(
            "overviews" if is_overview else "questions", "search", request, lambda: answered(self.inner.search, request, same)
        )

    def count(self) -> int:
        """Return how many works there are, or were when last asked."""
        return self._asked("overviews", "count", None, self.inner.count)

    def among(self, ids: Collection[int]) -> set[int]:
        """Return those of ``ids`` that are here."""
        return self._asked("words", "among", ids, lambda: self.inner.among(ids))

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return tokens that begin so."""
        return self._asked("words", "terms", (prefix, limit), lambda: self.inner.terms(prefix, limit=limit))

    def frequencies(
        self, tokens: Collection[str], *, stem: bool = False, names: bool = False, sounds: bool = False
    ) -> dict[str, int]:
        """Return in how many works each token stands."""
        told = (tokens, stem, names, sounds)
        return self._asked(
            "words", "frequencies", told, lambda: self.inner.frequencies(tokens, stem=stem, names=names, sounds=sounds)
        )

    def below(self, facet: str, key: str) -> dict[str, int]:
        """Return the keys one step below a key, with how many works have each."""
        return self._asked("words", "below", (facet, key), lambda: self.inner.below(facet, key))

    def sounds(self) -> frozenset[str]:
        """Return what the tokens of sounds begin with."""
        return self._asked("words", "sounds", None, self.inner.sounds)

    def writer(self, *, filling: bool = False) -> Writer:
        """Return the engine's own writer."""
        return self.inner.writer(filling=filling)

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
        limit_s = self._breaker.limit(self._limit_s)
        if not limit_s:
            self._note("spared", 0.0)
            raise EngineUnavailable(RESTING)
        begun = time.perf_counter()
        try:
            answer = self._in_a_slot(ask, limit_s)
        except EngineUnavailable:
            self._note("failed", time.perf_counter() - begun)
            raise
        self._breaker.succeeded()
        if name == "search":
            self._note("answered", time.perf_counter() - begun)
        return answer

    def _in_a_slot(self, ask: Callable[[], Answer], limit_s: float) -> Answer:
        if not self._slots.acquire(timeout=WAIT_S):
            self._breaker.failed()
            raise EngineUnavailable(CRAWLING)
        try:
            return self._askers.ask(ask, limit_s)
        except TooSlow:
            self._breaker.failed(FAILURES)
            raise EngineUnavailable(CRAWLING) from None
        except EngineUnavailable:
            self._breaker.failed()
            raise
        finally:
            self._slots.release()
