"""Values that stand in the wrong column, put where they belong: a year or the name of a journal at the end of a title.

What is a journal or a meeting is known from the other descriptions at hand. Only what a description lacks is looked for.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from .paper import Paper, numbers

OFTEN = 3
"""Descriptions that must name a container before it is looked for in others' titles."""

LEAST_LETTERS = 4


def placed(papers: Sequence[Paper], known: Sequence[Paper]) -> list[Paper]:
    """Return the papers with containers and years taken out of their titles. ``known``: whose containers are names that may stand there."""
    counts = Counter(paper.container for paper in known if paper.container)
    names = {name for name, n in counts.items() if n >= OFTEN and len("".join(name)) >= LEAST_LETTERS}
    longest = max(map(len, names), default=0)
    return [_placed(paper, names, longest) for paper in papers]


def _placed(paper: Paper, names: set[tuple[str, ...]], longest: int) -> Paper:
    words, container = _without_year(paper.words, paper), paper.container
    if not container:
        for size in range(min(longest, len(words) - 1), 0, -1):
            if words[-size:] in names:
                container, words = words[-size:], _without_year(words[:-size], paper)
                break
    if words == paper.words:
        return paper
    return msgspec.structs.replace(
        paper, words=words, title=" ".join(words), container=container, numbers=frozenset(n for w in words for n in numbers(w))
    )


def _without_year(words: tuple[str, ...], paper: Paper) -> tuple[str, ...]:
    """Return a title without its last word where that is the only year of the description."""
    return words[:-1] if len(words) > 1 and words[-1].isdigit() and {int(words[-1])} == paper.years else words
