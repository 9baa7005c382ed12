"""Barcodes: whether a number can be one, and Code 128 as widths of bars, to be drawn anywhere.

ISO/IEC 15417 for Code 128; the check digit of 14-digit library numbers is that of Luhn (mod 10), as on Codabar labels.
"""

import re
from enum import StrEnum

_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221
223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321
112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131
311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114
122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()  # noqa: SIM905 (a table to be read)
"""Value -> widths of bar, space, bar, … in modules; the last is the stop."""

START_B, START_C, TO_C, TO_B, STOP = 104, 105, 99, 100, 106
QUIET = 10
"""Modules of white that must stand on either side."""

_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_CODABAR = re.compile(r"[0-9$:/.+-]+", re.ASCII)
_LIBRARY = re.compile(r"[0-9]{14}", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
LEAST_DIGITS = 4
"""Digits in a row from which on two of them go into one sign."""


class Fault(StrEnum):
    """What is wrong with a barcode."""

    UNPRINTABLE = "unprintable"  # signs that Code 128 has not
    CHECK = "check"  # fourteen digits whose last one is not what the others ask for
    LONG = "long"


LONGEST = 40


def faults(code: str) -> list[Fault]:
    """Return what is wrong with a barcode; nothing for one that can be printed and whose check digit, if it has one, is right."""
    found = []
    if not _PRINTABLE.fullmatch(code):
        found.append(Fault.UNPRINTABLE)
    if len(code) > LONGEST:
        found.append(Fault.LONG)
    if _LIBRARY.fullmatch(code) and code[-1] != luhn(code[:-1]):
        found.append(Fault.CHECK)
    return found


def is_codabar(code: str) -> bool:
    """Say whether a code can stand on a Codabar label: digits and $ : / . + -."""
    return bool(_CODABAR.fullmatch(code))


def luhn(digits: str) -> str:
    """Return the check digit that belongs behind ``digits``."""
    total = 0
    for n, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if n % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def code128(text: str) -> list[int]:
    """Return the widths of bars and spaces, bars first, without the quiet zones; raise ValueError for what it cannot say."""
    if not _PRINTABLE.fullmatch(text):
        raise ValueError(f"Code 128 cannot say {text!r}")
    values = _values(text)
    check = (values[0] + sum(n * value for n, value in enumerate(values))) % 103
    return [int(width) for value in (*values, check, STOP) for width in _WIDTHS[value]]


def _values(text: str) -> list[int]:
    """Return the values of the signs, the start among them; runs of digits in pairs (set C), everything else in set B."""
    values: list[int] = []
    in_pairs = False
    for piece, pairs in _runs(text):
        if not values:
            values.append(START_C if pairs else START_B)
        elif pairs != in_pairs:
            values.append(TO_C if pairs else TO_B)
        in_pairs = pairs
        if pairs:
            values += [int(piece[n : n + 2]) for n in range(0, len(piece), 2)]
        else:
            values += [ord(character) - 32 for character in piece]
    return values


def _runs(text: str) -> list[tuple[str, bool]]:
    """Cut the text where it pays to change the set: True for an even number of digits."""
    runs: list[tuple[str, bool]] = []
    done = 0
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        if (end - start) % 2:
            start += 1  # the odd one out goes with what stands before
        if end - start < LEAST_DIGITS and (start, end) != (0, len(text)):
            continue
        if start > done:
            runs.append((text[done:start], False))
        runs.append((text[start:end], True))
        done = end
    if done < len(text):
        runs.append((text[done:], False))
    return runs
