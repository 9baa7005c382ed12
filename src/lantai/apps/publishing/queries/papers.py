"""Closed papers that agreements or policies speak of, from the store of papers: those to look at again when these change."""

from collections.abc import Collection, Sequence

from lantai.apps.holdings.models import IssnFamily
from lantai.apps.publishing.models import BodyKind, Institution, ListedJournal, Policy
from lantai.catalog.papers.store import PapersUnavailable, opened

_AT = """work IN (SELECT work FROM affiliations
    WHERE institution IN (SELECT unnest($1::VARCHAR[])) OR lower(name) IN (SELECT unnest($2::VARCHAR[])))"""
_UNDER = f"""SELECT work FROM papers WHERE is_open = false AND work > $4 AND issn IN (SELECT unnest($3::VARCHAR[])) AND {_AT}
    ORDER BY work LIMIT $5"""  # noqa: S608 (our own words)
_BY_POLICY = f"""SELECT work FROM papers WHERE is_open = false AND work > $4 AND (lower(publisher) IN (SELECT unnest($3::VARCHAR[])) OR {_AT})
    ORDER BY work LIMIT $5"""  # noqa: S608 (our own words)


def closed_under(agreements: Collection[int], *, after: int, most: int) -> list[int]:
    """Return closed papers of members of agreements in journals that stand, or stood, in their lists: the next so many works after one."""
    numbers = ListedJournal.objects.filter(agreement__in=agreements).values_list("issn", flat=True).distinct()
    linking = IssnFamily.objects.filter(linking__in=numbers.query).values_list("issn", flat=True)
    members = Institution.objects.filter(memberships__agreement__in=agreements)
    issns = sorted({*numbers, *linking})
    return _asked(_UNDER, _with_parts(members.values_list("pk", flat=True)), issns, after, most) if issns else []


def closed_by_policy(*, after: int, most: int) -> list[int]:
    """Return closed papers of the library's own institution, and of publishers that have a policy: the next so many works after one."""
    publishers = Policy.objects.filter(kind=BodyKind.PUBLISHER).values_list("body", flat=True)
    own = Institution.objects.filter(is_own=True).values_list("pk", flat=True)
    return _asked(_BY_POLICY, _with_parts(own), sorted({name.lower() for name in publishers}), after, most)


def _with_parts(places: Collection[int]) -> list[Institution]:
    """Return institutions with those below them."""
    found: set[int] = set()
    new = set(places)
    while new:
        found |= new
        new = set(Institution.objects.filter(parent__in=new).values_list("pk", flat=True)) - found
    return list(Institution.objects.filter(pk__in=found))


def _asked(question: str, places: Sequence[Institution], values: Sequence[str], after: int, most: int) -> list[int]:
    rors = sorted({place.ror for place in places if place.ror})
    names = sorted({name.lower() for place in places for name in (place.name, *place.other_names)})
    try:
        with opened() as con:
            return [work for (work,) in con.execute(question, [rors, names, list(values), after, most]).fetchall()]
    except PapersUnavailable:
        return []
