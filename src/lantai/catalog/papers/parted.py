"""Papers parted by discipline and by institution, for harvesters: from the store of papers, so of papers only, and as far as it has come."""

import re
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from lantai.catalog.families import Family, noted_left, register
from lantai.core.bib.first_level import catalogue
from lantai.search.pointer import Pointer

from .store import PapersUnavailable, opened, root, standing

MOST_INSTITUTIONS = 5_000
"""Institutions that are listed, those with most papers; each other one is told of to whoever names it."""

_ROR = re.compile(r"0[a-z0-9]{6}[0-9]{2}")
_IS_ROR = "institution <> '' AND institution NOT LIKE '~%'"
_IN_DISCIPLINE = "SELECT work FROM papers WHERE list_contains(disciplines, $1) ORDER BY work"
_AT_INSTITUTION = "SELECT DISTINCT work FROM affiliations WHERE institution = $1 ORDER BY work"
_DISCIPLINES = "SELECT DISTINCT unnest(disciplines) AS code FROM papers ORDER BY code"
_INSTITUTIONS = (
    f"SELECT institution, name FROM institutions WHERE {_IS_ROR} ORDER BY papers DESC, institution LIMIT {MOST_INSTITUTIONS}"  # noqa: S608 (our own words)
)
_DISCIPLINES_OF = "SELECT work, unnest(disciplines) FROM papers WHERE work IN (SELECT unnest($1::BIGINT[]))"
_INSTITUTIONS_OF = f"""SELECT DISTINCT work, institution FROM affiliations
WHERE work IN (SELECT unnest($1::BIGINT[])) AND {_IS_ROR} ORDER BY work, institution"""  # noqa: S608 (our own words)


def _disciplines() -> dict[str, str]:
    return {code: catalogue()[code].labels[0] for (code,) in _asked(_DISCIPLINES) if code in catalogue()}


def _institutions() -> dict[str, str]:
    return {ror: name or ror for ror, name in _asked(_INSTITUTIONS)}


def _members(question: str, value: str) -> Collection[int]:
    return _kept(question, value, str(root()), Pointer(root()).seen())


@lru_cache(maxsize=8)
def _kept(question: str, value: str, where: str, seen: tuple[int, ...]) -> Collection[int]:
    """Return the works of a part; a harvester asks for it page after page. ``where``, ``seen``: the store in use, by which it is kept."""
    return tuple(work for (work,) in _asked(question, value))


def _parts_of(question: str, works: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for work, value in _asked(question, list(works)) if works else ():
        found[work].append(value)
    return found


def _asked(question: str, *given: object) -> list[tuple[Any, ...]]:
    """Return the rows; none where there is no store yet."""
    try:
        with opened() as con:
            return con.execute(question, list(given)).fetchall()
    except PapersUnavailable:
        return []


def _reached() -> int:
    return standing().reached


register(
    Family(
        name="discipline",
        title="By discipline",
        every=_disciplines,
        knows=lambda value: len(value) == 4 and value in catalogue(),
        members=lambda value: _members(_IN_DISCIPLINE, value),
        parts_of=lambda works: _parts_of(_DISCIPLINES_OF, works),
        reached=_reached,
        left=noted_left("discipline"),
    )
)
register(
    Family(
        name="institution",
        title="By institution",
        every=_institutions,
        knows=lambda value: bool(_ROR.fullmatch(value)),
        members=lambda value: _members(_AT_INSTITUTION, value),
        parts_of=lambda works: _parts_of(_INSTITUTIONS_OF, works),
        reached=_reached,
        left=noted_left("institution"),
    )
)
