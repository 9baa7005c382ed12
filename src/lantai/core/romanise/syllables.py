"""The syllables of Chinese: in pinyin, as Wade and Giles wrote them, and a run of letters cut into either.

Written without tones and marks, as ``core.text.fold`` leaves them: lü and lu are both "lu".
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou yi ya yao ye you yan yin yang ying yong yo wu wa wo wai wei wan wen wang weng yu yue yuan yun",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ue un",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo ue",
    "g k h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j q x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh ch sh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z c s": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
}

PINYIN = frozenset(
    initial + final
    for initials, finals in _FINALS.items()
    for initial in (initials.split(" ") if initials else [""])
    for final in finals.split(" ")
)

_INITIALS = {
    "zh": "ch", "ch": "ch'", "sh": "sh", "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'",
    "x": "hs", "r": "j", "z": "ts", "c": "ts'",
}  # fmt: skip
_WHOLE = {
    "yi": "i", "you": "yu", "yan": "yen", "ye": "yeh", "yong": "yung", "yu": "yü", "yue": "yüeh", "yuan": "yüan", "yun": "yün", "er": "erh",
    "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u", "si": "ssu", "ge": "ko", "ke": "k'o", "he": "ho",
    "e": "o", "guo": "kuo", "kuo": "k'uo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "k'uei", "yo": "yo",
}  # fmt: skip
_ENDINGS = (("ong", "ung"), ("iong", "iung"), ("ian", "ien"), ("ie", "ieh"), ("uo", "o"), ("ue", "üeh"))
_ROUNDED = (("uan", "üan"), ("ue", "üeh"), ("un", "ün"), ("u", "ü"))
_ALSO = {"tze": "zi", "tse": "zi ze ce", "sze": "si", "szu": "si", "tz": "zi ci", "ss": "si", "yi": "yi", "ai": "ai", "ye": "ye"}  # fmt: skip
"""What is met in old catalogues beside the table: Mao Tse-tung, Sun Tzu, Szu-ma Ch'ien."""

LONGEST = 6
MOST_LETTERS = 60
MOST_WAYS = 4


_TYPED_U = re.compile(r"(?<=[nljqxy])v", re.IGNORECASE)


def with_u(text: str) -> str:
    """Return a text with u where keyboards have v for ü: nvxing, lvyou, zhanlve."""
    return _TYPED_U.sub("u", text)


def wade_giles(syllable: str) -> str:
    """Return a syllable of pinyin as Wade and Giles write it, without tone: qing gives ch'ing, xu gives hsü."""
    if whole := _WHOLE.get(syllable):
        return whole
    final = syllable.lstrip("bcdfghjklmnpqrstxz")
    initial = syllable[: len(syllable) - len(final)]
    endings = (_ROUNDED if initial in ("j", "q", "x") else ()) + _ENDINGS
    final = next((other for ending, other in endings if final == ending), final)
    return _INITIALS.get(initial, initial) + ("ê" + final[1:] if final in ("e", "en", "eng") else final)


@cache
def by_wade_giles() -> dict[str, tuple[str, ...]]:
    """Return the syllables of pinyin that one of Wade and Giles may be, its apostrophe and marks lost as in most catalogues."""
    found: dict[str, list[str]] = {}
    for syllable in sorted(PINYIN):
        written = wade_giles(syllable).replace("'", "").replace("ü", "u").replace("ê", "e")
        found.setdefault(written, []).append(syllable)
    for written, meant in _ALSO.items():
        found.setdefault(written, []).extend(meant.split(" "))
    return {written: tuple(dict.fromkeys(meant)) for written, meant in found.items()}


@lru_cache(maxsize=8192)
def cut(letters: str, *, wade: bool = False) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which a run of letters is nothing but syllables, those of fewest syllables first: xian; xi an."""
    if len(letters) > MOST_LETTERS:
        return ()
    return tuple(_ways(letters, by_wade_giles() if wade else PINYIN))


def _ways(letters: str, known: Collection[str]) -> list[tuple[str, ...]]:
    """Work from the end, so that every rest is cut once; of what cannot be cut, as most words of other languages, nothing is."""
    if not _can_be_cut(letters, known):
        return []
    of_rest: list[list[tuple[str, ...]]] = [[] for _ in letters] + [[()]]
    for at in range(len(letters) - 1, -1, -1):
        every = [
            (letters[at:end], *rest)
            for end in range(min(len(letters), at + LONGEST), at, -1)
            if letters[at:end] in known
            for rest in of_rest[end]
        ]
        of_rest[at] = sorted(every, key=len)[:MOST_WAYS]
    return of_rest[0]


def _can_be_cut(letters: str, known: Collection[str]) -> bool:
    """Say whether letters are nothing but syllables: from the beginning on, for most words have none there."""
    reached = [True, *[False] * len(letters)]
    farthest = 0
    for at in range(len(letters)):
        if at > farthest:
            return False
        if reached[at]:
            for end in range(at + 1, min(len(letters), at + LONGEST) + 1):
                if letters[at:end] in known:
                    reached[end], farthest = True, max(farthest, end)
    return reached[-1]
