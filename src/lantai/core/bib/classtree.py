"""Class schemes as trees with captions of our own in English, Chinese and Arabic: main classes and the next level, here and there a third.

``children`` and ``path`` go down and up; ``caption`` names a class in the language of a page. Numbers are those of ``classes_above``.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from .classes import classes_above

SCHEMES = ("clc", "lcc", "ddc")

_LANGUAGES = ("en", "zh", "ar")


def caption(scheme: str, number: str, ui: str) -> str:
    """Return what a class is called in the language ``ui``, in English where there is no other; "" for a class without a caption here."""
    names = _captions(scheme).get(number)
    return names.get(ui.split("-")[0], names["en"]) if names else ""


def main_classes(scheme: str) -> list[str]:
    """Return the main classes in the order of the scheme; none of an unknown one."""
    return [number for number in _captions(scheme) if len(number) == 1]


def is_class(scheme: str, number: str) -> bool:
    """Tell whether this could be a class that people browse."""
    return scheme in SCHEMES and bool(number) and (number in _captions(scheme) or number in above(scheme, number))


def above(scheme: str, number: str) -> list[str]:
    """Return a class with all that it lies in, widest first."""
    if number in _captions(scheme):
        return [number[:n] for n in range(1, len(number) + 1) if number[n - 1] != "."]
    padded = {"ddc": number.split(".")[0].ljust(3, "0") + number[3:], "lcc": f"{number}1"}.get(scheme, number)
    return [value for value in (v.partition(":")[2] for v in classes_above(scheme, padded)) if len(value) <= len(number)]


def path(scheme: str, number: str) -> list[str]:
    """Return a class and those above it that have captions, widest first: I, I2, I24, I247."""
    return [value for value in above(scheme, number) if value in _captions(scheme) or value == number]


def children(scheme: str, number: str, seen: Iterable[str] = ()) -> list[str]:
    """Return the classes right below ``number``, in order: those with captions, and of ``seen`` those that stand there without one."""
    captions = _captions(scheme)
    found = {value for value in captions if value != number and _captioned_above(scheme, value) == number}
    for value in seen:
        if value not in captions and value.startswith(number) and value != number and not _is_passed_over(scheme, value):
            steps = [v for v in above(scheme, value)[:-1] if not _is_passed_over(scheme, v)]
            if steps[-1:] == [number]:
                found.add(value)
    return sorted(found)


def _captioned_above(scheme: str, number: str) -> str:
    captions = _captions(scheme)
    return next((number[:n] for n in range(len(number) - 1, 0, -1) if number[:n] in captions), "")


@cache
def _is_passed_over(scheme: str, number: str) -> bool:
    """Tell whether a class has no caption but some below it have: C9 stands over C91 … C97 and is left out."""
    captions = _captions(scheme)
    return number not in captions and any(value.startswith(number) for value in captions)


@cache
def _captions(scheme: str) -> Mapping[str, Mapping[str, str]]:
    if scheme not in SCHEMES:
        return {}
    text = resources.files(__package__).joinpath("data", f"{scheme}.txt").read_text("utf-8")
    rows = (line.split("|") for line in text.splitlines() if line)
    return dict(sorted((number, dict(zip(_LANGUAGES, names, strict=True))) for number, *names in rows))
