"""Korean in Latin letters, by the Revised Romanisation of 2000 and as McCune and Reischauer (and the Library of Congress) write it.

Both write what is heard: consonants at the end of a syllable change with those that follow. Han characters have the readings of ``hanja``; one
without a known reading stays as it is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .hanja import readings
from .joining import joined

_FIRST = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
_LAST = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_VOWELS = (
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
)
_VOWELS_MR = (
    "a",
    "ae",
    "ya",
    "yae",
    "ŏ",
    "e",
    "yŏ",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wŏ",
    "we",
    "wi",
    "yu",
    "ŭ",
    "ŭi",
    "i",
)
_SPLIT = dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", zip("ㄱㄴㄴㄹㄹㄹㄹㄹㄹㄹㅂ", "ㅅㅈㅎㄱㅁㅂㅅㅌㅍㅎㅅ", strict=True), strict=True))
_ALONE = {
    **dict.fromkeys("ㄱㄲㅋㄳㄺ", "ㄱ"), **dict.fromkeys("ㄴㄵㄶ", "ㄴ"), **dict.fromkeys("ㄷㅌㅅㅆㅈㅊㅎ", "ㄷ"), **dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ"),
    **dict.fromkeys("ㅁㄻ", "ㅁ"), **dict.fromkeys("ㅂㅍㅄㄿ", "ㅂ"), "ㅇ": "ㅇ", "": "",
}  # fmt: skip
"""What is heard of consonants that end a word or stand before another consonant."""

_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ", "ㅂ": "ㅍ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_RR_FIRST = dict(zip(_FIRST, "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" "), strict=True))
_RR_LAST = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng", "": ""}
_MR_FIRST = dict(zip(_FIRST, "k kk n t tt r m p pp s ss _ ch tch ch' k' t' p' h".replace("_", "").split(" "), strict=True))
_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"}

_WORD = re.compile(r"[가-힣\u3400-\u9fff\uf900-\ufaff]+|[^\W가-힣\u3400-\u9fff\uf900-\ufaff]+")


class Syllable(NamedTuple):
    """Consonants and vowel of a syllable: the vowel by its number, consonants as letters, "" where there is none."""

    first: str
    vowel: int
    last: str


def revised(text: str) -> str:
    """Return a text by the Revised Romanisation: "Hanguk gyeongje jeongchaek"."""
    return joined([(_revised(word), start, end) for word, start, end in _words(text)], text)


def mccune(text: str) -> str:
    """Return a text as McCune and Reischauer write it: "Han'guk kyŏngje chŏngch'aek"."""
    return joined([(_mccune(word), start, end) for word, start, end in _words(text)], text)


def as_written(text: str) -> str:
    """Return a text letter by letter, without the changes that are heard: "hangukmunhak"."""
    return " ".join("".join(map(_plain, _hangul(word))) for word, _, _ in _words(text))


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def _hangul(word: str) -> list[Syllable | str]:
    """Return the syllables of a word; a character that is none stands for itself."""
    return [_syllable(letter) if "가" <= letter <= "힣" else letter for letter in readings(word)]


def _syllable(letter: str) -> Syllable:
    code = ord(letter) - 0xAC00
    first = _FIRST[code // 588]
    return Syllable("" if first == "ㅇ" else first, code % 588 // 28, _LAST[code % 28])


@lru_cache(maxsize=65_536)
def _revised(word: str) -> str:
    made, before = "", ""
    for syllable in heard(_hangul(word)):
        if isinstance(syllable, str):
            made, before = made + syllable, ""
            continue
        first = "l" if syllable.first == "ㄹ" and before == "ㄹ" else _RR_FIRST.get(syllable.first, "")
        made += first + _VOWELS[syllable.vowel] + _RR_LAST[syllable.last]
        before = syllable.last
    return made


@lru_cache(maxsize=65_536)
def _mccune(word: str) -> str:
    made, before = "", None
    for syllable in heard(_hangul(word)):
        if isinstance(syllable, str):
            made, before = made + syllable, None
            continue
        made += _first_mr(syllable, before) + _VOWELS_MR[syllable.vowel] + _RR_LAST[syllable.last]
        before = syllable.last
    return made


def _first_mr(syllable: Syllable, before: str | None) -> str:
    """Return the consonant, voiced after a vowel, n, m, ng and partly l; n'g parts it from ng. ``before``: None at the beginning."""
    first = syllable.first
    if first == "ㄹ" and before == "ㄹ":
        return "l"
    if first == "ㅅ" and _VOWELS[syllable.vowel] == "wi":
        return "sh"
    if first in _VOICED and (before in ("", "ㄴ", "ㅁ", "ㅇ") or (before == "ㄹ" and first in "ㄱㅂ")):
        return ("'" if before == "ㄴ" and first == "ㄱ" else "") + _VOICED[first]
    if not first and before == "ㅇ":
        return ""
    return _MR_FIRST.get(first, "")


def heard(syllables: list[Syllable | str]) -> list[Syllable | str]:
    """Return the syllables of a word as they are heard."""
    found = list(syllables)
    for at, one in enumerate(found):
        if isinstance(one, str):
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        if isinstance(after, Syllable):
            found[at], found[at + 1] = _meeting(one, after)
        else:
            found[at] = one._replace(last=_ALONE[one.last])
    return found


def _meeting(one: Syllable, after: Syllable) -> tuple[Syllable, Syllable]:
    last, first = one.last, after.first
    if not last:
        return one, after
    if not first:
        return _carried(one, after)
    if last in ("ㅎ", "ㄶ", "ㅀ") and first in _ASPIRATED:
        return one._replace(last=_SPLIT[last][0] if last in _SPLIT else ""), after._replace(first=_ASPIRATED[first])
    last = _ALONE[last]
    if first == "ㄹ" and last in "ㄱㄷㅂㅁㅇ":
        first = "ㄴ"
    if first in "ㄴㅁ":
        last = _NASAL.get(last, last)
    if (last, first) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
        last = first = "ㄹ"
    return one._replace(last=last), after._replace(first=first)


def _carried(one: Syllable, after: Syllable) -> tuple[Syllable, Syllable]:
    """Return both with the last consonant at the beginning of the next syllable, which has none of its own."""
    if one.last == "ㅇ":
        return one, after
    stays, goes = _SPLIT.get(one.last, ("", one.last))
    if goes == "ㅎ":  # nothing is heard of it: 많은 is ma-neun
        stays, goes = "", stays
    if _VOWELS[after.vowel] == "i":
        goes = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}.get(goes, goes)
    return one._replace(last=stays), after._replace(first=goes)


def _plain(syllable: Syllable | str) -> str:
    if isinstance(syllable, str):
        return syllable
    return _RR_FIRST.get(syllable.first, "") + _VOWELS[syllable.vowel] + _RR_LAST[_ALONE[syllable.last]]
