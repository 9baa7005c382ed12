"""Which language a text in a record is in: what the record says, unless the script or the function words say otherwise.

Readers of records tag a title with the language of the thing where its own is not given; an original or parallel title may be in another. Only
what is told for certain is worth learning from.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache

from babel.core import get_global

from lantai.core.text.fold import fold
from lantai.core.text.scripts import script_of, tagged

from .stopwords import stopwords

_WORD = re.compile(r"\w+")
_NONE = frozenset(("", "und", "mul", "zxx", "mis"))
_LATIN = (
    "en", "fr", "de", "es", "pt", "it", "nl", "pl", "tr", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "ca", "hr", "sl", "id", "vi", "et", "lv", "lt",
)  # fmt: skip
"""Languages in Latin letters whose function words are compared, where there is a list."""

OVERRULES = 3
"""So many function words of another language, and none of its own, show that a tag is wrong."""


def told(value: str, tag: str, *, among: Collection[str] = (), trusted: bool = True) -> str:
    """Return the primary tag of the language of ``value``, "" where it cannot be told.

    ``among``: languages that the record speaks of. ``trusted``: False where ``tag`` is only what the rest of the record is in.
    Romanised words ("zh-Latn") are in no language that can be learned.
    """
    primary = tag.partition("-")[0]
    script = script_of(value)
    if not script:
        return ""
    if script != "Latn":
        return primary if _fits(primary, value) else next((lang for lang in among if _fits(lang, value)), _usual(script))
    if trusted and primary not in _NONE:
        return (_overruled(value, primary) or primary) if _fits(primary, value) else ""
    heard = by_function_words(value)
    if heard:
        return heard
    possible = {language for language in among if _fits(language, value)}
    return possible.pop() if len(possible) == 1 and primary in _NONE else ""


@lru_cache(maxsize=4096)
def by_function_words(value: str) -> str:
    """Return the language in Latin letters most of whose function words stand in the text; "" where none or several have as many.

    Where only English and one other do, it is English: "in" and "of" are Dutch words too.
    """
    counts = _counts(value)
    most = max(counts.values(), default=0)
    best = [lang for lang, count in counts.items() if count == most]
    return best[0] if len(best) == 1 else "en" if len(best) == 2 and "en" in best else ""


def _overruled(value: str, lang: str) -> str:
    counts = _counts(value)
    if counts.get(lang):
        return ""
    other = by_function_words(value)
    return other if counts.get(other, 0) >= OVERRULES else ""


def _counts(value: str) -> dict[str, int]:
    found = _WORD.findall(fold(value))
    counts = {lang: sum(word in _only(lang) for word in found) for lang in _LATIN}
    return {lang: count for lang, count in counts.items() if count}


@cache
def _only(lang: str) -> frozenset[str]:
    """Return the function words of a language, but for single letters."""
    return frozenset(word for word in stopwords(lang) if len(word) > 1)


def _fits(lang: str, value: str) -> bool:
    """Say whether a language is usually written in the letters of ``value``."""
    return lang not in _NONE and tagged(lang, value).partition("-")[2] in ("", "Hans", "Hant")


@cache
def _usual(script: str) -> str:
    """Return the language that a script is most often used for: "ru" of Cyrillic."""
    likely = str(get_global("likely_subtags").get(f"und_{script}", "")).partition("_")[0]
    return "zh" if script == "Hani" else likely
