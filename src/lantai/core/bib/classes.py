"""Call numbers in the order of the shelf: a key for each scheme that sorts, as plain text, the way a shelver does.

``sort_key`` is the way in; ``classes_above`` says in which classes a number lies. A number that does not fit its scheme gets the natural
order: words, then numbers by size.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from .digits import ascii_digits

_NUMBER = re.compile(r"\d+")
_CLC_CLASS = re.compile(r"([A-Z])([A-Z](?![A-Z]))?(\d{0,3})")
_LCC_CLASS = re.compile(r"([A-Z]{1,3})\s*\d")
_DDC_CLASS = re.compile(r"(\d)(\d)(\d)(?:[.'’/]+(\d))?")


def sort_key(scheme: str, call_number: str) -> str:
    """Return text that sorts call numbers of one scheme ("clc", "lcc", "ddc", "udc", "cas", "nlm", …) in shelf order."""
    plain = ascii_digits(unicodedata.normalize("NFKC", call_number)).strip().upper()
    return _KEYS.get(scheme, _natural)(plain)


@lru_cache(maxsize=4_096)
def classes_above(scheme: str, number: str) -> tuple[str, ...]:
    """Return the classes that a number lies in, widest first, as "clc:I", "clc:I2", "clc:I24", "clc:I242"; () where it fits no scheme.

    As far as people browse: CLC to three digits, LCC by its letters, Dewey to the first decimal.
    """
    plain = ascii_digits(unicodedata.normalize("NFKC", number)).strip().upper()
    found = _ABOVE[scheme](plain) if scheme in _ABOVE else ()
    return tuple(f"{scheme}:{value}" for value in found)


def _clc_above(plain: str) -> Iterable[str]:
    match = _CLC_CLASS.match(plain)
    if not match or match[1] in "LMWY":  # letters that 中图法 does not use
        return ()
    letters = f"{match[1]}{match[2] or ''}"
    beginnings = [match[1], letters] if match[2] else [match[1]]
    return [*beginnings, *(f"{letters}{match[3][:n]}" for n in range(1, len(match[3]) + 1))]


def _lcc_above(plain: str) -> Iterable[str]:
    match = _LCC_CLASS.match(plain)
    return (match[1][:n] for n in range(1, len(match[1]) + 1)) if match else ()


def _ddc_above(plain: str) -> Iterable[str]:
    match = _DDC_CLASS.match(plain.removeprefix("["))
    if not match:
        return ()
    whole = "".join(match.group(1, 2, 3))
    return (whole[0], whole[:2], whole, *([f"{whole}.{match[4]}"] if match[4] else ()))


_ABOVE: dict[str, Callable[[str], Iterable[str]]] = {"clc": _clc_above, "lcc": _lcc_above, "ddc": _ddc_above}


_BEGINNINGS = {
    "clc": re.compile(r"[A-Z]{1,2}(?:[\d(\[/-]|$)"),
    "lcc": re.compile(r"[A-Z]{1,3}(?:\s*\d|$)"),
    "ddc": re.compile(r"\[?\d{1,3}(?![\d])"),
    "udc": re.compile(r"[\d(\"=]"),
    "nlm": re.compile(r"[QW][A-Z]?\s*\d"),
    "cas": re.compile(r"\d"),
}
"""Scheme -> how its numbers begin, in capitals and without the marks before them."""


def fits(scheme: str, number: str) -> bool:
    """Say whether a class or call number can be one of its scheme; a scheme without a table here fits everything."""
    begins = _BEGINNINGS.get(scheme)
    plain = ascii_digits(unicodedata.normalize("NFKC", number)).strip().upper()
    return begins is None or begins.match(plain) is not None


def _natural(text: str) -> str:
    """Numbers by size, everything else as it stands: V.2 before V.10."""
    return _NUMBER.sub(lambda m: m[0].zfill(8), " ".join(text.split()))


# ---------------------------------------------------------------- Chinese schemes: class, slash, book number

# 中图法: what ends a class number, and its auxiliary signs in filing order, come before any further digit.
_CLC_ORDER = str.maketrans({"-": "!", "(": '"', ")": None, "“": "#", '"': "#", "”": None, "=": "$", "<": "%", ">": None, "+": "&",
                            ":": "'", ".": None, "[": None, "]": None, "{": None, "}": None, " ": None})  # fmt: skip


def _clc(text: str) -> str:
    """Letters, digits as decimals, auxiliaries; then the book number (种次号 by size, or an author number)."""
    class_number, _, book_number = text.replace("@", "").partition("/")
    return f"{class_number.translate(_CLC_ORDER)} {_book_number(book_number)}"


def _book_number(text: str) -> str:
    """12 before 123; W23 before W3, for an author number is a decimal; volumes and editions after it by size."""
    head = re.match(r"[A-Z]+\d*|\d+", text)
    if not head:
        return _natural(text)
    first = head[0].zfill(8) if head[0].isdigit() else head[0]
    return first + _natural(text[head.end() :])


# ---------------------------------------------------------------- Library of Congress, NLM, Dewey

_LCC = re.compile(r"^([A-Z]{1,3})\s*(\d{1,5})(\.\d+)?\s*(.*)$", re.DOTALL)
_LCC_PARTS = re.compile(r"([A-Z]+)(\d+)([A-Z]*)|([A-Z]+)|(\d+)")


def _lcc(text: str) -> str:
    """PL2727.S2 A21 1990: letters, number by size, decimals; Cutters as decimals; years and volumes by size."""
    match = _LCC.match(text)
    if not match:
        return _natural(text)
    letters, number, decimals, rest = match.groups()
    return f"{letters:<3} {number.zfill(5)}{decimals or ''} {' '.join(map(_lcc_part, _LCC_PARTS.finditer(rest)))}".rstrip()


def _lcc_part(match: re.Match[str]) -> str:
    letter, digits, mark, word, number = match.groups()
    return f"{letter}{digits}{mark}" if letter else word or number.zfill(8)


_DDC = re.compile(r"^(\d{1,3})(?:\.([\d/'’]+))?\s*/?\s*(.*)$", re.DOTALL)


def _ddc(text: str) -> str:
    """895.1/3 C16H: the number without its segmentation marks, then the book number."""
    match = _DDC.match(text.replace("[", "").replace("]", ""))
    if not match:
        return _natural(text)
    number, decimals, book = match.groups()
    decimals = "".join(c for c in decimals or "" if c.isdigit())
    return f"{number.zfill(3)}.{decimals} {_book_number(book)}".rstrip()


# ---------------------------------------------------------------- UDC

# Filing order of UDC: 59+636, 59/599, 59, 59:…, 59=…, 59(…), 59"…", 59*, 59A, 59-…, 59.0…, 59'…, 591.
_UDC_ORDER = {
    "+": "!",
    "/": '"',
    "": "#",
    ":": "$",
    "=": "%",
    "(": "&",
    '"': "'",
    "*": "(",
    "-": "*",
    "'": ",",
    ")": "",
    "[": "",
    "]": "",
}


def _udc(text: str) -> str:
    key = []
    for i, character in enumerate(text):
        if character == ".":
            key.append("+" if text[i + 1 : i + 2] == "0" else "")
        elif character.isalpha():
            key.append(")" + character)
        elif not character.isspace():
            key.append(_UDC_ORDER.get(character, character))
    return "".join(key) + _UDC_ORDER[""]


_KEYS: dict[str, Callable[[str], str]] = {"clc": _clc, "cas": _clc, "lcc": _lcc, "nlm": _lcc, "ddc": _ddc, "udc": _udc}
