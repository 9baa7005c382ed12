"""The Han table: which characters are forms of one another, and which writing has them.

Read once from ``data/han.txt``, which ``tools/make_han_table.py`` writes; ``fold`` and ``scripts`` are its users.
"""

from functools import cache
from importlib.resources import files


@cache
def _lines() -> tuple[str, ...]:
    text = files("lantai.core.text").joinpath("data/han.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))


@cache
def forms() -> dict[str, str]:
    """Return character -> the form that stands for all its forms; characters with one form only are left out."""
    return {form: line[0] for line in _lines() if line[4:5] != ":" for form in line[1:]}


@cache
def only_in(script: str) -> frozenset[str]:
    """Return the characters that only simplified ("hans") or only traditional ("hant") writing has."""
    return frozenset(next(line[5:] for line in _lines() if line.startswith(f"{script}:")))
