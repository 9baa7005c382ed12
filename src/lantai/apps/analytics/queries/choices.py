"""Finding whose papers are meant: institutions by name, the lists of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lantai.apps.analytics.choosing import ALL, LIST, Choice
from lantai.apps.analytics.models import MOST_PEERS, InstitutionList, Role
from lantai.catalog import papers
from lantai.catalog.papers.store import root

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Institution:
    """A body with how many papers name it. ``country``: two letters, "" not known."""

    key: str
    name: str
    country: str
    papers: int


def choice_of(key: str, *, first: int | None, last: int | None, peers: Sequence[str] = ()) -> Choice | None:
    """Return whose papers an address means; None for nobody. Raise PapersUnavailable."""
    if key == ALL:
        return Choice(key=ALL, name="", first=first, last=last)
    if key.startswith(LIST):
        return _list_of(key, first, last)
    found = named([key, *peers])
    if key not in found:
        return None
    others = tuple(dict.fromkeys(peer for peer in peers if peer in found and peer != key))[:MOST_PEERS]
    return Choice(key=key, name=found[key], institutions=(key,), peers=others, first=first, last=last)


def _list_of(key: str, first: int | None, last: int | None) -> Choice | None:
    number = key.removeprefix(LIST)
    kept = (
        InstitutionList.objects.filter(pk=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 16
        else None
    )
    if kept is None:
        return None
    rows = list(kept.members.order_by("name"))
    counted, compared = (tuple(row.institution for row in rows if row.role == role) for role in (Role.MEMBER, Role.PEER))
    return Choice(key=key, name=kept.name, institutions=counted, peers=compared, first=first, last=last)


def members(choice: Choice) -> list[tuple[str, str]]:
    """Return the institutions that are counted as one, (key, name), of a list of staff; none of anything else."""
    if not choice.is_list:
        return []
    kept = InstitutionList.objects.filter(pk=int(choice.key.removeprefix(LIST))).prefetch_related("members")
    return sorted(
        ((row.institution, row.name) for one in kept for row in one.members.all() if row.role == Role.MEMBER),
        key=lambda row: row[1],
    )


def found(words: str) -> list[Institution]:
    """Return institutions whose names have all of these words, those with most papers first; the largest for no words. Raise PapersUnavailable.
    Remembered until papers change."""
    return list(_found(tuple(words.split()[:8]), str(root()), papers.standing()))


@lru_cache(maxsize=128)
def _found(parts: tuple[str, ...], _where: str, _standing: papers.Standing) -> tuple[Institution, ...]:
    where = " AND ".join("contains(lower(strip_accents(name)), lower(strip_accents(?)))" for _ in parts) or "true"
    question = (
        f"SELECT institution, name, country, papers FROM institutions WHERE {where} ORDER BY papers DESC, name LIMIT {MOST_FOUND}"  # noqa: S608 (marks alone)
    )
    with papers.opened() as con:
        return tuple(Institution(*row) for row in con.execute(question, list(parts)).fetchall())


def named(keys: Sequence[str]) -> dict[str, str]:
    """Return what institutions are called; those that no paper names are left out."""
    with papers.opened() as con:
        question = "SELECT institution, name FROM institutions WHERE institution IN (SELECT unnest(?::VARCHAR[]))"
        return dict(con.execute(question, [list(keys)]).fetchall())


def lists() -> list[InstitutionList]:
    """Return the lists of staff, with what is in them."""
    return list(InstitutionList.objects.prefetch_related("members"))


def members_of_lists() -> list[tuple[str, ...]]:
    """Return the institutions that are counted as one, list by list."""
    return [tuple(row.institution for row in one.members.all() if row.role == Role.MEMBER) for one in lists()]


def meant(lines: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return key and name of the institution that each line means: its ROR id, however it is written, or its name; raise PapersUnavailable."""
    ids = {line: line.rstrip("/").rpartition("/")[2].lower() for line in lines}
    question = """
        SELECT institution, name FROM institutions
        WHERE institution IN (SELECT unnest($1::VARCHAR[])) OR lower(name) IN (SELECT unnest($2::VARCHAR[])) ORDER BY papers"""
    with papers.opened() as con:
        rows = con.execute(question, [list(ids.values()), [line.lower() for line in lines]]).fetchall()
    by_key, by_name = {key: (key, name) for key, name in rows}, {name.lower(): (key, name) for key, name in rows}
    found = {line: by_key.get(ids[line]) or by_name.get(line.lower()) for line in lines}
    return {line: one for line, one in found.items() if one}
