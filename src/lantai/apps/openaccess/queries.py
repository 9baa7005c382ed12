"""What the pages of open access show; nothing here takes a request."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, When
from django.db.models.functions import Length

from lantai.apps.holdings.models import IssnFamily
from lantai.catalog import index
from lantai.catalog.blobs import description
from lantai.catalog.models import Instance, Work
from lantai.core.bib.first_level import Discipline, catalogue, children, told_of
from lantai.core.bib.record import BibRecord, decode
from lantai.core.openness import recorded
from lantai.core.query.tree import Everything, Having
from lantai.search.protocol import Request, SearchError

from .models import JournalFacts, JournalNumber

FACET = "discipline"
ALL = 200
"""More values than the catalogue has."""

CLASSES = 3
"""Classes that are named as evidence of one discipline."""

_MARK = b'"until"'
"""Stands in every packed description that tells of an embargo: no other is decoded, which would take ten times as long."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A discipline or a category with how many works lie in it."""

    discipline: Discipline
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """A discipline of a work, and the classes that speak for it: (scheme, value)."""

    discipline: Discipline
    classes: tuple[tuple[str, str], ...]


def disciplines() -> list[tuple[Counted, Sequence[Counted]]]:
    """Return the categories that any work lies in, in the order of the catalogue, each with its disciplines. Raise SearchError."""
    result = index.engine().search(Request(tree=Everything(), limit=0, facets=(FACET,), facet_size=ALL))
    counts = dict(result.facets.get(FACET, ()))
    categories = (one for one in catalogue().values() if not one.broader and one.code in counts)
    return [
        (Counted(one, counts[one.code]), [Counted(d, counts[d.code]) for d in children(one.code) if d.code in counts])
        for one in categories
    ]


def count_in(issns: Sequence[str]) -> int:
    """Return how many papers stand in a journal with these numbers; 0 where the index cannot be asked."""
    try:
        return index.engine().search(Request(tree=Having("journal", tuple(issns)), limit=0)).total
    except SearchError:
        return 0


def journal_facts(issns: Sequence[str], *, whole: bool = False) -> JournalFacts | None:
    """Return what is said of the journal with these numbers, or with those that the ISSN centre gathers with them; first what still stands.

    ``whole``: with the row as it stood, and all its numbers.
    """
    linking = IssnFamily.objects.filter(issn__in=issns).values("linking")
    family = IssnFamily.objects.filter(linking__in=linking).values("issn")
    numbers = JournalNumber.objects.filter(Q(issn__in=issns) | Q(issn__in=family)).values("facts")
    rows = JournalFacts.objects.prefetch_related("numbers") if whole else JournalFacts.objects.defer("row")
    found = rows.filter(pk__in=numbers)
    return found.order_by(F("gone_date").desc(nulls_first=True), "-said_date", "pk").first()


def journals_titled(words: str, most: int) -> list[JournalFacts]:
    """Return journals of which the title has these words, those that begin so first; what left its list does not count."""
    rows = JournalFacts.objects.filter(gone_date=None, title__icontains=words).prefetch_related("numbers")
    begins = Case(When(title__istartswith=words, then=0), default=1)
    return list(rows.annotate(begins=begins).order_by("begins", Length("title"), "pk")[:most])


def disciplines_of(records: Iterable[BibRecord]) -> list[Told]:
    """Return the disciplines of a work, the likeliest first."""
    found = ((catalogue()[code], why) for code, _share, why in told_of(records) if code in catalogue())
    return [Told(one, tuple(_parted(name) for name in why[:CLASSES])) for one, why in found]


def embargo_ends(works: Collection[int], *, after: date) -> dict[int, date]:
    """Return the first day after another on which an embargo ends, of the works that have one; one question to the database."""
    found: dict[int, list[BibRecord]] = defaultdict(list)
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).packed()
    for work, blob in rows.order_by("work_id", "rank", "pk").values_list("work_id", "packed"):
        if _MARK in (said := description(blob)):
            found[work].append(decode(said))
    ends = {work: recorded.changes_on(records, on=after) for work, records in found.items()}
    return {work: day for work, day in ends.items() if day}


def _parted(name: str) -> tuple[str, str]:
    scheme, _colon, value = name.partition(":")
    return scheme, value
