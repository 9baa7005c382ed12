"""Manners towards hosts that are asked again and again: at most one request in so many seconds to each, and none that robots.txt forbids."""

import threading
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

INTERVAL_S = 1.0
LONGEST_DELAY_S = 30.0
"""What a robots.txt may ask for between two requests; one that asks for more is asked once in so many seconds all the same."""


class Courtesy:
    """Keeps requests to one host apart. ``clock``: seconds that only go on; ``sleep``: waits for so many."""

    def __init__(self, *, clock: Callable[[], float], sleep: Callable[[float], object], interval_s: float = INTERVAL_S) -> None:
        self._clock, self._sleep, self._interval_s = clock, sleep, interval_s
        self._next: dict[str, float] = defaultdict(float)
        self._delays: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Wait until ``host`` may be asked, and count it as asked."""
        with self._lock:
            now = self._clock()
            start = max(now, self._next[host])
            self._next[host] = start + max(self._interval_s, self._delays.get(host, 0.0))
        if start > now:
            self._sleep(start - now)

    def slow_down(self, host: str, delay_s: float) -> None:
        """Leave so many seconds between requests to ``host``, as its robots.txt asks."""
        self._delays[host] = min(delay_s, LONGEST_DELAY_S)


def allowed(robots: str, agent: str, url: str) -> tuple[bool, float]:
    """Say whether a robots.txt lets ``agent`` ask for ``url``, and how many seconds it wants between requests."""
    parser = RobotFileParser()
    lines = robots.splitlines()
    try:
        parser.parse(lines)
    except ValueError:
        parser = RobotFileParser()
        parser.parse([line for line in lines if _is_readable(line)])
    name = agent.partition("/")[0]
    try:
        may = parser.can_fetch(name, url)
    except ValueError:  # no address at all: whoever asks for it is told so
        may = True
    return may, float(min(parser.crawl_delay(name) or 0, 86_400))


def _is_readable(line: str) -> bool:
    """Say whether the parser reads a line; it takes "²" for a number, and breaks on what begins like an address and is none."""
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True


def host_of(url: str) -> str:
    """Return the host that manners are owed to, with its port; "" where the address has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.rpartition("@")[2].lower()
