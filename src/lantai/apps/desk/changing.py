"""Many rows of a staff list changed at once: proposed and tried, looked at, done in small transactions, taken back as a whole.

``propose`` keeps what is to become of each row and tries it (each trial is rolled back), ``start`` has it done, here when it is little
and by the worker otherwise, ``undo`` gives each row its values back unless somebody has changed it since. What a row may hold is for
its area to say: every change goes through the list's ``change`` (infra.lists).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.infra import audit, jobs, lists
from lantai.infra.lists import StaffList, Value
from lantai.infra.lists.columns import coded, read
from lantai.people.models import Account

from .models import RowChange, RowOutcome, RowsRun, RunState

MOST_ROWS = 20_000
MOST_TRIED = 500
"""Rows that are tried against the area's rules before somebody decides; all others are only read."""

AT_ONCE = 25
"""Rows of one transaction; as many are done without the worker."""

KEPT = timedelta(days=2)
"""How long a proposal that nobody started is kept."""


class TooMany(Exception):
    """More rows than one run takes."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One row as somebody wants it. ``cells``: column -> text; ``subject``: its key, "" for a new row; ``problems``: known already."""

    place: int
    subject: str
    cells: Mapping[str, str]
    problems: Sequence[tuple[str, str, str]] = ()


@transaction.atomic
def propose(*, by: Account, made: StaffList, rows: Sequence[Proposed], said: str, now: datetime, file_name: str = "") -> RowsRun:
    """Keep a change of many rows, each with what would become of it; nothing is changed yet. Raise TooMany."""
    _allow(by, made)
    if len(rows) > MOST_ROWS:
        raise TooMany
    run = RowsRun.objects.create(listing=made.name, said=said[:300], file_name=file_name[:255], by=by, made_at=now)
    found = _found(made, [row.subject for row in rows])
    kept: list[RowChange] = []
    for n, row in enumerate(rows):
        change = _judged(run, made, row, found.get(row.subject))
        if n < MOST_TRIED and change.outcome in (RowOutcome.CHANGED, RowOutcome.CREATED):
            _try(change, made, found.get(row.subject), by=by, now=now)
        kept.append(change)
    RowChange.objects.bulk_create(kept, batch_size=500)
    return run


def start(*, by: Account, run: RowsRun, now: datetime) -> None:
    """Have a proposal done: now where few rows change, else by the worker. A run that was started already goes on as it is."""
    made = _list(run)
    _allow(by, made)
    with transaction.atomic():
        if not RowsRun.objects.filter(pk=run.pk, state=RunState.PROPOSED).update(state=RunState.WAITING):
            return
        audit.record(by=by, action="desk.change_rows", subject=run, now=now)
    _go_on(run, now=now)


def undo(*, by: Account, run: RowsRun, now: datetime) -> None:
    """Give every changed row of a finished run its values back, unless it was changed since; rows that were made stay."""
    _allow(by, _list(run))
    with transaction.atomic():
        finished = RowsRun.objects.filter(pk=run.pk, state=RunState.FINISHED)
        if not finished.update(state=RunState.UNDOING, undone_by=by, undone_at=now):
            return
        audit.record(by=by, action="desk.undo_rows", subject=run, now=now)
    _go_on(run, now=now)


@transaction.atomic
def drop(*, by: Account, run: RowsRun) -> None:
    """Throw a proposal away that nobody started."""
    _allow(by, _list(run))
    RowsRun.objects.filter(pk=run.pk, state=RunState.PROPOSED).delete()


@transaction.atomic
def forget_proposals(*, now: datetime) -> int:
    """Throw away the proposals that nobody started in time; return how many."""
    old = RowsRun.objects.filter(state=RunState.PROPOSED, made_at__lt=now - KEPT)
    return old.delete()[1].get("desk.RowsRun", 0)


def work(*, run: RowsRun, now: Callable[[], datetime], stop: Event) -> bool:
    """Do what is left of a run, or take back what is left of it, some rows at a time; return whether it came to its end."""
    run.refresh_from_db()
    back = run.state == RunState.UNDOING
    if run.state == RunState.WAITING:
        RowsRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    elif run.state not in (RunState.RUNNING, RunState.UNDOING):
        return True
    left = _to_take_back(run) if back else RowChange.objects.filter(run=run, done=False)
    while batch := list(left.order_by("place", "pk")[:AT_ONCE]):
        if stop.is_set():
            return False
        with transaction.atomic():
            _some(batch, run, back=back, now=now())
    end = {"state": RunState.UNDONE} if back else {"state": RunState.FINISHED, "finished_at": now()}
    RowsRun.objects.filter(pk=run.pk).update(**end)
    return True


def _to_take_back(run: RowsRun) -> Any:
    return RowChange.objects.filter(run=run, outcome=RowOutcome.CHANGED, undone=False)


def _go_on(run: RowsRun, *, now: datetime) -> None:
    if run.rows.exclude(outcome__in=(RowOutcome.SAME, RowOutcome.REFUSED)).count() <= AT_ONCE:
        work(run=run, now=lambda: now, stop=Event())
    else:
        jobs.enqueue("desk.rows", run=run.pk)


def _some(batch: Sequence[RowChange], run: RowsRun, *, back: bool, now: datetime) -> None:
    made = _list(run)
    by = run.undone_by if back else run.by
    found = _found(made, [change.subject for change in batch])
    for change in batch:
        if back:
            _take_back(change, made, found.get(change.subject), by=by, now=now)
        elif change.outcome not in (RowOutcome.SAME, RowOutcome.REFUSED):
            _do(change, made, found.get(change.subject), by=by, now=now)
        change.done = True
    RowChange.objects.bulk_update(batch, ["subject", "outcome", "problems", "done", "undone"])


def _do(change: RowChange, made: StaffList, row: Any, *, by: Any, now: datetime) -> None:
    if change.subject and row is None:
        _refuse(change, [("", change.subject, _("There is no such row in this list."))])
    elif change.subject and (moved := _differs(made, row, change.before)):
        _refuse(change, [(moved, coded(made.column(moved), made.column(moved).of(row)), _("It was changed meanwhile."))])  # type: ignore[arg-type,union-attr]
    else:
        try:
            with transaction.atomic():
                _write(change, made, row, change.after, by=by, now=now)
        except ValidationError as problem:
            _refuse(change, _problems(problem, change.after))


def _take_back(change: RowChange, made: StaffList, row: Any, *, by: Any, now: datetime) -> None:
    change.undone = True
    if row is None or _differs(made, row, change.after):
        change.problems = [["", "", _("Kept: it was changed since.")]]
        return
    try:
        with transaction.atomic():
            _write(change, made, row, change.before, by=by, now=now)
    except ValidationError as problem:
        change.problems = [list(each) for each in _problems(problem, change.before)]


def _write(change: RowChange, made: StaffList, row: Any, kept: Mapping[str, str], *, by: Any, now: datetime) -> None:
    """Give a row its values, or make it."""
    values: dict[str, Value] = {c.name: read(c, kept[c.name]) for c in made.columns if c.name in kept}
    if change.subject and made.change is not None:
        made.change(by=by, row=row, values=values, now=now)
    elif made.create is not None:
        change.subject = str(made.create(by=by, values=values, now=now).pk)
        change.outcome = RowOutcome.CREATED


class _Tried(Exception):
    """Raised to roll a trial back."""


def _try(change: RowChange, made: StaffList, row: Any, *, by: Account, now: datetime) -> None:
    """Say what the area's rules would say; whatever was written is rolled back, and the row read anew."""
    subject = change.subject
    try:
        with transaction.atomic():
            _write(change, made, row, change.after, by=by, now=now)
            raise _Tried
    except _Tried:
        pass
    except ValidationError as problem:
        _refuse(change, _problems(problem, change.after))
    change.subject = subject


def _judged(run: RowsRun, made: StaffList, row: Proposed, found: Any) -> RowChange:
    """Return what would become of a row, as far as reading it says."""
    change = RowChange(run=run, place=row.place, subject=row.subject[:60], title=str(found or "")[:300])
    problems = list(row.problems)
    if row.subject and found is None:
        problems.append(("", row.subject, _("There is no such row in this list.")))
    elif not row.subject and made.create is None:
        problems.append(("", "", _("New rows are not made here: the column with the row’s key is empty.")))
    for name, text in row.cells.items():
        _judge_cell(change, made, name, text, found, problems)
    if not row.subject and not problems:
        empty = [c for c in made.editable if c.required and not change.after.get(c.name)]
        problems += [(c.name, "", _("This must not be empty.")) for c in empty]
        change.title = change.title or next((text[:300] for text in row.cells.values() if text), "")
    change.outcome = RowOutcome.CREATED if not row.subject else RowOutcome.CHANGED if change.after else RowOutcome.SAME
    if problems:
        _refuse(change, problems)
    return change


def _judge_cell(change: RowChange, made: StaffList, name: str, text: str, found: Any, problems: list[Any]) -> None:
    column = made.column(name)
    if column is None:
        return
    before = coded(column, column.of(found)) if found is not None else ""
    try:
        after = before if text.strip() == before else coded(column, read(column, text))
    except ValidationError as problem:
        problems.append((name, text, " ".join(problem.messages)))
        return
    if after == before:
        return
    if not column.editable:
        problems.append((name, text, _("This column cannot be changed here.")))
        return
    change.before[name], change.after[name] = before, after


def _differs(made: StaffList, row: Any, kept: Mapping[str, str]) -> str:
    """Return the first column in which a row is not as it was kept, "" where it is."""
    for column in made.columns:
        if column.name in kept and coded(column, column.of(row)) != kept[column.name]:
            return column.name
    return ""


def _refuse(change: RowChange, problems: Iterable[tuple[str, str, str]]) -> None:
    change.outcome, change.problems = RowOutcome.REFUSED, [[name, value[:300], rule] for name, value, rule in problems]


def _problems(problem: ValidationError, given: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return what an area's action says as column, value, rule."""
    if not hasattr(problem, "error_dict"):
        return [("", "", " ".join(problem.messages))]
    by_column = problem.message_dict.items()
    return [(name if name in given else "", given.get(name, ""), " ".join(rules)) for name, rules in by_column]


def _found(made: StaffList, subjects: Iterable[str]) -> dict[str, Any]:
    keys = [int(subject) for subject in subjects if subject.isascii() and subject.isdecimal() and len(subject) < 19]
    found: dict[str, Any] = {}
    for at in range(0, len(keys), 500):
        found |= {str(row.pk): row for row in made.rows().filter(pk__in=keys[at : at + 500])}
    return found


def _list(run: RowsRun) -> StaffList:
    made = lists.called(run.listing)
    if made is None:
        raise LookupError(f"no installed area has a list {run.listing!r}")
    return made


def _allow(by: Account, made: StaffList) -> None:
    if not (by.has_perm(made.permission) and made.may_change(by)):
        raise PermissionDenied(made.change_permission)
