"""Names from abroad inside a stretch of Chinese, where no space tells them from the words around them: 贾里德在, 约什诺曼."""

import re
from functools import cache

from lantai.core.text.fold import fold

from .letters import FOREIGN

SHORTEST = 2
"""Characters of a name."""
SHORTEST_OF_TWO = 4
"""Characters that may be two names written without a dot."""

_DOTS = "·・•‧･"
_RUN = re.compile(rf"[{''.join(sorted(FOREIGN))}{_DOTS}]+")


def is_foreign(text: str) -> bool:
    """Tell whether a text in Han is written only with the characters of names from abroad."""
    return bool(text) and all(map(_is_of_names, text))


@cache
def _is_of_names(character: str) -> bool:
    return character in _DOTS or fold(character) in FOREIGN


def names_inside(text: str) -> list[str]:
    """Return the runs of characters that names from abroad are written with, where they are not the whole text; longest first."""
    folded = "".join(letter if letter in _DOTS else fold(letter) or letter for letter in text)
    runs = (run.strip(_DOTS) for run in _RUN.findall(folded))
    found = {run for run in runs if SHORTEST <= len(run) < len(text)}
    return sorted(found, key=lambda run: (-len(run), run))


def halves(text: str) -> list[tuple[str, str]]:
    """Return the ways in which a run may be two names, neither of one character."""
    if len(text) < SHORTEST_OF_TWO or any(dot in text for dot in _DOTS):
        return []
    return [(text[:at], text[at:]) for at in range(SHORTEST, len(text) - SHORTEST + 1)]
