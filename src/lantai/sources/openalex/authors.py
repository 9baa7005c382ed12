"""OpenAlex's authors: forms of the name in all scripts, ORCID, institutions with years. Its numbers are made by a machine; whoever uses them says so."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.core.formats.jsonfields import member, objects, text, texts
from lantai.core.matching.authors.registry import LONGEST, MOST_NAMES, MOST_PLACES, Author, Post, Refused
from lantai.core.matching.organizations.registry import short

from .rows import objects as decoded

BY = "OpenAlex"
_YEARS = range(1500, 2100)


def read(parts: Iterable[Path]) -> Iterator[Author | Refused]:
    """Yield the authors of all parts; what is none, has no name, or an ORCID that cannot be one, is refused. Raise SourceError."""
    for path in parts:
        for row, said in decoded(path):
            yield Refused(row, f"{path.name}: not JSON") if said is None else _author(row, said)


def number_of(words: str) -> int:
    """Return the number in "https://openalex.org/A5023888391" or "A5023888391"; 0 for none."""
    last = words.rpartition("/")[2]
    return int(last[1:]) if last[:1] in ("A", "a") and last[1:].isascii() and last[1:].isdecimal() and len(last) < 18 else 0


def _author(row: int, said: dict[str, Any]) -> Author | Refused:
    shown = text(said.get("id"))
    number = number_of(shown)
    names = dict.fromkeys(
        name[:LONGEST]
        for one in (text(said.get("display_name")), *texts(said.get("display_name_alternatives")))
        if (name := " ".join(one.split()))
    )
    if not number:
        return Refused(row, f"no number of an author: {shown[:60] or 'none'}")
    if not names:
        return Refused(row, f"A{number}: no name")
    given = text(said.get("orcid")) or text(member(said, "ids", "orcid"))
    found = identify(Scheme.ORCID, given) if given else None
    if found is not None and found.standing is not Standing.VALID:
        return Refused(row, f"A{number}: {given[:60]} is no ORCID")
    return Author(row, number, found.value if found else "", tuple(names)[:MOST_NAMES], tuple(_posts(said))[:MOST_PLACES])


def _posts(said: dict[str, Any]) -> Iterator[Post]:
    """Yield where works say that somebody worked; of authors of older snapshots the last known place."""
    given = objects(said.get("affiliations"))
    for one in given:
        if post := _post(member(one, "institution"), one.get("years")):
            yield post
    if not given:
        last = [*objects(said.get("last_known_institutions")), said.get("last_known_institution")]
        yield from (post for one in last if (post := _post(one, None)))


def _post(institution: Any, years: Any) -> Post | None:
    name = " ".join(text(member(institution, "display_name")).split())[:LONGEST]
    if not name:
        return None
    counted = [year for year in years if isinstance(year, int) and year in _YEARS] if isinstance(years, list) else []
    ror, country = text(member(institution, "ror")), text(member(institution, "country_code"))
    return Post(name, short(ror) if ror else "", country.lower(), min(counted, default=None), max(counted, default=None))
