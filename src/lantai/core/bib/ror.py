"""ROR's identifiers as numbers and back: "0", six signs of Crockford's base 32, two check digits (ISO/IEC 7064, mod 97-10)."""

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: without i, l, o and u."""

_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
_MOST = 32**6


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


def ror_of(number: int) -> str:
    """Return the identifier that writes a number; raise ValueError for one that is too large."""
    if not 0 <= number < _MOST:
        raise ValueError(f"{number} is not the number of an identifier of ROR")
    signs, rest = "", number
    for _ in range(6):
        rest, value = divmod(rest, 32)
        signs = SIGNS[value] + signs
    return f"0{signs}{_check(number)}"


def _check(number: int) -> str:
    return f"{98 - number * 100 % 97:02}"
