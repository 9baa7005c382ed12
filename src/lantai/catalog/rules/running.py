"""Rules about the running of things: rows that were refused, imports that stopped, an index that does not agree."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lantai.catalog import index
from lantai.catalog.known import in_pieces
from lantai.catalog.models import Harvest, HarvestState, Refusal, Work
from lantai.infra.rules import Finding, Severity, rule
from lantai.search.protocol import SearchError


@rule(
    "catalog.rows_refused",
    level="import",
    severity=Severity.SOON,
    label=_("Refused rows that nobody has dealt with"),
    why=_("What these rows describe is in the file, but not in the catalog."),
    remedy=_("Mend how the file is read and try the rows again, or mend the rows and send them anew."),
    permission="catalog.view_harvest",
)
def rows_refused(now: datetime) -> Iterator[Finding]:
    """Find imports with refused rows that were not tried again."""
    waiting = Refusal.objects.filter(retried=None).values("harvest").annotate(rows=Count("id"))
    rows = waiting.values_list("harvest", "rows", "harvest__file_name", "harvest__source__name")
    for harvest, number, name, source in rows.iterator():
        yield Finding(f"import:{harvest}", detail=f"{name}: {number:,}", traits={"source": source})


@rule(
    "catalog.import_halted",
    level="import",
    severity=Severity.URGENT,
    label=_("Import that stopped before its end"),
    why=_("The rest of the file is not in the catalog."),
    remedy=_("See why it stopped; go on with it, or end it there."),
    permission="catalog.view_harvest",
)
def import_halted(now: datetime) -> Iterator[Finding]:
    """Find imports that stopped, failed or were paused."""
    halted = Harvest.objects.filter(state__in=(HarvestState.STOPPED, HarvestState.FAILED, HarvestState.PAUSED))
    for pk, name, source in halted.values_list("pk", "file_name", "source__name"):
        yield Finding(f"import:{pk}", detail=name, traits={"source": source})


@rule(
    "catalog.index_missing",
    level="index",
    severity=Severity.URGENT,
    label=_("Work that the search index lacks"),
    why=_("No search finds the work, though its page is there."),
    remedy=_("Make the index anew: lantai index --rebuild."),
    permission="catalog.view_harvest",
)
def index_missing(now: datetime) -> Iterator[Finding]:
    """Find live works that the index should know by now and does not."""
    reached = index.reached()
    works = Work.objects.filter(state=Work.State.LIVE, changed__lte=reached).order_by("pk")
    for piece, there in _compared(works.values_list("pk", "title", "language", "kind").iterator(chunk_size=5_000)):
        for pk, title, language, kind in piece:
            if pk not in there:
                yield Finding(f"work:{pk}", work=pk, detail=title[:200], traits={"language": language or "und", "kind": kind})


@rule(
    "catalog.index_surplus",
    level="index",
    severity=Severity.URGENT,
    label=_("Work in the search index that is no longer there"),
    why=_("Readers find something, and are told on its page that it is gone."),
    remedy=_("Make the index anew: lantai index --rebuild."),
    permission="catalog.view_harvest",
)
def index_surplus(now: datetime) -> Iterator[Finding]:
    """Find works that are not live, and that the index still has though it should know."""
    works = Work.objects.exclude(state=Work.State.LIVE).filter(changed__lte=index.reached()).order_by("pk")
    for piece, there in _compared(works.values_list("pk", "title", "language", "kind").iterator(chunk_size=5_000)):
        for pk, title, language, kind in piece:
            if pk in there:
                yield Finding(f"work:{pk}", work=pk, detail=title[:200], traits={"language": language or "und", "kind": kind})


@rule(
    "catalog.index_behind",
    level="index",
    severity=Severity.SOON,
    label=_("Search index behind the catalog"),
    why=_("Readers find works as they were, not as they are."),
    remedy=_("See that a worker runs: lantai check tells what it is doing."),
    permission="catalog.view_harvest",
)
def index_behind(now: datetime) -> Iterator[Finding]:
    """Say how many works have changed that the index does not know of."""
    if waiting := index.lag():
        yield Finding("index:behind", detail=f"{waiting:,}")


Rows = list[tuple[int, str, str, str]]


def _compared(rows: Iterator[tuple[int, str, str, str]]) -> Iterator[tuple[Rows, set[int]]]:
    """Yield works some at a time, with those of them that the index has; nothing where there is no index to ask."""
    try:
        engine = index.engine()
    except SearchError:
        return
    for piece in in_pieces(rows, 2_000):
        yield piece, engine.among([pk for pk, *_ in piece])
