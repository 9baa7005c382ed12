"""A call number broken into the short lines of a spine label, as the rules of its scheme want it."""

import re
from collections.abc import Callable

_LCC = re.compile(r"^([A-Za-z]{1,3})\s*(\d{1,5}(?:\.\d+)?)\s*(.*)$", re.DOTALL)
_CUTTER = re.compile(r"\s+|(?=\.[A-Za-z])")
_DDC = re.compile(r"^(\D*?\d{1,3})(\.[\d/'’]+)?\s*/?\s*(.*)$", re.DOTALL)
_CLC_BOOK = re.compile(r"(?=[=:：])|\s+")
_CLC_CLASS = re.compile(r"(?=[.\-(（=:])")

WIDEST = 8
"""Characters of a class number that still stand on one line of a label 25 mm wide in 11 point."""


def spine(scheme: str, call_number: str) -> list[str]:
    """Return the lines: PL / 2727 / .S2 / A21 / 1990; 895.1 / LIU; I242.4 / C1."""
    text = " ".join(call_number.split())
    lines = _BREAKS.get(scheme, _words)(text)
    return [line for line in (part.strip() for part in lines) if line]


def _words(text: str) -> list[str]:
    return text.split(" ")


def _lcc(text: str) -> list[str]:
    """Letters, number, each Cutter with its point, then year and volume."""
    match = _LCC.match(text)
    if not match:
        return _words(text)
    letters, number, rest = match.groups()
    return [letters, number, *_CUTTER.split(rest)]


def _ddc(text: str) -> list[str]:
    """The number in one line while it is short, else cut at the point and after three decimals; then book number and year."""
    match = _DDC.match(text)
    if not match:
        return _words(text)
    number, decimals, rest = match.groups()
    decimals = (decimals or "").replace("/", "").replace("'", "").replace("’", "")
    if len(number) + len(decimals) <= WIDEST:
        head = [number + decimals]
    else:
        head = [number, *(decimals[n : n + 4] if n == 0 else decimals[n : n + 3] for n in _steps(len(decimals)))]
    return [*head, *_words(rest)]


def _steps(length: int) -> list[int]:
    return [0, *range(4, length, 3)] if length else []


def _clc(text: str) -> list[str]:
    """The class, then the book number; a volume or edition sign begins a line of its own."""
    number, _slash, book = text.partition("/")
    if not book:
        number, _space, book = text.partition(" ")
    head = [number] if len(number) <= WIDEST else _CLC_CLASS.split(number)
    return [*head, *_CLC_BOOK.split(book)]


_BREAKS: dict[str, Callable[[str], list[str]]] = {"lcc": _lcc, "nlm": _lcc, "ddc": _ddc, "udc": _words, "clc": _clc, "cas": _clc}
