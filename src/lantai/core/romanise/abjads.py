"""Words of Arabic script by their consonants: their vowels are not written, so a romanised word is compared without them.

Semivowels are left out too (w, y, v before or after a vowel are the same letter as a long vowel), and so are what sounds in the throat (ʻayn, hamza).
Letters that romanisations without dots confound are one: ṭ and t, ṣ and s, ḍ, dh and d.
"""

import re
from functools import lru_cache

from lantai.core.text.fold import fold

from .units import plain

_ARABIC = dict(zip("بپتثجچحخدذرزژسشصضطظغفقكگلمنهڤٹڈڑںھ", "bbttjShxddrzzsSsdtzgfkkglmnhftdrnh", strict=True))
_PREFIX = re.compile(r"^([وف]?[بلك]?ال|[وف]?لل)(?=\w{2})")
_LETTER_PREFIX = re.compile(r"^[وفبلك](?=\w{3})")
_NOT_LETTERS = re.compile("[^بپتثجچحخدذرزژسشصضطظغفقكگلمنهڤٹڈڑںھ]")

ARTICLES = frozenset((
    "al", "el", "ul", "il", "l", "wa", "w", "bi", "li", "lil", "fa", "ka", "wal", "bil", "fil", "wel", "ash", "esh", "as",
    "es", "an", "en", "ar", "er", "at", "et", "ad", "ed", "az", "ez", "adh", "ath",
))  # fmt: skip
"""Words between hyphens that are no words: al-, wa-al-, bi-, and al- as it sounds before t, d, r, n, s, sh, z."""

_LATIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ch|sh|sch", "S"), ("kh|5", "x"), ("gh", "g"), ("dj", "j"), ("dh", "d"), ("th", "t"), ("zh", "z"), ("ph", "f"), ("tz|ts", "s"), ("q", "k"),
        ("c(?=[ei])", "s"), ("c", "k"), ("p", "b"), ("v", "f"), ("7", "h"), ("9", "s"), ("6", "t"), ("8", "k"), ("[23]", ""),
        (r"([A-Za-z])\1", r"\1"), ("h$", ""), ("[aeiouwy]", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=65_536)
def latin(word: str) -> tuple[str, ...]:
    """Return the consonants of a folded word in Latin letters, and those without an article written in one with it; none of vowels alone."""
    if word.isdecimal():
        return (word,)
    forms = [word, *([word[2:]] if len(word) > 4 and word[:2] in ("al", "el", "ul") else [])]
    for letter, other in (("g(?!h)", "j"), ("z(?!h)", "d"), ("([zd])h", r"\1ah"), ("v", "")):
        forms += [made for form in forms if (made := re.sub(letter, other, form)) != form]
    return tuple(dict.fromkeys(made for form in forms if (made := plain(form, _LATIN))))


@lru_cache(maxsize=65_536)
def arabic(word: str) -> tuple[str, ...]:
    """Return the consonants of a word in Arabic script: without article and what is written in one with it, and whole. A last h is not compared."""
    folded = fold(word)
    if folded.isdecimal():
        return (folded,)
    stems = [_PREFIX.sub("", folded)]
    if stems[0] == folded and _LETTER_PREFIX.match(folded):
        stems.append(folded[1:])
    made = []
    for stem in stems:
        bare = "".join([_ARABIC[letter] for letter in _NOT_LETTERS.sub("", stem)])
        made.append(bare[:-1] if stem[-1:] in "هح" else bare)
        if stem.endswith("ه"):
            made += [bare[:-1] + "t", *([bare] if len(bare) < 4 else [])]
    return tuple(dict.fromkeys(filter(None, made)))
