"""A breaker in the line to a service: after failures it is left alone for a while, so that readers do not wait for what does not answer."""

import threading
import time
from collections.abc import Callable

FAILURES = 3
REST_S = 60.0


class Breaker:
    """Counts failures in a row; safe to share between threads. ``clock``: seconds that only go forward."""

    def __init__(self, *, failures: int = FAILURES, rest_s: float = REST_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rest_s, self._clock = failures, rest_s, clock
        self._lock = threading.Lock()
        self._failed, self._until = 0, 0.0

    @property
    def lets_through(self) -> bool:
        """Say whether the service may be asked now; after a rest one question is let through to try it."""
        with self._lock:
            if self._failed < self._most or self._clock() >= self._until:
                if self._failed >= self._most:
                    self._until = self._clock() + self._rest_s
                return True
            return False

    def went_well(self) -> None:
        """Note that the service answered."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Note that it did not."""
        with self._lock:
            self._failed += 1
            self._until = self._clock() + self._rest_s
