"""What pages say when something is wrong, in nine languages; folded, so that spelling, case, marks and forms of characters do not matter.

Those of ``loud`` count where a page speaks first: its title, headings, alerts, first words; those of ``plain`` count anywhere: no page that
is sound says them of itself. They stand in signs.txt: publishers', vendors', proxies' and web servers' own words; a new one is one more line.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from lantai.core.text.fold import fold

from .kinds import LinkKind

FILE = Path(__file__).with_name("signs.txt")


def folded(text: str) -> str:
    """Return the text as phrases are compared: folded, one space between words."""
    return " ".join(fold(text).split())


@lru_cache(maxsize=1)
def loud() -> Mapping[LinkKind, tuple[str, ...]]:
    """Return the phrases that count where a page speaks first."""
    return _read()["loud"]


@lru_cache(maxsize=1)
def plain() -> Mapping[LinkKind, tuple[str, ...]]:
    """Return the phrases that count anywhere on a page."""
    return _read()["plain"]


def _read() -> dict[str, dict[LinkKind, tuple[str, ...]]]:
    phrases: dict[str, dict[LinkKind, tuple[str, ...]]] = {"loud": {}, "plain": {}}
    for block in FILE.read_text("utf-8").split("\n[")[1:]:
        head, _, lines = block.partition("]\n")
        tier, kind = head.split()
        phrases[tier][LinkKind(kind)] = tuple(phrase for line in lines.splitlines() if (phrase := folded(line)))
    return phrases


def found(phrases: Iterable[str], text: str) -> list[str]:
    """Return the phrases that stand in ``text`` (folded), in words of their own where letters are of the alphabets that part words."""
    padded = f" {text} "
    return [phrase for phrase in phrases if phrase in padded and _apart(phrase, padded)]


def _apart(phrase: str, text: str) -> bool:
    if not phrase[0].isascii() or not phrase[-1].isascii():
        return True
    at = text.find(phrase)
    while at > 0:
        before, after = text[at - 1], text[at + len(phrase)]
        if not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum()):
            return True
        at = text.find(phrase, at + 1)
    return False
