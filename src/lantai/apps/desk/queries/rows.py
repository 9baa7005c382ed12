"""A staff list as its page shows it: the rows of a page with their cells, the filters, the saved views; and the runs that changed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from lantai.apps.desk.models import RowChange, RowOutcome, RowsRun, RunState
from lantai.apps.desk.refused import csv_line
from lantai.infra.audit import subject_of
from lantai.infra.lists import Column, Kind, Narrowing, StaffList
from lantai.infra.lists.columns import Words
from lantai.infra.lists.narrowing import RANGED
from lantai.infra.models import AuditEntry

SHOWN_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """One column as the form narrows by it. ``values``: what is chosen; ``begin``, ``end``: of a range; ``near``: always in sight."""

    column: Column
    values: Sequence[str]
    begin: str
    end: str
    choices: Sequence[tuple[str, Words]]
    shown: bool

    @property
    def near(self) -> bool:
        """Say whether it stands beside the words: one that is chosen from, and that is used or whose column is in sight."""
        return (bool(self.choices) or self.column.kind == Kind.TICK) and (self.shown or self.active)

    @property
    def ranged(self) -> bool:
        """Say whether it is a range."""
        return self.column.kind in RANGED

    @property
    def active(self) -> bool:
        """Say whether it leaves anything out."""
        return bool(self.values or self.begin or self.end)


def filters(narrowing: Narrowing) -> list[Filter]:
    """Return the filters of a list, those of codes first: they are used most."""
    made = [_filter(narrowing, column) for column in narrowing.list.columns if column.path or column.narrow]
    return sorted(made, key=lambda each: not (each.near and each.choices))


def _filter(narrowing: Narrowing, column: Column) -> Filter:
    def first(end: str) -> str:
        return next(iter(narrowing.values(column, end)), "")

    return Filter(
        column, narrowing.values(column), first("from"), first("to"), list(column.choices()), column in narrowing.columns
    )


def count(made: StaffList, query: QueryDict) -> int:
    """Return how many rows the filters leave."""
    return Narrowing(made, query).rows().count()


@dataclass(frozen=True, slots=True)
class Run:
    """A run with how many rows have which outcome; ``done`` of ``total`` were reached."""

    run: RowsRun
    counts: dict[str, int]
    total: int
    done: int

    @property
    def live(self) -> bool:
        """Say whether the worker is at it."""
        return self.run.state in (RunState.WAITING, RunState.RUNNING, RunState.UNDOING)


def runs(made: StaffList) -> QuerySet[RowsRun]:
    """Return the runs of a list that were started, the newest first."""
    begun = RowsRun.objects.filter(listing=made.name).exclude(state=RunState.PROPOSED)
    return begun.select_related("by", "undone_by").order_by("-made_at", "-pk")


def run(made: StaffList, pk: int) -> Run | None:
    """Return one run of a list."""
    found = RowsRun.objects.filter(listing=made.name, pk=pk).select_related("by", "undone_by").first()
    if found is None:
        return None
    counted = dict(found.rows.values_list("outcome").annotate(n=Count("pk")).order_by())
    done = found.rows.filter(undone=True) if found.state == RunState.UNDOING else found.rows.filter(done=True)
    return Run(found, {name: counted.get(name, 0) for name in RowOutcome.values}, sum(counted.values()), done.count())


def changes(found: RowsRun, outcome: str = "") -> QuerySet[RowChange]:
    """Return the rows of a run, the refused first; of one outcome where that is asked."""
    if outcome:
        return found.rows.filter(outcome=outcome).order_by("place", "pk")
    return found.rows.order_by("-outcome", "place", "pk")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one cell of a run: its column, the values before and after as they are kept, and the rule that refused it."""

    column: Column | None
    name: str
    before: str
    after: str
    rule: str = ""


def cells(made: StaffList, change: RowChange) -> list[Cell]:
    """Return the cells of a row of a run: what is refused, then what differs."""
    refused = [Cell(made.column(name), name, change.before.get(name, ""), value, rule) for name, value, rule in change.problems]
    spoken = {cell.name for cell in refused}
    rest = [Cell(made.column(n), n, change.before[n], change.after[n]) for n in change.after if n not in spoken]
    return [*refused, *rest]


def table(made: StaffList, found: RowsRun, heads: Sequence[str], outcome: str = "") -> Iterator[str]:
    """Yield a CSV of what became of each cell: row, key, column, before, after, outcome, rule."""
    yield "\ufeff" + csv_line(heads)
    for change in changes(found, outcome).iterator(chunk_size=500):
        for cell in cells(made, change) or [Cell(None, "", "", "")]:
            name = str(cell.column.label) if cell.column else cell.name
            row = (str(change.place), change.subject, change.title, name, cell.before, cell.after)
            yield csv_line([*row, str(RowOutcome(change.outcome).label) if change.outcome else "", cell.rule])


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one row: the changes made through the list, and every entry of the audit log about it."""

    row: Any
    changes: Sequence[RowChange]
    entries: Sequence[AuditEntry]


def history(made: StaffList, pk: int) -> History | None:
    """Return what happened to a row of a list, the newest first."""
    row = made.rows().filter(pk=pk).first()
    if row is None:
        return None
    kept = RowChange.objects.filter(run__listing=made.name, subject=str(pk), done=True, outcome__in=("changed", "created"))
    entries = AuditEntry.objects.filter(subject=subject_of(row)).order_by("-at", "-pk")[:SHOWN_CHANGES]
    return History(row, kept.select_related("run__by").order_by("-pk")[:SHOWN_CHANGES], entries)


def is_multiple(column: Column) -> bool:
    """Say whether a value of a column is several, to which one may be added."""
    return column.kind in (Kind.SEVERAL, Kind.CODES)
