"""Whether two names can be one person's, and how much their agreement says: an initial is little, a full name more, characters most."""

from collections.abc import Sequence
from enum import IntEnum

from lantai.core.names.alike import likeness

from .called import Called, Reading

SOUNDS_ALIKE = 0.6
"""Likeness among a thousand (core.names.alike) from which names in two scripts may be one."""

AMONG = 1_000


class Agreement(IntEnum):
    """How far two names agree. ``OTHER``: they are two persons' names, whatever else agrees."""

    OTHER = 0
    INITIALS = 1
    SOUNDS = 2
    FULL = 3
    FULLER = 4  # more than one given name written out
    CHARACTERS = 5


def agreement(ones: Sequence[Called], others: Sequence[Called]) -> Agreement:
    """Return how far the names of two mentions agree, in the form in which they agree most.

    Forms in one script come before what is heard across scripts: 张伟 and 张薇 sound the same and are two.
    """
    same = [(one, other) for one in ones for other in others if one.script == other.script]
    if same:
        return max(_in_one_script(one, other) for one, other in same)
    return max((_across(one, other) for one in ones for other in others), default=Agreement.OTHER)


def _in_one_script(one: Called, other: Called) -> Agreement:
    if one.han and other.han:
        return Agreement.CHARACTERS if one.han == other.han else Agreement.OTHER
    if one.readings and other.readings:
        return max(_read(a, b) for a in one.readings for b in other.readings)
    return Agreement.FULL if likeness(one.sounding, other.sounding, among=AMONG) >= 0.9 else Agreement.OTHER


def _across(one: Called, other: Called) -> Agreement:
    """Return how far forms in two scripts agree; Han and Latin letter by letter in pinyin, where it is pinyin."""
    if one.readings and other.readings:
        found = max(_read(a, b) for a in one.readings for b in other.readings)
        return min(found, Agreement.SOUNDS)
    return Agreement.SOUNDS if likeness(one.sounding, other.sounding, among=AMONG) >= SOUNDS_ALIKE else Agreement.OTHER


def _read(one: Reading, other: Reading) -> Agreement:
    """Return how far two readings agree: families the same, given names equal or one the initial of the other, in their order."""
    if one.family != other.family or not one.given or not other.given:
        return Agreement.OTHER
    if one.is_pinyin and other.is_pinyin and len(one.given) != len(other.given):
        return Agreement.OTHER  # Wei and Weiming are two names, John and John M. may be one
    written_out = 0
    for a, b in zip(one.given, other.given, strict=False):
        if len(a) > 1 and len(b) > 1:
            if a != b:
                return Agreement.OTHER
            written_out += 1
        elif a[0] != b[0]:
            return Agreement.OTHER
    if written_out > 1:
        return Agreement.FULLER
    return Agreement.FULL if written_out else Agreement.INITIALS
