"""Scripts: which one a text is written in, and the BCP 47 tag that says so.

Pages need it for ``lang`` and ``dir``; enter at ``tagged``.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from babel.core import get_global

from . import han

Direction = Literal["ltr", "rtl"]

_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ʸḀ-ỿⱠ-ⱿＡ-Ｚａ-ｚ",
    "Grek": "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1ffe",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c88\u2de0-\u2dff\ua640-\ua69f",
    "Armn": "\u0531-\u0589",
    "Hebr": "\u05d0-\u05f2\ufb1d-\ufb4f",
    "Arab": "\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Syrc": "\u0710-\u074f",
    "Thaa": "\u0780-\u07b1",
    "Nkoo": "\u07ca-\u07ea",
    "Deva": "\u0900-\u097f",
    "Beng": "\u0980-\u09ff",
    "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0aff",
    "Orya": "\u0b00-\u0b7f",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f",
    "Sinh": "\u0d80-\u0dff",
    "Thai": "\u0e01-\u0e7f",
    "Laoo": "\u0e80-\u0eff",
    "Tibt": "\u0f00-\u0fff",
    "Mymr": "\u1000-\u109f\uaa60-\uaa7f",
    "Geor": "Ⴀ-ჿᲐ-Ჿⴀ-ⴥ",
    "Ethi": "\u1200-\u139f\u2d80-\u2dde",
    "Cher": "\u13a0-\u13ff",
    "Cans": "\u1400-\u167f",
    "Khmr": "\u1780-\u17ff",
    "Mong": "\u1800-\u18af",
    "Hang": "ᄀ-ᇿ㄰-㆏가-힣ﾡ-ￜ",
    "Hira": "\u3041-\u309f",
    "Kana": "゠-ヿㇰ-ㇿｦ-ﾝ",
    "Bopo": "\u3105-\u312f",
    "Yiii": "\ua000-\ua4cf",
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
"""ISO 15924 code -> the letters of the script, as the inside of a character class."""

_LETTERS = re.compile("|".join(f"(?P<{script}>[{letters}])" for script, letters in _RANGES.items()))
_SCRIPTS = {chr(ord("A") + n): script for n, script in enumerate(_RANGES)}
"""A letter of ours for each script."""


class _Codes(dict[int, str]):
    """Each letter -> the letter of its script, all else nothing; made when a character is first met: runs of letters are then counted, not looked for."""

    def __init__(self) -> None:
        self._letter_of = {script: letter for letter, script in _SCRIPTS.items()}

    def __missing__(self, code: int) -> str:
        match = _LETTERS.match(chr(code))
        self[code] = found = self._letter_of[str(match.lastgroup)] if match else ""
        return found


_CODES = _Codes()
_WITH_OTHERS = {"Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}
"""What a text is written in that has letters of this script."""

_RTL_SCRIPTS = frozenset(("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"))
_RECORD_SCRIPTS = {"ja": ("Jpan", "Hani"), "ko": ("Kore", "Hani", "Hang")}
"""Languages written in several scripts at once; Han alone is no exception to note there."""


REMEMBERED = 200
"""Characters of the longest text whose script is remembered: longer ones do not come again."""

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script most letters of ``text`` have; "" when it has no letters.

    Any kana make a text with Han "Jpan", any Hangul make it "Kore".
    """
    return _script_of(text) if len(text) <= REMEMBERED else _counted(text)


def _counted(text: str) -> str:
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else ""
    ascii_ = text.encode("ascii", "ignore")
    if len(ascii_.translate(None, _NO_LETTERS)) > len(text) - len(ascii_):
        return "Latn"
    codes = text.translate(_CODES)
    if codes and codes.count(codes[0]) == len(codes):  # as of most words
        script = _SCRIPTS[codes[0]]
        return _WITH_OTHERS.get(script, script)
    counts = {_SCRIPTS[code]: codes.count(code) for code in dict.fromkeys(codes)}
    kana, hangul = counts.pop("Hira", 0) + counts.pop("Kana", 0), counts.pop("Hang", 0)
    if kana:
        counts["Jpan"] = kana + counts.pop("Hani", 0)
    if hangul:
        counts["Kore"] = hangul + counts.pop("Hani", 0)
    return max(counts, key=lambda script: counts[script]) if counts else ""


_script_of = lru_cache(maxsize=8192)(_counted)


@cache
def _usual_script(lang: str) -> str:
    likely = get_global("likely_subtags").get(lang, "")
    return next((part for part in str(likely).split("_") if len(part) == 4), "")


def tagged(lang: str, text: str) -> str:
    """Return the BCP 47 tag of ``text`` in a record of language ``lang`` (a primary tag or ""): with its script where that is not the usual one.

    Chinese in Han is "zh-Hans" or "zh-Hant" when the characters decide, else "zh". Without a language: "und-Hani".
    """
    script = script_of(text)
    if not script:
        return lang
    tag, is_chinese = _with_script(lang, script)
    writing = han_writing(text) if is_chinese else ""
    return f"{tag}-{writing}" if writing else tag


@lru_cache(maxsize=4096)
def _with_script(lang: str, script: str) -> tuple[str, bool]:
    """Return the tag of a text in that script, and whether its characters decide how it goes on."""
    primary = lang.replace("_", "-").split("-")[0]
    if primary in ("", "und", "mul", "zxx"):
        return f"und-{script}", False
    usual = _usual_script(primary)
    if script == "Hani" and usual in ("Hans", "Hant", "Hani"):
        return primary, True
    return (primary if script == usual or script in _RECORD_SCRIPTS.get(primary, ()) else f"{primary}-{script}"), False


def han_writing(text: str) -> str:
    """Return "Hans" or "Hant" by the characters that only one of the two has; "" when they do not decide."""
    simplified = sum(character in han.only_in("hans") for character in text)
    traditional = sum(character in han.only_in("hant") for character in text)
    if simplified == traditional:
        return ""
    return "Hans" if simplified > traditional else "Hant"


def direction_of_text(text: str) -> Direction:
    """Return the direction of the first letter that has one, as Unicode's rule P2 says."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


@cache
def direction_of_tag(tag: str) -> Direction:
    """Return the direction of a BCP 47 tag: of its script when it names one, else of the language's usual script."""
    primary, *rest = tag.replace("_", "-").split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "") or _usual_script(primary.lower())
    return "rtl" if script in _RTL_SCRIPTS else "ltr"
