"""Where classes lead by the library's own word: what areas say of it, put together. Enter at ``own``.

An area writes in its facts.py ``@mapped("openaccess")`` on a function that returns scheme -> beginning of a class -> disciplines. ``core.bib.first_level``
takes it beside the table that comes with Lantai: the longest beginning counts, of two that are equally long the library's own.
"""

from collections.abc import Callable

from lantai.core.bib.first_level import Own

_tellers: dict[str, Callable[[], Own]] = {}


def mapped(area: str) -> Callable[[Callable[[], Own]], Callable[[], Own]]:
    """Decorate a function that tells what the library maps otherwise."""

    def register(tell: Callable[[], Own]) -> Callable[[], Own]:
        _tellers[area] = tell
        return tell

    return register


def own() -> Own:
    """Return what the library maps otherwise; {} nothing. Ask once for many works."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for tell in _tellers.values():
        for scheme, table in tell().items():
            found.setdefault(scheme, {}).update(table)
    return found
