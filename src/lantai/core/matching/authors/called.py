"""A person's name taken apart: which words may be the family's, which are given, each as letters that can be compared.

Nobody says in which order a name stands. So a name has readings, likeliest first: "Wang Xiaoming" is read with either word as the family's, "王小明"
in characters and in pinyin. Readings of names in Latin letters, and of Han in pinyin, are compared letter by letter; other scripts by how
they sound (core.names), since they have no one romanisation.
"""

import re
from functools import lru_cache

import msgspec

from lantai.core.names.keys import skeleton
from lantai.core.names.parts import Name, name, shown
from lantai.core.names.sounds import script
from lantai.core.romanise.readings import syllables
from lantai.core.romanise.syllables import PINYIN, cut
from lantai.core.text.fold import fold

MOST_WORDS = 8
COMPOUND = frozenset(
    re.findall(
        r"\w+",
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 "
        "濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐",
    )
)
"""Family names of two characters."""

FAMILY_FIRST = frozenset(
    re.findall(
        r"\w+",
        "kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song ryu hong yang nguyen tran pham hoang huynh "
        "phan vu vo dang bui ngo duong sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada",
    )
)
"""Frequent family names of Korea, Vietnam and Japan: a name that begins with one may stand in the order of home."""

_COMMA = re.compile(r"\s*[,،，]\s*")
_BETWEEN = re.compile(r"[\s.·・•‧･]+")
_HYPHENS = re.compile(r"[-‐‑‒–]")
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "de da do dos das di du del della la le les von van der den zu af av al el bin ibn ben abu ter ten",
    )
)
_AFTER = frozenset(
    re.findall(
        r"\w+",
        "jr sr ii iii iv phd md",
    )
)


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to read a name. ``family``: folded, without spaces. ``given``: folded words or syllables, initials as one letter."""

    family: str
    given: tuple[str, ...]
    is_pinyin: bool = False

    @property
    def key(self) -> str:
        """Return family name and initial, under which it meets others."""
        return f"{self.family} {self.given[0][0] if self.given else ''}"


class Called(msgspec.Struct, frozen=True, gc=False):
    """A form of a name. ``han``: its characters, folded, where it is written in them. ``sounding``: as core.names hears it.

    ``keys``: what it meets others under; ``sound_keys``: what it meets other scripts under, likeliest sounds only.
    """

    text: str
    script: str
    readings: tuple[Reading, ...]
    han: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of its readings, and its characters where it has any."""
        return frozenset(reading.key for reading in self.readings) | ({self.han} if self.han else set())

    @property
    def sounding(self) -> Name:
        """Return how it sounds."""
        return name(self.text)

    @property
    def sound_keys(self) -> frozenset[str]:
        """Return consonants of each word that is long enough to tell anything."""
        return frozenset(key for word in self.sounding.words if len(key := skeleton(word)) > 1)


@lru_cache(maxsize=65_536)
def called(text: str) -> Called | None:
    """Return a name taken apart; None for what cannot be read as one."""
    bare = shown(text)
    written = script(bare)
    if written == "Hani" and not bare.isascii():
        return _han(bare)
    if written in ("Latn", ""):
        readings = _latin(bare)
        return Called(bare, "Latn", readings) if readings else None
    return Called(bare, written, ()) if any(map(str.isalpha, bare)) else None


def _han(bare: str) -> Called | None:
    characters = "".join(filter(str.isalpha, fold(bare)))
    if len(characters) < 2:
        return None
    at = 2 if characters[:2] in COMPOUND and len(characters) > 2 else 1
    read = [syllable.replace("v", "u") for syllable in syllables(characters)]
    family, given = "".join(read[:at]), tuple(read[at:])
    reading = Reading(family, given, all(syllable in PINYIN for syllable in read))
    return Called(bare, "Hani", (reading,), characters)


def _latin(bare: str) -> tuple[Reading, ...]:
    family, *rest = _COMMA.split(bare)
    if rest and rest[0]:
        named = _words(family)
        return (_reading("".join(named), _words(" ".join(rest))),) if named else ()
    words = [word for word in _words(bare) if word not in _AFTER]
    if len(words) < 2:
        return (_reading(words[0], []),) if words else ()
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    spoken = _reading("".join(words[at:]), words[:at])
    if len(words[-1]) == 1 or (len(words) == 2 and _is_spelled_so(bare)):
        return (_reading(words[0], words[1:]),)  # "Wang XM", "Ivanov I.": initials stand behind
    turned = _reading(words[0], words[1:])
    is_turned = spoken.is_pinyin or turned.is_pinyin or words[0] in FAMILY_FIRST
    return (spoken, turned) if is_turned else (spoken,)


def _is_spelled_so(bare: str) -> bool:
    """Say whether the second of two words is initials: two or three capitals, after a word that is none."""
    first, last = bare.split()[0], bare.split()[-1].replace(".", "")
    return 1 < len(last) < 4 and last.isupper() and not first.isupper()


def _words(text: str) -> list[str]:
    """Return folded words; a run of capitals that are initials is cut up, a hyphen parts given names."""
    found: list[str] = []
    for word in _BETWEEN.split(_HYPHENS.sub(" ", text))[:MOST_WORDS]:
        letters = "".join(filter(str.isalpha, fold(word)))
        is_initials = 1 < len(word) < 4 and word.isascii() and word.isupper() and len(text.split()) > 1 and not _reads(word)
        found.extend(letters if is_initials else [letters] if letters else [])
    return found


def _reads(word: str) -> bool:
    """Say whether capitals are a word: they hold a vowel that a syllable needs."""
    return bool(cut(word.lower()))


def _reading(family: str, given: list[str]) -> Reading:
    """Return a reading; where all of it is pinyin, given names are cut into syllables: Xiaoming, Xiao-Ming and Xiao Ming are one."""
    one_syllable = family in PINYIN or any(len(way) == 2 for way in cut(family))
    cuts = [(word,) if len(word) == 1 else next(iter(cut(word)), ()) for word in given]
    if one_syllable and cuts and all(cuts) and sum(map(len, cuts)) <= 3:
        return Reading(family, tuple(part for way in cuts for part in way), any(len(word) > 1 for word in given))
    return Reading(family, tuple(word for word in given if word))
