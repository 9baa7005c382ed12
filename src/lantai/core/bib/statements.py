"""Coverage statements: from which issue to which a title is there, and what an embargo withholds or ends.

A statement is what KBART says in one row. Dates keep the precision they were given with: "1987", "1987-02", "1987-02-01".
"""

import re
from enum import StrEnum
from typing import NamedTuple

import msgspec


class Statement(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, kw_only=True):
    """One run of issues. ``first`` "" from the beginning or unknown; ``last`` "" to the present. ``embargo``: KBART code ("P1Y")."""

    first: str = ""
    first_volume: str = ""
    first_issue: str = ""
    last: str = ""
    last_volume: str = ""
    last_issue: str = ""
    embargo: str = ""
    depth: str = ""
    note: str = ""


class Wall(StrEnum):
    """Which side of a moving wall is open: all but the newest (P), or the newest alone (R)."""

    PAST = "P"
    RECENT = "R"


class Window(NamedTuple):
    """One part of an embargo code: P6M is ``Window(PAST, 6, "M")``. ``length`` in ``unit``: D days, M months, Y years."""

    wall: Wall
    length: int
    unit: str


_CODE = re.compile(r"([RP])(\d{1,4})([DMY])")
_LOOSE = re.compile(
    r"\s*([RP])?\s*[-:=]?\s*(\d{1,4})\s*-?\s*(D|DAYS?|天|日|M|MO|MOS|MON|MONTHS?|个月|個月|月|Y|YRS?|YEARS?|年|ANS?)\s*",
    re.IGNORECASE,
)
_UNITS = {"天": "D", "日": "D", "月": "M", "个": "M", "個": "M", "年": "Y", "A": "Y"}
_BACKWARDS = re.compile(r"([RP])\s*([DMY])\s*(\d{1,4})", re.IGNORECASE)


def windows_in(text: str) -> tuple[Window, ...]:
    """Return the parts of an embargo that are of KBART's form, in whatever case and spacing; what is none says nothing."""
    parts = (_CODE.fullmatch("".join(part.split()).upper()) for part in text.split(";"))
    return tuple(_window(part) for part in parts if part)


def windows(code: str) -> tuple[Window, ...]:
    """Return the parts of a KBART embargo code, e.g. of "R10Y;P30D"; raise ValueError when it is none."""
    if not code:
        return ()
    parts = [_CODE.fullmatch(part) for part in code.split(";")]
    if not all(parts):
        raise ValueError(code)
    return tuple(_window(part) for part in parts if part)


def _window(found: re.Match[str]) -> Window:
    return Window(Wall(found[1]), int(found[2]), found[3])


def embargo(text: str) -> str:
    """Return the KBART code that a text means: "p1y" P1Y, "12 months" P12M, "R10Y, P30D" R10Y;P30D; raise ValueError when none.

    A length without R or P is a moving wall: what providers so write withholds the newest issues.
    """
    said = [part for part in re.split(r"[;,+&/]|\band\b", text.strip()) if part.strip()]
    read = [_mended(part) for part in said]
    return ";".join(part for part in read if part)


def _mended(text: str) -> str:
    text = _BACKWARDS.sub(r"\1\3\2", text)
    found = _LOOSE.fullmatch(text)
    if not found:
        raise ValueError(text)
    unit = found[3][0].upper()
    count = int(found[2])
    return f"{(found[1] or 'P').upper()}{count}{_UNITS.get(unit, unit)}" if count else ""
