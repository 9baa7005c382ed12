"""Keys under which names that sound alike meet: threes of consonants, and short words whole. What shares none is not compared.

A key tells consonants apart only as far as scripts do (b, p, f and v are one; h and w are none), and vowels only where a word has little else.
"""

from .parts import Name
from .sounds import SOUNDS

_CLASS = {
    **dict.fromkeys("pbfv", "P"), **dict.fromkeys("tdT", "T"), **dict.fromkeys("szSZCJcX", "S"), **dict.fromkeys("kg", "K"),
    **dict.fromkeys("lrR", "L"), "m": "M", **dict.fromkeys("nN", "N"),
}  # fmt: skip
_VOWEL = {"a": "A", **dict.fromkeys("eiy", "I"), **dict.fromkeys("ouw", "U")}
_SKELETON = str.maketrans({sound: _CLASS.get(sound) for sound in SOUNDS})
_COARSE = str.maketrans({sound: _CLASS.get(sound) or _VOWEL.get(sound) for sound in SOUNDS})

SHORT = 2
"""Consonants up to which a word is also looked for whole, with its vowels."""
MOST_TURNED = 3
"""Words up to which a name is also looked for written in one, in each order: 鲁迅, Lu Xun, Xun Lu."""


def skeleton(heard: str) -> str:
    """Return the classes of the consonants of a word."""
    return heard.translate(_SKELETON)


def coarse(heard: str) -> str:
    """Return the classes of consonants and vowels, weak vowels left out: what is compared before names are aligned."""
    return heard.translate(_COARSE)


def keys(name: Name) -> list[str]:
    """Return the keys of a name, each once; the name need share only one of them with its like."""
    words = name.words
    found = [key for word in words for key in _keys(word)]
    if 1 < len(words) <= MOST_TURNED:
        found += [key for at in range(len(words)) for key in _keys("".join((*words[at:], *words[:at])))]
    return list(dict.fromkeys(found))


def _keys(heard: str) -> list[str]:
    bones = f"^{skeleton(heard)}$"
    found = [bones[at : at + 3] for at in range(max(1, len(bones) - 2))]
    if len(bones) - 2 <= SHORT:
        found.append(f"={coarse(heard)}")
    return found
