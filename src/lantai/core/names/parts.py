"""A name as headings and readers write it, taken apart into words that are compared: dates, titles and initials left out."""

import re
from functools import lru_cache
from typing import NamedTuple

from lantai.core.text.fold import words

from .sounds import SCRIPTS, script, sounds

MOST_WORDS = 6
"""Words of a name that count; a longer heading is a body's."""

_ASIDE = re.compile(
    r"[(（\[〔【][^)）\]〕】]*[)）\]〕】]?|[,،，]?\s*\b(?:b|d|fl|ca|active|approximately|born|died)\b\.?\s*\d.*$|\d.*$", re.I
)
_BETWEEN = re.compile(r"[\s,،，;；/·・•‧･＝=:：]+")
_JOINED = re.compile(r"[-‐‑‒–־'’‘`ʻʼʹ״׳]+")
_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.-?)+")
_CASED = frozenset(("Latn", "Cyrl", "Grek"))
_TITLES = frozenset(
    re.findall(
        r"\w+",
        "sir dr prof professor lord lady saint st san sri shri swami sheikh shaykh imam jr sr ii iii iv graf count baron comte prince "
        "rev mrs mr mme dame др проф граф князь акад الدكتور دكتور الشيخ الإمام السيد الحاج",
    )
)
_PARTICLES = frozenset(re.findall(r"\w+", "de da do dos das di du del della la le les von van der den zu af av al el y e"))
_TITLES_BEHIND = re.compile(r"(?:先生|女士|教授|博士|さん|선생|님)$")


class Name(NamedTuple):
    """``words``: how each sounds (core.names.sounds), in the order written; ``script``: that of most of them."""

    script: str
    words: tuple[str, ...]


@lru_cache(maxsize=16_384)
def name(text: str) -> Name:
    """Return a name ready to compare; of one that cannot be read, with no words."""
    bare = _ASIDE.sub(" ", text)
    written = script(bare)
    found = [word for word in map(_bare, _BETWEEN.split(bare)) if word]
    if written in _CASED:
        found = [word for word in found if not _INITIAL.fullmatch(word)] or found
    found = [word for word in found if word.rstrip(".").lower() not in _TITLES] or found
    heard = tuple(filter(None, (sounds(word) for word in found[:MOST_WORDS])))
    return Name(written if written in SCRIPTS else "Latn", heard) if written else Name("Latn", ())


def shown(text: str) -> str:
    """Return a name without years and titles of a heading, as it is shown and searched: "Tolstoy, Leo"."""
    return _ASIDE.sub(" ", text).strip(" ,،，.;") if text else ""


def name_key(text: str) -> str:
    """Return what a name has in common whichever of its words stands first, without years, titles and particles."""
    every = words(shown(text))
    kept = [word for word in every if word not in _TITLES and word not in _PARTICLES]
    return " ".join(sorted(kept or every))


def _bare(word: str) -> str:
    return _TITLES_BEHIND.sub("", _JOINED.sub("", word)) if len(word) > 1 else word
