"""What the pages of open access show; nothing here takes a request."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, F, Q, When
from django.db.models.functions import Length

from lantai.apps.holdings.models import IssnFamily
from lantai.catalog import index, mapped
from lantai.catalog import queries as catalog
from lantai.catalog.blobs import description
from lantai.catalog.models import Instance, Work
from lantai.catalog.standing import Standing, standings
from lantai.core.bib.first_level import Discipline, catalogue, children, told_of
from lantai.core.bib.notices import Nature, Notice
from lantai.core.bib.pointers import PAPERS
from lantai.core.bib.record import BibRecord, Kind, decode
from lantai.core.bib.work import InstanceDocument, WorkDocument
from lantai.core.openness import recorded
from lantai.core.openness.copies import Copy, Host, Journal, Version
from lantai.core.openness.journals import periods
from lantai.core.openness.recorded import Listed
from lantai.core.openness.verdicts import best_of
from lantai.core.query.tree import Everything, Having
from lantai.search.protocol import Request, SearchError, Sort

from .models import JournalFacts, JournalNumber, ListedNotice

FACET = "discipline"
ALL = 200
"""More values than the catalogue has."""

PAGE = 5_000
"""Works that the engine is asked about at a time; it lists at most twice as many in one answer."""

MOST_YEARS = 30
"""Years that the drawing of a journal's papers shows, the latest ones."""

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


@dataclass(frozen=True, slots=True)
class Held:
    """What the catalog has of a journal: ``total`` papers, and of each year how many, the latest years."""

    total: int
    years: Sequence[tuple[int, int]]


def held_in(issns: Sequence[str]) -> Held | None:
    """Return what papers stand in a journal with these numbers; None where the index cannot be asked."""
    try:
        found = index.engine().search(Request(tree=Having("journal", tuple(issns)), limit=0, facets=("open",), facet_size=1))
    except SearchError:
        return None
    return Held(found.total, found.years[-MOST_YEARS:])


def journal_facts(issns: Sequence[str], *, whole: bool = False) -> JournalFacts | None:
    """Return what is said of the journal with these numbers, or with those that the ISSN centre gathers with them; first what still stands, and
    DOAJ's word, which is about journals, before that of services which are about papers.

    ``whole``: with the row as it stood, and all its numbers.
    """
    linking = IssnFamily.objects.filter(issn__in=issns).values("linking")
    family = IssnFamily.objects.filter(linking__in=linking).values("issn")
    numbers = JournalNumber.objects.filter(Q(issn__in=issns) | Q(issn__in=family)).values("facts")
    rows = JournalFacts.objects.prefetch_related("numbers") if whole else JournalFacts.objects.defer("row")
    found = rows.filter(pk__in=numbers)
    first = Case(When(source="DOAJ", then=0), default=1)
    return found.order_by(F("gone_date").desc(nulls_first=True), first, "-said_date", "pk").first()


def journals_titled(words: str, most: int) -> list[JournalFacts]:
    """Return journals of which the title has these words, those that begin so first; what left its list does not count."""
    rows = JournalFacts.objects.filter(gone_date=None, title__icontains=words).prefetch_related("numbers")
    begins = Case(When(title__istartswith=words, then=0), default=1)
    return list(rows.annotate(begins=begins).order_by("begins", Length("title"), "pk")[:most])


def listed(issns: Collection[str]) -> dict[str, Listed]:
    """Return what lists say of the journals with these numbers, for verdicts on their papers; one question to the database.

    A journal that is gone from the list counts for the years in which it stood there.
    """
    rows = JournalNumber.objects.filter(issn__in=issns).order_by("-facts__gone_date", "pk")
    names = ("issn", "facts__source", "facts__title", "facts__spans", "facts__licenses")
    return {
        issn: Listed(source, Journal(title, periods(spans)), licenses[0] if len(licenses) == 1 else "")
        for issn, source, title, spans, licenses in rows.values_list(*names)
    }


def prices(issns: Collection[str]) -> dict[str, tuple[int, str, str, date]]:
    """Return what authors pay in journals that stand in a list: number -> (minor units, currency, whose list, of which day); one question to the database."""
    rows = JournalNumber.objects.filter(issn__in=issns, facts__gone_date=None).exclude(facts__amounts=[]).order_by("pk")
    names = ("issn", "facts__amounts", "facts__source", "facts__said_date")
    return {issn: (*amounts[0], by, day) for issn, amounts, by, day in rows.values_list(*names) if amounts[0][0] > 0}


def notices(dois: Collection[str]) -> dict[str, list[Notice]]:
    """Return the notices about papers with these DOIs that lists know; one question to the database."""
    found: dict[str, list[Notice]] = defaultdict(list)
    rows = ListedNotice.objects.filter(about__in=dois).order_by("day", "pk")
    for about, source, nature, day, doi, reasons in rows.values_list("about", "source", "nature", "day", "doi", "reasons"):
        found[about].append(Notice(nature=Nature(nature), by=source, day=day, doi=doi, reasons=tuple(reasons)))
    return found


def changed_issns(changed_at: datetime) -> tuple[str, ...]:
    """Return the numbers of the journals that count otherwise since a list that was taken in then."""
    return tuple(JournalNumber.objects.filter(facts__changed_at=changed_at).values_list("issn", flat=True))


def pages_of_papers(issns: Sequence[str], *, after: int = 0, size: int = PAGE) -> Iterator[tuple[int, list[int]]]:
    """Yield the works in the journals with these numbers, and the number up to which all were looked at; raise SearchError.

    The engine is asked about so many works of the library at a time: a journal may have more papers than it lists in one answer.
    """
    works = Work.objects.filter(state=Work.State.LIVE).order_by("pk")
    while issns and (page := list(works.filter(pk__gt=after).values_list("pk", flat=True)[:size])):
        asked = Request(tree=Having("journal", tuple(issns)), among=frozenset(page), limit=size, bare=True, sort=Sort.ADDED)
        after = page[-1]
        yield after, [hit.id for hit in index.engine().search(asked).hits]


def disciplines_of(records: Iterable[BibRecord]) -> list[Told]:
    """Return the disciplines of a work, the likeliest first."""
    found = ((catalogue()[code], why) for code, _share, why in told_of(records, mapped.own()) if code in catalogue())
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


def newly_open(ends: Mapping[int, date]) -> list[int]:
    """Return those of works, each with the day on which an embargo ended, that were closed on the day before and are open on that day."""
    found = []
    for day in sorted(set(ends.values())):
        works = list(catalog.documents([work for work, end in ends.items() if end == day]).values())
        before, after = standings(works, on=day - timedelta(days=1)), standings(works, on=day)
        found += [work.number for work in works if _is_open(after[work.number]) and not _is_open(before[work.number])]
    return found


def _is_open(stands: Standing) -> bool:
    return stands.openness is not None and stands.openness.is_open


def _parted(name: str) -> tuple[str, str]:
    scheme, _colon, value = name.partition(":")
    return scheme, value


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a paper. ``date``: as its record gives it, "" where only a copy of it is known; ``edition``: number of the instance that
    says so; ``copy``: the best one, None where none is known; ``why``: code of the reason for which it stands with the first, "" for the first."""

    version: Version
    date: str
    edition: int
    copy: Copy | None
    why: str = ""


_ORDER = (Version.PUBLISHED, Version.ACCEPTED, Version.SUBMITTED, Version.UNKNOWN)


def versions(document: WorkDocument) -> list[VersionRow]:
    """Return the versions of a paper, what was published first; [] where there is but one, or the work is no paper."""
    records = [instance.record for instance in document.instances]
    if not all(record.kind in PAPERS for record in records):
        return []
    every = zip(document.instances, (*document.why, *[""] * len(records)), strict=False)
    rows = [row for instance, why in every for row in _versions_of(instance, why)]
    kinds = {row.version for row in rows} - {Version.UNKNOWN}
    return sorted(rows, key=lambda row: _ORDER.index(row.version)) if len(kinds) > 1 else []


def _versions_of(instance: InstanceDocument, why: str) -> Iterator[VersionRow]:
    record = instance.record
    own = Version.SUBMITTED if record.kind is Kind.PREPRINT else Version.PUBLISHED
    found: dict[Version, list[Copy]] = {own: []}
    for copy, _by in recorded.copies_said([record]):
        told = copy.version or (own if copy.host is Host.PUBLISHER else Version.UNKNOWN)
        found.setdefault(told, []).append(copy)
    date_said = next((date.iso or date.text for date in record.dates), "")
    for version, copies in found.items():
        free = [copy for copy in copies if copy.is_open] or copies
        yield VersionRow(version, date_said if version is own else "", instance.number, best_of(free) if free else None, why)
