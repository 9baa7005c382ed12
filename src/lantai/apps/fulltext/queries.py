"""What is asked of kept files: those of works, one with its text, what staff look at, what may be fetched."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.timezone import localdate

from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.catalog.blobs import description, unpack
from lantai.catalog.models import Instance, Work
from lantai.core.bib.licenses import License, license_of
from lantai.core.bib.record import BibRecord
from lantai.core.bib.record import decode as decode_record
from lantai.core.formats.fulltext import FullText as Text
from lantai.core.formats.fulltext import decode, keeping
from lantai.core.formats.fulltext.keeping import freedom
from lantai.core.openness.copies import Copy, Version
from lantai.core.openness.recorded import copies_said
from lantai.core.openness.verdicts import goodness
from lantai.infra.models import Job, JobState
from lantai.infra.once import once_a_page
from lantai.infra.worded import worded

from . import store
from .models import CopyState, CopyToFetch, FileKind, FullText, KeptFigure, Practice

COPIES_OF_A_WORK = 2
"""Copies of one work that are asked for: the best, and the next where it cannot be had."""

_ORDER = {Version.PUBLISHED: 0, Version.ACCEPTED: 1, Version.UNKNOWN: 2, Version.SUBMITTED: 3}


def practice() -> Practice:
    """Return what the library has chosen, or what holds where it has not."""
    return Practice.objects.filter(pk=1).first() or Practice(pk=1)


def goodness_of(one: FullText) -> tuple[int, bool, int]:
    """Return what the better of two kept files has less of: the published version first, JATS before PDF, the older one."""
    return _ORDER.get(Version(one.version), 2), one.kind != FileKind.JATS or not one.has_text, one.pk


def of_works(works: Collection[int]) -> dict[int, list[FullText]]:
    """Return the files that readers may see, the best first, without their texts; one question, which ``standing_of`` shares on a page."""
    return _shown(standing_of(works))


def _shown(files: dict[int, list[FullText]]) -> dict[int, list[FullText]]:
    today = localdate()
    found = {work: [one for one in some if not one.is_embargoed(today)] for work, some in files.items()}
    return {work: some for work, some in found.items() if some}


def _by_work(files: Iterable[FullText]) -> dict[int, list[FullText]]:
    """Return files by their works, the best first."""
    found: dict[int, list[FullText]] = defaultdict(list)
    for one in files:
        found[one.work_id].append(one)
    return {work: sorted(some, key=goodness_of) for work, some in found.items()}


def of_instances(instances: Collection[int]) -> dict[int, list[FullText]]:
    """Return the same by instances: all files of the work that each belongs to; two questions, one where nothing is kept."""
    by_work = _shown(_by_work(_standing_of_instances(instances)))
    if not by_work:
        return {}
    pairs = Instance.objects.filter(pk__in=instances, work__in=by_work).values_list("pk", "work_id")
    return {pk: by_work[work] for pk, work in pairs}


def standing_of(works: Collection[int]) -> dict[int, list[FullText]]:
    """Return the files that were not taken down, also those under embargo, the best first, without their texts; one question."""
    return _by_work(_standing(tuple(works)))


@once_a_page
def _standing(works: tuple[int, ...]) -> list[FullText]:
    return _standing_of_works(works)


@worded
def _standing_of_works(works: Collection[int]) -> QuerySet[FullText]:
    return FullText.objects.standing().without_text().filter(work__in=works)


@worded
def _standing_of_instances(instances: Collection[int]) -> QuerySet[FullText]:
    of = Instance.objects.filter(pk__in=instances).values("work")
    return FullText.objects.standing().without_text().filter(work__in=of)


def deposits(works: Collection[int]) -> dict[int, list[FullText]]:
    """Return the files that were deposited and not taken down, also those under embargo, the best first; one question."""
    return _by_work(FullText.objects.standing().without_text().filter(deposited=True, work__in=works))


SOON = timedelta(days=30)
"""How long before its embargo ends a file stands among what staff have to look at."""


def in_doubt() -> QuerySet[FullText]:
    """Return the files that say something against their license, which nobody has looked at, the oldest first."""
    return every().filter(hidden_at=None, work__state=Work.State.LIVE, in_doubt=True).order_by("added_at")


def opening(on: date) -> QuerySet[FullText]:
    """Return the files that readers will see within 30 days, the next first."""
    soon = every().filter(hidden_at=None, work__state=Work.State.LIVE, shown_from__gt=on, shown_from__lte=on + SOON)
    return soon.order_by("shown_from", "pk")


def opened(first: date, last: date) -> dict[int, date]:
    """Return the works of which a file is shown since a day of this time, and none was shown before, each with that day."""
    rows = FullText.objects.standing().filter(shown_from__gte=first, shown_from__lte=last, added_at__date__lt=F("shown_from"))
    days = dict(rows.order_by("-shown_from").values_list("work_id", "shown_from"))
    before = FullText.objects.standing().filter(work__in=days).exclude(shown_from__gte=first).values_list("work_id", flat=True)
    return {work: day for work, day in days.items() if work not in set(before)}


def deposited_works() -> list[int]:
    """Return the works of which something was deposited."""
    rows = FullText.objects.standing().filter(deposited=True)
    return list(rows.values_list("work_id", flat=True).distinct().order_by("work_id"))


def once_deposited_works() -> list[int]:
    """Return the works of which a deposit was taken down; of some another stands."""
    rows = FullText.objects.filter(deposited=True, hidden_at__isnull=False, work__state=Work.State.LIVE)
    return list(rows.values_list("work_id", flat=True).distinct().order_by("work_id"))


def live_work(number: int) -> Work | None:
    """Return the work of a number, or the one that it leads to; None where that is none or several."""
    work = Work.objects.filter(pk=number).first()
    if work is not None and work.state == Work.State.MOVED:
        targets = list(Work.objects.filter(moved_here__work=number, state=Work.State.LIVE)[:2])
        return targets[0] if len(targets) == 1 else None
    return work if work is not None and work.state == Work.State.LIVE else None


def works_with_doi(doi: str) -> list[Work]:
    """Return the works with a DOI, at most a few."""
    rows = Work.objects.filter(
        instances__identifiers__scheme="doi",
        instances__identifiers__value=doi.lower(),
        instances__live=True,
        state=Work.State.LIVE,
    )
    return list(rows.distinct().order_by("pk")[:5])


def license_told(work: Work, *, version: str, url: str) -> License | None:
    """Return the license that services say of a copy of a work: of the one at ``url``; else of the open copies of this version, where they agree.

    A file of which the version is not known ("") may be another than the copies, so it takes no license but that of its own address.
    """
    records = catalog.documents([work.pk])
    copies = [c for one in records.values() for c, _by in copies_said(i.record for i in one.instances) if c.license]
    at = [c for c in copies if url and url in (c.url, c.pdf_url)]
    some = at or [c for c in copies if c.is_open and version and c.version == version]
    granted = {c.license.family: c.license for c in some if c.license}
    return next(iter(granted.values())) if len(granted) == 1 else None


def text_of(full_text: FullText) -> Text:
    """Return the text of a file; an empty one where it was not read."""
    return decode(unpack(full_text.text)) if full_text.text else Text()


def shown(number: int) -> FullText | None:
    """Return a file that readers may see, with its text."""
    return FullText.objects.shown(localdate()).select_related("work").filter(pk=number).first()


def figures(full_text: FullText) -> list[KeptFigure]:
    """Return the figures of a file, in order."""
    return list(full_text.figures.all())


def newest() -> QuerySet[FullText]:
    """Return the files that readers may see, the newest first."""
    return FullText.objects.shown(localdate()).without_text().select_related("work").order_by("-added_at", "-pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How full texts stand: files and bytes kept, works with deposits, files under embargo, files by outcome of reading; copies to fetch by state, and why
    they were not kept."""

    files: int
    bytes: int
    hidden: int
    deposits: int
    embargoed: int
    figures: int
    outcomes: list[tuple[str, int]]
    copies: dict[str, int]
    reasons: list[tuple[str, int]]


def standing() -> Standing:
    """Return how full texts stand; five questions."""
    told = FullText.objects.aggregate(
        files=Count("pk"), bytes=Sum("size"), hidden=Count("pk", filter=~Q(hidden_at=None)),
        deposits=Count("work", filter=Q(deposited=True, hidden_at=None), distinct=True), embargoed=Count("pk", filter=Q(shown_from__gt=localdate())),
    )  # fmt: skip
    outcomes = FullText.objects.values_list("outcome").annotate(n=Count("pk")).order_by("-n", "outcome")
    copies = CopyToFetch.objects.values_list("state").annotate(n=Count("pk"))
    reasons = CopyToFetch.objects.exclude(reason="").exclude(state=CopyState.KEPT).values_list("reason").annotate(n=Count("pk"))
    return Standing(
        files=told["files"],
        bytes=told["bytes"] or 0,
        hidden=told["hidden"],
        deposits=told["deposits"],
        embargoed=told["embargoed"],
        figures=KeptFigure.objects.count(),
        outcomes=list(outcomes),
        copies=dict.fromkeys(CopyState.values, 0) | dict(copies),
        reasons=list(reasons.order_by("-n", "reason")[:20]),
    )


def bytes_of(one: FullText) -> int:
    """Return what a file takes on the disk with its pictures."""
    return store.size_of(one.digest) + sum(
        map(store.size_of, set(one.figures.exclude(picture="").values_list("picture", flat=True)))
    )


def is_down(work: int) -> bool:
    """Say whether staff took a file of a work down."""
    return FullText.objects.filter(work=work).exclude(hidden_at=None).exists()


def not_kept() -> QuerySet[CopyToFetch]:
    """Return the copies that were not kept, or could not be had, the latest first."""
    rows = CopyToFetch.objects.filter(state__in=(CopyState.REFUSED, CopyState.FAILED))
    return rows.select_related("work").order_by("-tried_at", "-pk")


def due_copies(now: datetime, most: int) -> list[CopyToFetch]:
    """Return the copies that may be asked for now, those that wait longest first."""
    rows = CopyToFetch.objects.filter(state=CopyState.WAITING, due_at__lte=now, work__state=Work.State.LIVE)
    return list(rows.select_related("work").order_by("due_at", "pk")[:most])


def allowed_copies(works: Collection[int], *, on: date, most: int | None = COPIES_OF_A_WORK) -> Iterator[tuple[int, Copy]]:
    """Yield the copies that are files, open, and under a license that lets the library keep them; of each work the best few, or all (None). One question.

    Where sources give one address under several licenses, the one counts that lets least.
    """
    found: dict[int, list[BibRecord]] = defaultdict(list)
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).packed()
    for work, blob in rows.order_by("work_id", "rank", "pk").values_list("work_id", "packed"):
        if b'"openness"' in (told := description(blob)):
            found[work].append(decode_record(told))
    for work, records in found.items():
        said: dict[str, Copy] = {}
        for copy, _by in copies_said(records):
            there = said.get(copy.pdf_url)
            if (
                copy.pdf_url
                and copy.license
                and copy.is_open_on(on)
                and (there is None or freedom(copy.license) < freedom(there.license))
            ):
                said[copy.pdf_url] = copy
        allowed = [copy for copy in said.values() if keeping(copy.license).allowed]
        for copy in sorted(allowed, key=goodness)[:most]:
            yield work, copy


def changed_works(after: int, *, most: int) -> Iterator[tuple[list[int], int]]:
    """Yield works that have changed since a change, and the change up to which all were then seen."""
    seen = 0
    for works, through in index.pages(after, index.last_change()):
        yield list(works), through
        seen += len(works)
        if seen >= most:
            return


def label_of(words: str) -> tuple[str, str]:
    """Return what a license is called, and its address where the words have one."""
    granted = license_of(words)
    address = words if words.startswith(("https://", "http://")) else ""
    return (granted.label if granted else "", address)


def is_fetching() -> bool:
    """Say whether a run that fetches waits or is under way."""
    return Job.objects.filter(name="fulltext.fetch", state__in=(JobState.WAITING, JobState.RUNNING)).exists()


def every() -> QuerySet[FullText]:
    """Return all files, those that were taken down too, the newest first."""
    return FullText.objects.without_text().select_related("work", "by").order_by("-added_at", "-pk")
