"""Words of Hebrew script, Yiddish too, by the consonants on which their romanisations agree.

Left out are vowels, what is one in Yiddish, and ב, ו, ה, ח, which are b or v, v or a vowel, h or nothing, h or ch; ס, ש, צ and ז are one sound, כ and ק are
another.
"""

import re
from functools import lru_cache

from lantai.core.text.fold import fold

from .units import plain

_LETTERS = dict(zip("גדזטכךלםמןנסףפץצקרשת", "gdstkklmmnnsppsskrst", strict=True))
_OTHERS = re.compile("[^גדזטכךלםמןנסףפץצקרשת]")
_PREFIX = re.compile("^[הובל]*[למכש](?=.{2})")

PARTICLES = frozenset(("ha", "he", "ve", "va", "u", "be", "ba", "bi", "le", "la", "li", "mi", "me", "she", "ke", "ka", "ki"))
"""What is written in one with a word in Hebrew, and before a hyphen in Latin letters: ha-, ve-, be-, le-, mi-, she-, ke-."""

_LATIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsh", "ts"), ("sh|ts|tz|zh", "s"), ("[zx]", "s"), ("ph|f", "p"), ("th", "t"), ("kh|ch|q|c", "k"), (r"([a-z])\1", r"\1"), ("[^gdstklmnpr]", ""),
        (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=65_536)
def latin(word: str) -> tuple[str, ...]:
    """Return the consonants of a folded word in Latin letters, ch and kh as k and, for ח, as none; none of vowels alone."""
    if word.isdecimal():
        return (word,)
    forms = (word, *([re.sub("[kc]h", "", word)] if "ch" in word or "kh" in word else []))
    return tuple(dict.fromkeys(made for form in forms if (made := plain(form, _LATIN))))


@lru_cache(maxsize=65_536)
def hebrew(word: str) -> tuple[str, ...]:
    """Return the consonants of a word in Hebrew script: whole, and without the particles that may be written in one with it."""
    folded = fold(word)
    if folded.isdecimal():
        return (folded,)
    stems = dict.fromkeys((folded, _PREFIX.sub("", folded)))
    return tuple(dict.fromkeys(made for stem in stems if (made := _bare(stem))))


def _bare(stem: str) -> str:
    return re.sub(r"(.)\1+", r"\1", "".join([_LETTERS[letter] for letter in _OTHERS.sub("", stem)]))
