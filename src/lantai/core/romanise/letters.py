"""Words of scripts with an alphabet, by what their romanisations share: ALA-LC, ISO 9, BGN, GOST, and what is typed without marks.

``key`` takes a word in Latin letters; a word in Cyrillic or Greek is first written in them (``written``), so that both sides go one way.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from lantai.core.text.fold import fold
from lantai.core.text.scripts import script_of

from . import cyrillic, greek
from .units import plain

SCRIPTS = frozenset(("Cyrl", "Grek", "Geor", "Armn", "Deva", "Beng", "Guru", "Gujr", "Taml", "Telu", "Knda", "Mlym", "Orya"))

_MARKED = str.maketrans({"ž": "zh", "š": "sh", "č": "ch", "ŝ": "shch", "â": "ia", "û": "iu", "ĵ": "j"})
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("(?<=[a-z])4|4(?=[a-z])", "c"), ("(?<=[a-z])6|6(?=[a-z])", "s"),
        ("shch|shh|sch|shc", "s"), ("zh", "z"), ("tsch|tch|ts|tz|cz|ch", "c"), ("sh", "s"), ("kh", "h"), ("ph", "f"), ("th", "t"),
        ("ck|q", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"), ("dj", "dz"), ("[jy]", "i"), ("i+", "i"), ("i(?=[aeou])", ""), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
_OTHERWISE = ((re.compile("ch|x"), "kh"), (re.compile("[iyj]o"), "e"), (re.compile("g"), "h"), (re.compile("sc"), "shch"))
"""What a reader may have meant by letters: Čechov and Tchechov have х, Gorbachyov is written with е, Hohol with г."""

_IN_GREEK = ((re.compile("η|οι|ει|υι|(?<![αεηο])υ"), "ι"), (re.compile("αι"), "ε"), (re.compile("χ"), "kh"))


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """Return what the spellings of a word in Latin letters share: Dostoevskiĭ, Dostoyevsky and Dostojewskij are dostoevski."""
    low = word.lower()
    return plain(fold(low if low.isascii() else low.translate(_MARKED)), _SOUNDS)


def keys(word: str) -> tuple[str, ...]:
    """Return the key of a word as a reader typed it, and what else it may mean."""
    low = word.lower()
    return tuple(
        dict.fromkeys((key(low), *(key(pattern.sub(other, low)) for pattern, other in _OTHERWISE if pattern.search(low))))
    )


@lru_cache(maxsize=65_536)
def written(word: str, lang: str) -> tuple[str, ...]:
    """Return the keys of a word in its own script: one, or one a way of reading it."""
    script = script_of(word)
    if script == "Cyrl":
        low = word.lower()
        forms = [cyrillic.loc(low, lang or "ru")]
        if "ё" in low:
            forms.append(cyrillic.loc(low.replace("ё", "йо"), lang or "ru"))
        if lang == "uk":
            forms.append(cyrillic.loc(low, "ru"))
        return tuple(dict.fromkeys(map(key, forms)))
    if script == "Grek":
        heard = fold(word)
        for pattern, other in _IN_GREEK:
            heard = pattern.sub(other, heard)
        return tuple(dict.fromkeys(map(key, (greek.loc(word), greek.loc(heard)))))
    return (key(str(anyascii(word))),)
