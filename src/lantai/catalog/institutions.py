"""Institutions as staff write them, one a line: identifiers of ROR, or names that the compiled registry knows (docs/operate/affiliations.md)."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .choosing import KEPT, finder_at

_ROR = re.compile(r"(?:^|/)(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})\s*(?:\t.*)?$", re.I)
SUREST = 0.5
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Recognized:
    """``found``: identifier of ROR, without the address -> the line that names it. ``unknown``: line, from 1, and what stands there."""

    found: dict[str, str]
    unknown: tuple[tuple[int, str], ...]


def has_registry() -> bool:
    """Tell whether a registry was imported in which names can be looked up."""
    return finder_at(str(Path(settings.DATA) / KEPT)) is not None


def recognized(words: str) -> Recognized:
    """Return what the lines name; a line that several organizations may be meant by is not known."""
    finder = finder_at(str(Path(settings.DATA) / KEPT))
    found: dict[str, str] = {}
    unknown: list[tuple[int, str]] = []
    for number, line in enumerate(words.splitlines()[:MOST_LINES], start=1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        if given := _ROR.search(said):
            found.setdefault(given[1].lower(), said)
            continue
        named = [match for match in (finder.matches(said) if finder else []) if match.score >= SUREST]
        if len(named) == 1 or (len(named) > 1 and named[0].score > named[1].score):
            found.setdefault(named[0].ror, said)
        else:
            unknown.append((number, said))
    return Recognized(found, tuple(unknown))
