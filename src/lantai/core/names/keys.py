"""Keys under which names that sound alike meet: the consonants of a word, as far as scripts tell them apart.

A name is kept under one key a word, and under one for all its words in each order. It is looked for under many, likeliest first: with what a
consonant may be elsewhere (v, w or nothing; j or g; th or s), then with one consonant more, less or another.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from .parts import Name
from .sounds import SOUNDS

_MAY_BE = {
    **dict.fromkeys("pb", ("P",)), "f": ("P", ""), "v": ("P", ""), "w": ("", "P"), "t": ("T",), "d": ("T",), "T": ("T", "S"),
    "s": ("S",), "z": ("S", "T"), "S": ("S",), "Z": ("S", "K"), "C": ("S", "K", "T"), "J": ("S", "K", ""), "c": ("S", "K", "T"), "X": ("S", ""),
    "k": ("K",), "g": ("K", "S", ""), "x": ("", "K"), "h": ("", "K"), "l": ("L",), "r": ("L", ""), "R": ("L", ""), "m": ("M", "N"),
    "n": ("N", "M"), "N": ("N", "NK"), "y": ("", "S"),
}  # fmt: skip
"""What class a consonant is of, and what else it may be in another script or language."""

_VOWEL = {"a": "A", **dict.fromkeys("eiy", "I"), **dict.fromkeys("ouw", "U")}
_SKELETON = str.maketrans({sound: _MAY_BE[sound][0] if sound in _MAY_BE else None for sound in SOUNDS})
_COARSE = str.maketrans({sound: _VOWEL.get(sound) or (_MAY_BE[sound][0] if sound in _MAY_BE else None) for sound in SOUNDS})
_CLASSES = "LNTSKPM"

MOST_TURNED = 3
"""Words up to which a name is also looked for written in one, in each order: 鲁迅, Lu Xun, Xun Lu."""

MOST_READINGS = 24
LONGEST = 12
"""Consonants of a key; a longer name is a body's."""


def skeleton(heard: str) -> str:
    """Return the classes of the consonants of a word: the key under which it is kept."""
    return heard.translate(_SKELETON)[:LONGEST]


@lru_cache(maxsize=65_536)
def coarse(heard: str) -> str:
    """Return the classes of consonants and vowels, weak vowels left out: what is compared before names are aligned."""
    return heard.translate(_COARSE)


def units(name: Name) -> list[str]:
    """Return what of a name is kept under a key: each word, and all words in one in each order."""
    words = name.words
    turned = ["".join((*words[at:], *words[:at])) for at in range(len(words))] if 1 < len(words) <= MOST_TURNED else []
    return list(dict.fromkeys((*words, *turned)))


def asked_units(name: Name) -> list[str]:
    """Return what of a name is looked for: each word, and all words in one as written."""
    words = name.words
    return list(dict.fromkeys((*words, "".join(words)) if 1 < len(words) <= MOST_TURNED else words))


@lru_cache(maxsize=1_024)  # the same for each script
def likely(heard: str) -> list[Sequence[str]]:
    """Return the keys to look for, those of one likelihood together, likeliest first: as heard, read otherwise, with one edit."""
    own = skeleton(heard)
    readings = list(dict.fromkeys(islice(_readings(heard), MOST_READINGS)))
    edited = dict.fromkeys(_edited(own))
    seen = {own, *readings}
    return [[own], [key for key in readings if key != own], [key for key in edited if key not in seen]]


def _readings(heard: str) -> Iterator[str]:
    """Yield the keys with what consonants may be elsewhere, fewest changes first."""
    choices = [_MAY_BE[sound] for sound in heard if sound in _MAY_BE][:LONGEST]
    changeable = [at for at, choice in enumerate(choices) if len(choice) > 1]
    usual = [choice[0] for choice in choices]
    for count in (1, 2):
        for places in _some(changeable, count):
            for read in product(*(choices[at][1:] for at in places)):
                made = list(usual)
                for at, value in zip(places, read, strict=True):
                    made[at] = value
                yield "".join(made)


def _some(places: Sequence[int], count: int) -> Iterator[tuple[int, ...]]:
    if count == 1:
        yield from ((place,) for place in places)
    else:
        yield from ((one, other) for n, one in enumerate(places) for other in places[n + 1 :])


def _edited(own: str) -> Iterator[str]:
    if len(own) > 1:
        yield from (own[:at] + own[at + 1 :] for at in range(len(own)))
    yield from (own[:at] + extra + own[at:] for extra in _CLASSES for at in range(len(own) + 1))
    if len(own) > 2:
        yield from (own[:at] + other + own[at + 1 :] for other in _CLASSES for at in range(len(own)))
