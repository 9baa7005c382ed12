"""Whether two names of journals or meetings mean one: by abbreviation, by initials, and by what sure pairs of the same data say.

"SIGMOD Conference" and "International Conference on Management of Data" share no word; a table that calls a hundred papers the one
and another table that calls the same papers the other tell it. Enter at ``Venues.alike``; ``learned`` makes one from sure pairs.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log, nan

from rapidfuzz.fuzz import token_set_ratio

from .paper import SMALL, Paper

LITTLE = SMALL | frozenset(
    [
        "proc",
        "proceedings",
        "international",
        "conference",
        "journal",
        "workshop",
        "symposium",
        "annual",
        "transactions",
        "intl",
        "conf",
        "j",
    ]
)
ENOUGH = 3
"""Sure pairs that must name two containers together before that says something."""

Name = tuple[str, ...]


class Venues:
    """What is known of containers that are written differently. ``together``: (name, name) -> -1..1 from sure pairs."""

    def __init__(self, together: dict[tuple[Name, Name], float] | None = None) -> None:
        self._together = together or {}

    def alike(self, a: Paper, b: Paper) -> float:
        """Return -1 (surely others) to 1 (surely one); NaN where one side names none."""
        if not a.container or not b.container:
            return nan
        if a.container == b.container:
            return 1.0
        pair = (a.container, b.container)
        known = self._together.get(pair)
        return written_alike(*pair) if known is None else known


def learned(pairs: Iterable[tuple[Paper, Paper]]) -> Venues:
    """Learn which names mean one container from pairs that are surely one paper by everything else."""
    both: Counter[tuple[Name, Name]] = Counter()
    left: Counter[Name] = Counter()
    right: Counter[Name] = Counter()
    for a, b in pairs:
        if a.container and b.container:
            both[a.container, b.container] += 1
            left[a.container] += 1
            right[b.container] += 1
    together: dict[tuple[Name, Name], float] = {}
    for one in left:
        for other in right:
            few = min(left[one], right[other])
            if few < ENOUGH:
                continue
            share = (both[one, other] + 0.3 * _prior(one, other)) / (few + 0.3)
            together[one, other] = together[other, one] = max(-1.0, min(1.0, 1 + log(max(share, 1e-3)) / 1.5))
    return Venues(together)


def _prior(one: Name, other: Name) -> float:
    return 1.0 if one == other else max(0.0, written_alike(one, other))


@lru_cache(maxsize=50_000)
def written_alike(one: Name, other: Name) -> float:
    """Return -1..1 by spelling: shared words, beginnings ("Trans. Database Syst."), initials ("VLDB", "Very Large Data Bases")."""
    x, y = (tuple(w for w in name if w not in LITTLE) or name for name in (one, other))
    short, long = sorted((x, y), key=len)
    if any(_initials(word, whole) for word, whole in ((w, y) for w in x if len(x) < 4) if len(word) > 2) or any(
        _initials(w, x) for w in y if len(y) < 4 and len(w) > 2
    ):
        return 0.8
    begun = sum(any(w.startswith(v) or v.startswith(w) for v in long) for w in short) / len(short)
    return 2 * max(begun, token_set_ratio(" ".join(x), " ".join(y)) / 100 - 0.2) - 1


def _initials(word: str, name: Name) -> bool:
    letters = "".join(w[0] for w in name)
    return len(letters) > 2 and (word in letters or letters in word)
