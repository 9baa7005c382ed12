"""One amount shared out in whole minor units, so that the parts are always the whole to the cent (largest remainder)."""

from collections.abc import Sequence
from fractions import Fraction


def allotted(whole: int, weights: Sequence[int]) -> list[int]:
    """Return the parts of ``whole`` by weight, in the order given; their sum is ``whole``.

    Hamilton's method: each gets its share rounded towards zero, and the cents left over go to the largest remainders, the first of
    equals first. Nobody without weight gets anything. A credit (negative whole) is shared out as its opposite would be.
    Raise ValueError where a weight is negative, or nobody has any while there is something to share.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    total = sum(weights)
    if total == 0:
        if whole:
            raise ValueError("nobody has a weight")
        return [0] * len(weights)
    if whole < 0:
        return [-part for part in allotted(-whole, weights)]
    exact = [Fraction(whole * weight, total) for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_remainder[: whole - sum(parts)]:
        parts[n] += 1
    return parts
