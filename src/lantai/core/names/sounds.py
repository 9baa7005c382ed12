"""How a word of a name sounds, in one coarse alphabet for all scripts; enter at ``sounds``.

Abjads leave short vowels out and Han, kana and Hangul put vowels between consonants: ``@`` is a vowel that may be none. What is alike and
how much is not decided here (``costs``). Han is read as Chinese; Japanese readings of Han characters cannot be derived and are not tried.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from lantai.core.text.fold import fold
from lantai.core.text.scripts import script_of

from . import letters

SOUNDS = "aeiou@ypbfvwmnNtdTszcSZCJXkghxlrR"
"""The alphabet. N: ng; T: th; S, Z, C, J: sh, zh, ch, j; c: ts; x: kh; X: pinyin's x; R: pinyin's er; @: a weak vowel."""

SCRIPTS = ("Latn", "Cyrl", "Grek", "Arab", "Hebr", "Deva", "Hang", "Kana", "Hani")
"""Scripts with a table of their own; others are romanised first."""

_SYLLABLE = re.compile("[A-Z][a-z]*")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLE = re.compile(r"^ال(?=\w{3})")


def script(text: str) -> str:
    """Return the script whose table reads this text; "" where Japanese mixes Han and kana, or nothing is to be read."""
    found = script_of(text)
    if found in ("Jpan", "Kore"):
        if any("\u3400" <= letter <= "\u9fff" for letter in text):
            return ""
        return "Kana" if found == "Jpan" else "Hang"
    return found if found in SCRIPTS or not found else "Latn"


@lru_cache(maxsize=65_536)  # parts of names come again and again
def sounds(word: str) -> str:
    """Return how one word sounds, in letters of SOUNDS; "" when it cannot be read. Doubled letters are one."""
    found = script(word)
    return _DOUBLED.sub(r"\1", _READERS[found](fold(word))) if found else ""


def _latin(word: str) -> str:
    if not word.isascii():
        word = anyascii(word).lower()
    for beginning, sound in letters.LATIN_FIRST.items():
        if word.startswith(beginning):
            return sound + _by(_LATIN, letters.LATIN, word[len(beginning) :])
    return _by(_LATIN, letters.LATIN, word)


def _arabic(word: str) -> str:
    return _by(_ARABIC, letters.ARABIC, _ARTICLE.sub("", word))


def _devanagari(word: str) -> str:
    made = ""
    for at, letter in enumerate(word):
        if consonant := letters.DEVANAGARI_CONSONANTS.get(letter):
            after = word[at + 1 : at + 2]
            made += consonant + ("@" if after and after not in letters.DEVANAGARI_SIGNS else "")
        else:
            made += letters.DEVANAGARI_VOWELS.get(letter, "")
    return made


def _hangul(word: str) -> str:
    made = ""
    for letter in word:
        if 0 <= (code := ord(letter) - 0xAC00) < 11_172:
            first, middle, last = code // 588, code % 588 // 28, code % 28
            made += letters.HANGUL_FIRST[first] + letters.HANGUL_MIDDLE[middle] + letters.HANGUL_LAST[last]
    return made.replace("lr", "l")


def _kana(word: str) -> str:
    made = ""
    for letter in word:
        if small := letters.KANA_SMALL.get(letter):
            bare = made[:-1] if made[-1:] in ("a", "i", "u", "e", "o", "@") and made else made
            made = bare + (small[-1] if bare[-1:] in ("S", "C", "J") else small)
        else:
            made += letters.KANA.get(letter, "")
    return made


def _han(word: str) -> str:
    made = ""
    for length in (2, 1):
        if surname := letters.SURNAMES.get(word[:length]) if len(word) > length else None:
            made, word = "".join(map(_syllable, _SYLLABLE.findall(surname))), word[length:]
            break
    for character in word:
        read = "".join(map(_syllable, _SYLLABLE.findall(anyascii(character))))
        made += f"{read[0]}@" if character in letters.BARE and read[:1] not in ("", "R") else read
    return made


def _syllable(pinyin: str) -> str:
    """Return how a syllable of pinyin sounds: xun gives Xun, er gives R, yue gives yue."""
    low = pinyin.lower()
    if low == "er":
        return "R"
    if low in ("yi", "wu"):
        return low[1]
    initial = low[:2] if low[:2] in letters.PINYIN_INITIALS else low[:1]
    final = low[len(initial) :].replace("ng", "N").replace("ao", "au")
    return letters.PINYIN_INITIALS.get(initial, initial) + final


def _pattern(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(table, key=len, reverse=True)))


def _by(pattern: re.Pattern[str], table: dict[str, str], word: str) -> str:
    return "".join([table[letter] for letter in pattern.findall(word)])


_LATIN, _ARABIC = _pattern(letters.LATIN), _pattern(letters.ARABIC)
_CYRILLIC, _GREEK, _HEBREW = _pattern(letters.CYRILLIC), _pattern(letters.GREEK), _pattern(letters.HEBREW)
_READERS = {
    "Latn": _latin,
    "Cyrl": lambda word: _by(_CYRILLIC, letters.CYRILLIC, word),
    "Grek": lambda word: _by(_GREEK, letters.GREEK, word),
    "Arab": _arabic,
    "Hebr": lambda word: _by(_HEBREW, letters.HEBREW, word),
    "Deva": _devanagari,
    "Hang": _hangul,
    "Kana": _kana,
    "Hani": _han,
}
