"""How grave a fault is: the share of readers that it keeps out, times how much they need what is shut."""

from enum import IntEnum


class Scope(IntEnum):
    """What is shut: one title, one database, a whole platform, or every resource (a proxy, the sign-in)."""

    TITLE = 1
    DATABASE = 2
    PLATFORM = 3
    EVERYTHING = 4


class Grade(IntEnum):
    """How grave, from the least."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3
    CRITICAL = 4


SHARES = {Scope.TITLE: 0.02, Scope.DATABASE: 0.15, Scope.PLATFORM: 0.4, Scope.EVERYTHING: 1.0}
"""Share of readers who would be kept out, 0..1. Chosen, not measured; it grows with the readers who say so."""

MOST_IMPORTANT = 3
_STEPS = ((1.2, Grade.CRITICAL), (0.6, Grade.HIGH), (0.15, Grade.MIDDLE))


def grade(scope: Scope, *, importance: int, reports: int) -> Grade:
    """Return how grave a fault is. ``importance``: of the platform, 1 (hardly used) to 3 (indispensable); ``reports``: readers who told."""
    share = min(1.0, SHARES[scope] * (1 + min(reports, 20) / 5))
    weight = share * max(1, min(importance, MOST_IMPORTANT))
    return next((step for least, step in _STEPS if weight >= least), Grade.LOW)
