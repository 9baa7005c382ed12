"""Digits of every script, as the ASCII digits that checks and sums are made with.

Arabic-Indic, Persian, Devanagari, Thai, full-width … all have Unicode's decimal property; Chinese numerals do not, and
have a reader of their own.
"""

import re
import unicodedata

_NOT_ASCII_DIGIT = re.compile(r"[^\x00-\x7f]")

CHINESE_DIGITS = {
    "〇": 0, "○": 0, "零": 0, "一": 1, "壹": 1, "弌": 1, "二": 2, "贰": 2, "貳": 2, "弐": 2, "三": 3, "叁": 3, "參": 3,
    "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "陸": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT_TENS = {"廿": 20, "卅": 30, "卌": 40}
CHINESE_NUMERAL = "".join((*CHINESE_DIGITS, *_TENS, *_SHORT_TENS))
"""Every character that a Chinese number may be written with, for use inside a character class."""


def ascii_digits(text: str) -> str:
    """Return the text with the digits of any script as 0-9; nothing else changes."""
    return text if text.isascii() else _NOT_ASCII_DIGIT.sub(_one_digit, text)


def _one_digit(match: re.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    return match[0] if value is None else str(value)


def chinese_number(text: str) -> int | None:
    """Return what Chinese numerals say: 二十 = 20, 廿三 = 23, 一九三一 = 1931, 元 (first year) = 1; None if nothing."""
    if text == "元":
        return 1
    if text and all(c in CHINESE_DIGITS for c in text):
        return int("".join(str(CHINESE_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for character in text:
        if character in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[character]
        elif character in _TENS:
            total, digit = total + (digit or 1) * _TENS[character], 0
        elif character in _SHORT_TENS:
            total, digit = total + _SHORT_TENS[character], 0
        else:
            return None
    return total + digit or None
