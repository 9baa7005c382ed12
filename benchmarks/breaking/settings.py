"""Lantai's settings with an engine around the chosen one that can be slowed, or made to fail, through a file beside the library.

Used by ``faults.py`` alone. The file holds "slow SECONDS", "hang" or "fail"; without it the engine is as it is. A cluster's nodes are broken themselves.
"""

import time
from pathlib import Path

from lantai.search import ENGINES
from lantai.search.protocol import EngineUnavailable
from lantai.site.settings import *  # noqa: F403
from lantai.site.settings import DATA, SEARCH_ENGINE

MOOD = Path(str(DATA) + ".mood")
MOST_HUNG_S = 60.0


class Moody:
    """An engine whose answers depend on the file."""

    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        found = getattr(self.inner, name)
        if name not in ("search", "count", "among", "terms", "frequencies"):
            return found

        def ask(*given, **named):
            mood = MOOD.read_text().split() if MOOD.exists() else []
            if mood[:1] == ["slow"]:
                time.sleep(float(mood[1]))
            if mood[:1] == ["hang"]:
                wait_while_it_hangs()
            if mood[:1] == ["fail"]:
                raise EngineUnavailable("made to fail")
            return found(*given, **named)

        return ask


def wait_while_it_hangs():
    """Wait until the file is gone."""
    begun = time.monotonic()
    while MOOD.exists() and time.monotonic() - begun < MOST_HUNG_S:
        time.sleep(0.05)


class _Open:
    """How a moody engine is opened."""

    def __init__(self, kind):
        self.kind, self.fingerprint = kind, kind.fingerprint

    def __call__(self, directory, *, create=False):
        return Moody(self.kind(directory, create=create))


if SEARCH_ENGINE in ENGINES:
    ENGINES._loaded[SEARCH_ENGINE] = _Open(ENGINES[SEARCH_ENGINE])
