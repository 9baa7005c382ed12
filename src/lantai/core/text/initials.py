"""Under which letter speakers of a language look for a title: 红楼梦 under H, Ångström under Å in Swedish and under A in German."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence

from lantai.core.text.scripts import script_of

SortKeys = Callable[[Sequence[str], str], list[bytes]]

OTHER = "#"
"""Digits and signs."""

HAN = "漢"
"""Han characters in a language whose order of them is not by sound."""

_PINYIN = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
"""The first character of each letter in ICU's order by pinyin."""

_KANA = "あかさたなはまやらわ"
_HANGUL = "가나다라마바사아자차카타파하"


def initials(titles: Sequence[str], language: str, sort_keys: SortKeys) -> list[str]:
    """Return for each title the letter it stands under."""
    firsts = [_first(title) for title in titles]
    asked = [*{*firsts, *map(_base, firsts), *map(_beginning, titles)}]
    keys = dict(zip(asked, map(_primary, sort_keys(asked, language)), strict=True))
    bounds = _bounds(language, sort_keys)
    return [_initial(first, _beginning(title), language, keys, bounds) for first, title in zip(firsts, titles, strict=True)]


def filed(value: str, nonfiling: int, language: str) -> str:
    """Return a title as it is filed: without its leading article, in Arabic without ال however it is coded."""
    text = value[nonfiling:].strip(" \"'“”«»「」『』《》〈〉[]()…").strip() or value
    if language == "ar" and text.startswith("ال") and len(text) > 4:
        return text[2:]
    return text


def _first(title: str) -> str:
    """Return the first letter of a title with its marks, in capitals; "" when it begins with a digit or sign."""
    text = unicodedata.normalize("NFC", title.lstrip("\u200e\u200f\u202a\u202b "))[:1].upper()[:1]
    return text if text.isalpha() else ""


def _beginning(title: str) -> str:
    """Return what the sound of a first character is told by: 重庆 stands under C, 重量 under Z."""
    return title.strip()[:4]


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1] if letter else ""


def _primary(key: bytes) -> bytes:
    """Return the first level of a key: which letter, whatever its marks and case."""
    return key.partition(b"\x01")[0]


def _bounds(language: str, sort_keys: SortKeys) -> tuple[list[bytes], str]:
    """Return the keys at which groups of letters begin, and their names; nothing for languages of single letters."""
    firsts, names = {"zh": (_PINYIN, _LETTERS), "ja": (_KANA, _KANA), "ko": (_HANGUL, _HANGUL)}.get(language, ("", ""))
    return ([_primary(key) for key in sort_keys([*firsts], language)] if firsts else []), names


def _initial(first: str, beginning: str, language: str, keys: dict[str, bytes], bounds: tuple[list[bytes], str]) -> str:
    if not first:
        return OTHER
    script = script_of(first)
    if script in ("Hani", "Jpan", "Kore", "Hira", "Kana", "Hang"):
        if script == "Hani" and language != "zh":
            return HAN
        begins, names = bounds
        at = bisect_right(begins, keys[beginning]) - 1
        return names[at] if at >= 0 else (HAN if script == "Hani" else first)
    base = _base(first)
    return base if keys[base] == keys[first] else first
