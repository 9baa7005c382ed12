"""Addresses of things with a number, for lists: as ``reverse`` makes them, but asked for once. A page of results has sixty, a tenth of its time."""

from functools import cache

from django.urls import get_script_prefix, reverse

_NUMBER = 987654321


def address(view: str, number: int) -> str:
    """Return the path of the page of a thing; ``view`` takes its number alone."""
    before, after = _around(view, get_script_prefix())
    return f"{before}{number}{after}"


@cache
def _around(view: str, prefix: str) -> tuple[str, str]:
    before, _, after = reverse(view, args=[_NUMBER]).partition(str(_NUMBER))
    return before, after
