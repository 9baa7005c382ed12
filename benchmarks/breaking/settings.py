"""Lantai's settings with an engine around the chosen one that can be slowed, or made to fail, through a file beside the library.

Used by ``faults.py`` alone. The file holds "slow SECONDS" or "fail"; without it the engine is as it is.
"""

import time
from pathlib import Path

from lantai.search import ENGINES
from lantai.search.protocol import EngineUnavailable
from lantai.site.settings import *  # noqa: F403
from lantai.site.settings import DATA, SEARCH_ENGINE

MOOD = Path(str(DATA) + ".mood")
_kind = ENGINES[SEARCH_ENGINE]


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
            if mood[:1] == ["fail"]:
                raise EngineUnavailable("made to fail")
            return found(*given, **named)

        return ask


class _Open:
    fingerprint = _kind.fingerprint

    def __call__(self, directory, *, create=False):
        return Moody(_kind(directory, create=create))


open_engine = _Open()
ENGINES._loaded[SEARCH_ENGINE] = open_engine
