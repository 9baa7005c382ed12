"""Changes of many: what one would do, how far one has come, what became of each row."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantai.catalog import bulk
from lantai.catalog.bulk import Attempt, Change, Chosen
from lantai.catalog.bulk_runs import BulkRow, BulkRun

SHOWN = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")
OUTCOMES = ("changed", "same", "refused")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: counts by outcome over all rows, and the first rows that it would change or refuse."""

    counts: Sequence[tuple[str, int]]
    total: int
    rows: Sequence[tuple[Chosen, Attempt]]


def preview(rows: Sequence[Chosen], change: Change) -> Preview:
    """Try a change on every row without writing."""
    counts: Counter[str] = Counter()
    shown: list[tuple[Chosen, Attempt]] = []
    for row in rows:
        tried = bulk.attempt(row, change)
        counts[tried.outcome] += 1
        if tried.outcome != "same" and len(shown) < SHOWN:
            shown.append((row, tried))
    return Preview([(name, counts[name]) for name in OUTCOMES], len(rows), shown)


def runs() -> QuerySet[BulkRun]:
    """Return the changes of many, the newest first."""
    return BulkRun.objects.select_related("by", "undone_by").order_by("-pk")


def rows(run: BulkRun) -> QuerySet[BulkRow]:
    """Return the rows of a run, refused ones first."""
    return BulkRow.objects.filter(run=run).order_by("-outcome", "pk")


def table(run: BulkRun) -> Iterator[str]:
    """Yield a CSV of the rows with their outcomes; cells that a spreadsheet would run are made text."""
    yield "\ufeff" + _line([_("Number"), _("Outcome"), _("Reason"), _("Before"), _("After")])
    for row in BulkRow.objects.filter(run=run).order_by("pk").iterator(chunk_size=500):
        yield _line([row.given, row.outcome, _(row.reason) if row.reason else "", row.before, row.after])


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow("'" + cell if cell.startswith(FORMULA) else cell for cell in cells)
    return out.getvalue()
