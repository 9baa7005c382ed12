"""What staff do with a fault: every step is allowed or refused with the reason, kept in its history, and audited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantai.core.faults.kinds import FaultClass
from lantai.core.faults.severity import Scope, grade
from lantai.infra import audit
from lantai.infra.workflow import MoveNotAllowed, check_move
from lantai.people.models import Account

from ..models import OPEN_STATES, EventKind, Fault, Report, Resolution, State
from ..models.faults import MOVES
from ..queries.service import due, service
from .allowing import NotPossible, allow, log
from .downtimes import begin_with, end_with
from .opening import importance_of, scope_of

ENDING = (State.FIXED, State.VERIFIED, State.CLOSED)


@transaction.atomic
def move(*, by: Account | None, fault: Fault, state: State, now: datetime, resolution: str = "", words: str = "") -> None:
    """Bring a fault, and the signs beneath it, to another state. Raise NotPossible; fixing and closing want a ``resolution``."""
    allow(by)
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    _check(fault, state, resolution)
    bring(fault, state, resolution=resolution, words=words, by=by, now=now)
    for child in fault.children.all() if state in ENDING or state == State.REOPENED else ():
        if state in MOVES[State(child.state)]:
            bring(child, state, resolution=resolution, words="", by=by, now=now)
    audit.record(by=by, action=f"access.fault.{state}", subject=fault, now=now)


def _check(fault: Fault, state: State, resolution: str) -> None:
    try:
        check_move(MOVES, State(fault.state), state)
    except MoveNotAllowed as refused:
        raise NotPossible(str(refused)) from refused
    if state in (State.FIXED, State.CLOSED) and not (resolution or fault.resolution):
        raise NotPossible(_("Say how it ended."))
    if resolution and resolution not in Resolution.values:
        raise NotPossible(_("There is no such way for it to end."))
    if state == State.ASSIGNED and fault.assignee is None:
        raise NotPossible(_("Say first who is to deal with it."))


def bring(fault: Fault, state: State, *, resolution: str, words: str, by: Account | None, now: datetime) -> None:
    """Write that a fault is in another state, and what follows from it; the move is allowed by now. Call it inside a transaction."""
    before = fault.state
    fault.state = state
    if by is not None and fault.replied_at is None:
        fault.replied_at = now
    if state in ENDING:
        fault.restored_at = fault.restored_at or now
        fault.resolution = resolution or fault.resolution
    if state == State.REOPENED:
        fault.restored_at, fault.resolution, fault.reopened_count = None, "", fault.reopened_count + 1
    fault.closed_at = now if state == State.CLOSED else None
    fault.save()
    log(fault, EventKind.MOVED, now=now, by=by, before=before, after=state, words=words)
    if state in OPEN_STATES:
        begin_with(fault, now=now)
    else:
        end_with(fault, now=now)
    if state == State.CLOSED:
        Report.objects.filter(fault=fault).update(mail="", sender="")


@transaction.atomic
def classify_as(*, by: Account, fault: Fault, label: FaultClass, now: datetime) -> None:
    """Say of what class a fault is: the automatic guess stays beside it, to be measured by."""
    allow(by)
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    before, fault.label, fault.labelled = fault.label, label, True
    fault.scope = scope_of(fault)
    fault.replied_at = fault.replied_at or now
    _grade(fault, now=now, by=by)
    log(fault, EventKind.CLASSED, now=now, by=by, before=before, after=label)
    audit.record(by=by, action="access.classify", subject=fault, now=now)


@transaction.atomic
def regrade(*, by: Account, fault: Fault, scope: Scope, now: datetime) -> None:
    """Say what a fault shuts; its severity and what is promised follow."""
    allow(by)
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    fault.scope = scope
    _grade(fault, now=now, by=by)
    audit.record(by=by, action="access.regrade", subject=fault, now=now)


def _grade(fault: Fault, *, now: datetime, by: Account | None) -> None:
    severity = grade(Scope(fault.scope), importance=importance_of(fault.platform), reports=fault.reports.count())
    if severity != fault.severity:
        log(fault, EventKind.GRADED, now=now, by=by, before=fault.severity, after=int(severity))
    fault.severity = severity
    fault.reply_due_at, fault.restore_due_at = due(fault.opened_at, severity, settings=service())
    fault.save()
    if fault.state in OPEN_STATES and fault.state != State.NEW:
        begin_with(fault, now=now)


@transaction.atomic
def assign(*, by: Account, fault: Fault, to: Account, now: datetime) -> None:
    """Give a fault to somebody of the staff."""
    allow(by)
    if not to.is_active or not to.works_here:
        raise NotPossible(_("Faults are given to staff."))
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    fault.assignee = to
    before = fault.state
    if fault.state in (State.NEW, State.TRIAGED, State.REOPENED):
        fault.state = State.ASSIGNED
    fault.replied_at = fault.replied_at or now
    fault.save()
    log(fault, EventKind.ASSIGNED, now=now, by=by, words=str(to))
    if fault.state != before:
        log(fault, EventKind.MOVED, now=now, by=by, before=before, after=fault.state)
        begin_with(fault, now=now)
    audit.record(by=by, action="access.assign", subject=fault, now=now)


@transaction.atomic
def note(*, by: Account, fault: Fault, words: str, now: datetime) -> None:
    """Write down what was learnt."""
    allow(by)
    if not words.strip():
        raise NotPossible(_("There is nothing to write down."))
    log(fault, EventKind.NOTED, now=now, by=by, words=words.strip())
    audit.record(by=by, action="access.note", subject=fault, now=now)


@transaction.atomic
def publish(*, by: Account, fault: Fault, notes: dict[str, str], now: datetime) -> None:
    """Say on the status page what readers should know; ``notes``: language -> words."""
    allow(by)
    Fault.objects.filter(pk=fault.pk).update(notes={lang: words.strip() for lang, words in notes.items() if words.strip()})
    audit.record(by=by, action="access.publish", subject=fault, now=now)


@transaction.atomic
def join(*, by: Account, fault: Fault, parent: Fault, now: datetime) -> None:
    """Say that a fault is only a sign of another; its own signs go there too. Raise NotPossible where that would go in a circle."""
    allow(by)
    top = parent.parent or parent
    if top.pk == fault.pk or fault.parent_id is not None:
        raise NotPossible(_("A fault cannot be joined to itself, nor one that is joined already: part it first."))
    Fault.objects.filter(pk=fault.pk).update(parent=top)
    Fault.objects.filter(parent=fault).update(parent=top)
    log(fault, EventKind.JOINED, now=now, by=by, after=top.pk)
    audit.record(by=by, action="access.join", subject=fault, now=now)


@transaction.atomic
def part(*, by: Account, fault: Fault, now: datetime) -> None:
    """Take back that a fault is a sign of another."""
    allow(by)
    if fault.parent_id is None:
        raise NotPossible(_("It is not joined to another."))
    before = fault.parent_id
    Fault.objects.filter(pk=fault.pk).update(parent=None)
    log(fault, EventKind.PARTED, now=now, by=by, before=before)
    audit.record(by=by, action="access.part", subject=fault, now=now)
