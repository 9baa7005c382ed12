"""Readers who ask for pages without a pause, and what they saw."""

import http.client
import random
import threading
import time
from collections import Counter
from urllib.parse import quote

import synthetic

READERS = 4
FINE = {200, 301, 302, 503}
"""Statuses that a reader may see: 503 comes with a page that says what still works."""


class Readers:
    """Readers who ask for pages without a pause, and what they saw."""

    def __init__(self, port: int, rng: random.Random) -> None:
        self.port, self.rng = port, rng
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.slowest = 0.0
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(rng.random(),), daemon=True) for _ in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=30)

    def _read(self, seed: float) -> None:
        rng = random.Random(seed)
        words = synthetic.words("latin")[:300]
        while not self.stop.is_set():
            page = rng.choice(
                ("/search/?q=" + quote(rng.choice(words)), f"/works/{rng.randrange(1, 400)}/", "/", "/browse/", "/titles/en/")
            )
            begun = time.monotonic()
            try:
                status, body = fetched(self.port, page)
            except (OSError, http.client.HTTPException):
                self.seen["no connection"] += 1
                time.sleep(0.2)
                continue
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.seen[str(status)] += 1
            self.seen["from memory"] += b'class="note warn from-memory"' in body
            if status not in FINE and not (status in (404, 410) and page.startswith(("/works/", "/titles/"))):
                self.wrong.append(f"{page}: {status}")
            time.sleep(0.02)


def fetched(port: int, page: str) -> tuple[int, bytes]:
    """Return status and body of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", page)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def answers(port: int) -> bool:
    """Say whether the server answers."""
    try:
        return fetched(port, "/health/ready")[0] == 200
    except (OSError, http.client.HTTPException):
        return False
