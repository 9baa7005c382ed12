"""Which disciplines works lie in, by what the library itself says of classes, and else by the table that comes with Lantai (core.bib.first_level).

An area writes in its facts.py ``@mapped("openaccess")`` on a function that returns scheme -> beginning of a class -> disciplines. Enter at ``own`` and
``told_of``. The longest beginning counts, of two that are equally long the library's own.
"""

from collections.abc import Callable, Iterable, Mapping

from lantai.core.bib import first_level
from lantai.core.bib.record import BibRecord

Own = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Scheme -> beginning of a class, in capitals -> codes of disciplines; () none."""

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


def told_of(records: Iterable[BibRecord], given: Own) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    """Return the disciplines of a work as ``first_level.told_of`` does. ``given``: see ``own``."""
    if not given:
        return first_level.told_of(records)
    said: dict[str, float] = {}
    why: dict[str, list[str]] = {}
    for scheme, value in first_level.classes_of(records):
        codes = first_level.disciplines_of(scheme, value, own=dict(given.get(scheme, {})))
        for code in codes:
            said[code] = said.get(code, 0.0) + 1 / len(codes)
            why.setdefault(code, []).append(f"{scheme}:{value}")
    total = sum(said.values()) or 1.0
    ranked = sorted(said, key=lambda code: (-said[code], code))[: first_level.MOST]
    return tuple((code, said[code] / total, tuple(why[code])) for code in ranked)


def facet_values(records: Iterable[BibRecord], given: Own) -> list[str]:
    """Return the codes of a work's disciplines and of their categories, as ``first_level.facet_values`` does."""
    codes = [code for code, _share, _why in told_of(records, given)]
    return [*dict.fromkeys([code[:2] for code in codes]), *codes]
