"""Which institution an author means: by its ROR id, one of its names, or an affiliation that has such a name in it. And what stands above it."""

import re
from collections.abc import Iterator

from django.db.models import Q

from lantai.apps.publishing.models import Institution
from lantai.core.text.fold import words

GENERATIONS = 4
"""Institutions above one another that are looked at."""

MOST_NAMED = 12
_IN_BRACKETS = re.compile(r"\([^)]*\)|（[^）]*）")


def own() -> Institution | None:
    """Return the library's own institution."""
    return Institution.objects.filter(is_own=True).first()


def lineage(institution: Institution) -> list[int]:
    """Return an institution and those above it, the nearest first."""
    found, at = [institution.pk], institution.parent_id
    while at is not None and at not in found and len(found) < GENERATIONS:
        found.append(at)
        at = Institution.objects.filter(pk=at).values_list("parent_id", flat=True).first()
    return found


def own_lineage() -> list[int]:
    """Return the library's own institution and those above it, by which agreements are signed for it; [] where none is its own."""
    place = own()
    return lineage(place) if place else []


def institutions_named(said: str, *, most: int = MOST_NAMED) -> list[Institution]:
    """Return the institutions that words mean: the one that is called so, else those with all the words in one of their names, else those whose names
    stand in the words, as in an affiliation; of these an institution takes the place of those above it."""
    exact = Institution.objects.filter(Q(name__iexact=said) | Q(ror=said.rstrip("/").rpartition("/")[2].lower(), ror__gt=""))
    if found := list(exact[:1]):
        return found
    wanted = _spelled(said)
    if not wanted.strip():
        return []
    rows = {row.pk: row for row in Institution.objects.order_by("name")}
    spelled = {pk: list(_names(row)) for pk, row in rows.items()}
    chosen = [pk for pk, names in spelled.items() if wanted in names]
    chosen = chosen or [pk for pk, names in spelled.items() if any(all(w in name for w in wanted.split()) for name in names)]
    chosen = chosen or _lowest([pk for pk, names in spelled.items() if any(_stands_in(name, wanted) for name in names)], rows)
    return [rows[pk] for pk in chosen[:most]]


def _names(row: Institution) -> Iterator[str]:
    for name in (row.name, *row.other_names):
        yield _spelled(name)
        if bare := _spelled(_IN_BRACKETS.sub(" ", name)).strip():
            yield f" {bare} "


def _spelled(name: str) -> str:
    """Return the words of a name as they are compared, each between spaces."""
    return f" {' '.join(words(name))} "


def _stands_in(name: str, said: str) -> bool:
    """Say whether a name stands in the words: as words of its own; in scripts without spaces anywhere."""
    bare = name.strip()
    return bool(bare) and (name in said or (not bare.isascii() and len(bare) > 3 and " " not in bare and bare in said))


def _lowest(found: list[int], rows: dict[int, Institution]) -> list[int]:
    """Leave out institutions that stand above others that were found."""
    above: set[int] = set()
    for pk in found:
        at = rows[pk].parent_id
        while at is not None and at in rows and at not in above:
            above.add(at)
            at = rows[at].parent_id
    return [pk for pk in found if pk not in above]
