"""Amounts of money as people and price lists write them, as whole minor units (cents, fils, yen), and back.

``read`` takes "1.234,56", "$360.50", "١٬٢٣٤٫٥٠", "CNY 12 000" and refuses what could mean two things; how many decimals a currency has is
CLDR's word (Babel). Nothing here is ever a binary fraction.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from functools import cache

from babel.core import Locale, get_global
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol, list_currencies

MOST = 10**15
"""Minor units that an amount may have at most: what fits a column, and a float of whoever reads our tables."""

SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009'’]+")
MARKS = {"٫": ".", "٬": ",", "，": ",", "．": ".", "、": ",", "−": "-", "–": "-"}
SIGNS = {
    "¥": ("CNY", "JPY"),
    "￥": ("CNY", "JPY"),
    "元": ("CNY",),
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "ARS"),
}
BOTH = re.compile(r"^-?\d{1,3}(,\d{3})+\.\d+$|^-?\d{1,3}(\.\d{3})+,\d+$")


class Rule(StrEnum):
    """Why an amount was refused."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    AMBIGUOUS = "point or comma could be either"
    NEGATIVE = "negative"
    DECIMALS = "more decimals than the currency has"
    CURRENCY = "another currency"
    TOO_LARGE = "too large"
    UNKNOWN_CURRENCY = "unknown currency"


@dataclass(frozen=True, slots=True)
class BadAmount(ValueError):
    """The words are no amount of that currency; ``rule`` says why."""

    value: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.value!r}: {self.rule.value}"


@cache
def currencies() -> frozenset[str]:
    """Return the codes of currencies that are legal tender somewhere today (ISO 4217, by CLDR)."""
    now: set[str] = set()
    for uses in get_global("territory_currencies").values():
        now.update(code for code, _start, end, tender in uses if end is None and tender)
    return frozenset(now)


def is_currency(code: str) -> bool:
    """Say whether the code is of a currency of today."""
    return code in currencies()


def decimals(currency: str) -> int:
    """Return how many decimals a currency has: 2 for CNY, 0 for JPY, 3 for KWD."""
    return int(get_currency_precision(currency))


def read(words: str, currency: str, *, negative: bool = False) -> int:
    """Return an amount in minor units; raise BadAmount. ``negative``: credits are taken too.

    A lone mark before exactly three digits ("1,234") is refused in currencies of two decimals, unless there are two marks or more than
    one of the same ("1,234,567"): it could be either.
    """
    if not is_currency(currency):
        raise BadAmount(currency, Rule.UNKNOWN_CURRENCY)
    number = _bare(words, currency)
    places = decimals(currency)
    if not number:
        raise BadAmount(words, Rule.EMPTY)
    if number.startswith("(") and number.endswith(")"):
        number = "-" + number[1:-1]
    plain = _decimal_of(words, number, places)
    found = Decimal(plain)
    if found < 0 and not negative:
        raise BadAmount(words, Rule.NEGATIVE)
    minor = found.scaleb(places)
    if minor != minor.to_integral_value():
        raise BadAmount(words, Rule.DECIMALS)
    if abs(minor) > MOST:
        raise BadAmount(words, Rule.TOO_LARGE)
    return int(minor)


def _bare(words: str, currency: str) -> str:
    """Return digits and marks alone: ASCII digits, no spaces, without the currency's own code or sign; refuse another's."""
    text = unicodedata.normalize("NFC", words).translate({ord(c): to for c, to in MARKS.items()})
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.category(c) == "Nd" else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = SPACES.sub("", text)
    for sign in signs(currency):
        if text.upper().startswith(sign.upper()):
            return text[len(sign) :]
        if text.upper().endswith(sign.upper()):
            return text[: -len(sign)]
        if text.startswith("-" + sign):
            return "-" + text[len(sign) + 1 :]
    if any(code in text.upper() for code in currencies()) or any(unicodedata.category(c) == "Sc" for c in text):
        raise BadAmount(words, Rule.CURRENCY)
    return text


@cache
def signs(currency: str) -> tuple[str, ...]:
    """Return what a currency is written as before or behind an amount, the longest first."""
    found = {currency, *(sign for sign, codes in SIGNS.items() if currency in codes)}
    found |= {SPACES.sub("", get_currency_symbol(currency, locale)) for locale in ("en", "zh_Hans", "ar", "de", "fr")}
    found = {"".join(c for c in sign if unicodedata.category(c) != "Cf") for sign in found}
    return tuple(sorted(filter(None, found), key=lambda sign: (-len(sign), sign)))


def _decimal_of(words: str, number: str, places: int) -> str:
    """Return the number with a point for decimals and nothing between thousands."""
    if not re.fullmatch(r"-?\d[\d.,]*", number) or number[-1] in ".,":
        raise BadAmount(words, Rule.NOT_A_NUMBER)
    marks = [c for c in number if c in ".,"]
    if not marks:
        return number
    last = marks[-1]
    if len(set(marks)) == 2:
        if not BOTH.match(number):
            raise BadAmount(words, Rule.NOT_A_NUMBER)
        whole, _mark, part = number.rpartition(last)
        return f"{re.sub('[.,]', '', whole)}.{part}"
    if len(marks) > 1:
        if not re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", number):
            raise BadAmount(words, Rule.NOT_A_NUMBER)
        return re.sub("[.,]", "", number)
    whole, _mark, part = number.partition(last)
    if len(part) == 3 and 0 < len(whole.lstrip("-")) <= 3 and whole.lstrip("-0"):
        if places == 0:
            return whole + part
        raise BadAmount(words, Rule.AMBIGUOUS)
    return f"{whole}.{part}"


def major(minor: int, currency: str) -> Decimal:
    """Return minor units as a decimal number of the currency: 36050 of USD is 360.50."""
    return Decimal(minor).scaleb(-decimals(currency))


def plain(minor: int, currency: str) -> str:
    """Return an amount as ``read`` takes it whatever the currency: "1234.50"."""
    return f"{major(minor, currency):.{decimals(currency)}f}"


def shown(minor: int, currency: str, locale: str) -> str:
    """Return an amount as people of a language read it, the currency by its code: digits are those of the site, Western."""
    number = format_currency(major(minor, currency), currency, "#,##0.00", locale="en", currency_digits=True)
    return f"{currency}\u00a0{number}"


def spoken(minor: int, currency: str, locale: str) -> str:
    """Return an amount in words of a language ("1,600 euros", "1,600欧元", "1,600 يورو"), with decimals only where they say something."""
    value = major(minor, currency)
    parsed = Locale.parse(locale, sep="-")
    return format_currency(value, currency, locale=parsed, format_type="name", currency_digits=value != value.to_integral_value())


def converted(minor: int, source: str, rate: Decimal, target: str) -> int:
    """Return an amount in another currency's minor units, rounded half to even. ``rate``: how much of ``target`` one of ``source`` is."""
    if rate <= 0:
        raise BadAmount(str(rate), Rule.NEGATIVE)
    exact = major(minor, source) * rate
    return int(exact.scaleb(decimals(target)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def every() -> list[str]:
    """Return the codes of all currencies of today, in order, those that CLDR names."""
    return sorted(currencies() & set(list_currencies()))
