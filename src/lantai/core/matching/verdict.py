"""A verdict: what two records are to each other, how surely, and why."""

from enum import StrEnum

import msgspec


class Decision(StrEnum):
    """What was decided."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Verdict(msgspec.Struct, frozen=True):
    """``score``: 0..1. ``reasons``: (code, detail) pairs; the codes are labelled for people in ``catalog.labels``."""

    decision: Decision
    score: float = 0.0
    reasons: tuple[tuple[str, str], ...] = ()
