"""ROR's identifiers as numbers: "0", six signs of Crockford's base 32, two check digits (ISO/IEC 7064, mod 97-10)."""

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: without i, l, o and u."""

_VALUE = {sign: value for value, sign in enumerate(SIGNS)}


def number_of(ror: str) -> int | None:
    """Return the number that an identifier writes, below 2^30; None for what is no identifier of ROR, or has wrong check digits."""
    if len(ror) != len("02mhbdp94") or ror[0] != "0":
        return None
    number = 0
    for sign in ror[1:7]:
        value = _VALUE.get(sign)
        if value is None:
            return None
        number = number * 32 + value
    return number if ror[7:] == _check(number) else None


def _check(number: int) -> str:
    return f"{98 - number * 100 % 97:02}"
