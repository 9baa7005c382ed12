"""Trials made, opened to readers, given longer, called off; and ended by their date."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lantai.apps.evaluation.models import Audience, Trial, TrialChange, TrialState
from lantai.apps.evaluation.models.trials import MOVES
from lantai.apps.evaluation.queries import activated, others_of_the_same
from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Basis
from lantai.infra import audit
from lantai.infra.workflow import check_move
from lantai.people.models import Account

from .allowing import allow

FIELDS = frozenset(
    {
        "name", "vendor", "contact", "package", "database", "platform", "from_date", "until_date", "audience", "method", "address", "access_note",
        "introductions", "questionnaire", "responsible",
    }
)  # fmt: skip
MOVED_BY_OPEN = frozenset({"package", "database", "platform", "from_date", "until_date", "audience"})
"""What decides who has access to what: not changed while a trial is open, but by extending it or calling it off."""


@transaction.atomic
def make_trial(*, by: Account | None, values: Mapping[str, Any], now: datetime) -> Trial:
    """Prepare a trial; readers see nothing of it before it is opened. Raise ValidationError, naming the field."""
    allow(by, "evaluation.add_trial")
    trial = Trial(made_at=now)
    _set(trial, values)
    trial.save()
    _note(trial, before="", by=by, now=now)
    audit.record(by=by, action="evaluation.make_trial", subject=trial, now=now)
    return trial


@transaction.atomic
def change_trial(*, by: Account | None, trial: Trial, values: Mapping[str, Any], now: datetime) -> Trial:
    """Change what is said of a trial; once it is open, neither its dates nor what is tried (see ``extend_trial``)."""
    allow(by, "evaluation.change_trial")
    kept = _locked(trial)
    if kept.state in (TrialState.SIGNED, TrialState.CANCELLED):
        raise ValidationError(_("This trial is closed; what is said of it stays as it was."))
    changed = {name: value for name, value in values.items() if name not in FIELDS or getattr(kept, name) != value}
    if kept.state != TrialState.PREPARED and (fixed := MOVED_BY_OPEN & changed.keys()):
        raise ValidationError(dict.fromkeys(fixed, _("This cannot be changed any more: the trial has been opened.")))
    _set(kept, changed)
    kept.save()
    audit.record(by=by, action="evaluation.change_trial", subject=kept, now=now)
    return kept


@transaction.atomic
def open_trial(*, by: Account | None, trial: Trial, now: datetime) -> Trial:
    """Open a trial to readers: they have the thing from its first day on. Raise ValidationError, MoveNotAllowed.

    One for library staff alone gives readers nothing.
    """
    allow(by, "evaluation.change_trial")
    kept = _locked(trial)
    _refuse_another(kept, kept.from_date, kept.until_date)
    if kept.until_date <= localdate(now):
        raise ValidationError(_("Its last day is over; give it other dates first."))
    _move(kept, TrialState.OPEN, by=by, now=now)
    _give(kept, by=by, now=now)
    audit.record(by=by, action="evaluation.open_trial", subject=kept, now=now)
    return kept


@transaction.atomic
def extend_trial(*, by: Account | None, trial: Trial, until_date: date, note: str = "", now: datetime) -> Trial:
    """Give an open or ended trial another end. Raise ValidationError where it would end before today, or run beside another of the same thing."""
    allow(by, "evaluation.change_trial")
    kept = _locked(trial)
    if kept.state not in (TrialState.OPEN, TrialState.ENDED):
        raise ValidationError(_("Only a trial that is or was open can be given another end."))
    if until_date <= max(localdate(now), kept.from_date):
        raise ValidationError({"until_date": _("This day is over. To end it today, call it off.")})
    _refuse_another(kept, kept.from_date, until_date)
    kept.until_date = until_date
    before, kept.state = kept.state, TrialState.OPEN
    kept.save()
    said = _("Ends before {day}.").format(day=until_date.isoformat())
    _note(kept, before=before, by=by, note=f"{said} {note}".strip(), now=now)
    _give(kept, by=by, now=now)
    audit.record(by=by, action="evaluation.extend_trial", subject=kept, now=now)
    return kept


@transaction.atomic
def cancel_trial(*, by: Account | None, trial: Trial, note: str, now: datetime) -> Trial:
    """Call a trial off: readers lose the thing today. ``note``: why, which is asked for."""
    allow(by, "evaluation.change_trial")
    if not note.strip():
        raise ValidationError({"note": _("Say why it is called off.")})
    kept = _locked(trial)
    _move(kept, TrialState.CANCELLED, by=by, note=note, now=now)
    for target in activated(kept):
        holdings.deactivate(by=None, target=target, basis=Basis.TRIAL, key=_key(kept), from_date=localdate(now), now=now)
    audit.record(by=by, action="evaluation.cancel_trial", subject=kept, now=now)
    return kept


@transaction.atomic
def follow_the_day(*, now: datetime) -> int:
    """Note of the trials whose last day is over that they have ended; return how many. What readers have ends by its date alone."""
    over = list(Trial.objects.select_for_update().filter(state=TrialState.OPEN, until_date__lte=localdate(now)))
    for trial in over:
        _move(trial, TrialState.ENDED, by=None, now=now)
    return len(over)


def _give(trial: Trial, *, by: Account | None, now: datetime) -> None:
    if trial.audience == Audience.STAFF:
        return
    for target in activated(trial):
        # The right to open a trial is asked for; that of setting access by hand is another.
        holdings.activate(
            by=None, target=target, basis=Basis.TRIAL, key=_key(trial), from_date=trial.from_date, until_date=trial.until_date, now=now
        )  # fmt: skip


def _key(trial: Trial) -> str:
    return f"trial:{trial.pk}"


def _set(trial: Trial, values: Mapping[str, Any]) -> None:
    unknown = sorted(values.keys() - FIELDS)
    if unknown:
        raise TypeError(f"a trial has no field to set named {', '.join(unknown)}")
    for name, value in values.items():
        setattr(trial, name, value)
    if sum(bool(one) for one in (trial.package_id, trial.database_id, trial.platform_id)) != 1:
        raise ValidationError(_("Choose one thing that is tried: a package, a database or a platform."))
    if trial.from_date and trial.until_date and trial.from_date >= trial.until_date:
        raise ValidationError({"until_date": _("It would end before it begins.")})
    trial.full_clean(validate_constraints=False)
    _refuse_another(trial, trial.from_date, trial.until_date)


def _refuse_another(trial: Trial, first: date, end: date) -> None:
    """Raise ValidationError where another trial of the same thing runs in these days."""
    other = others_of_the_same(trial, first, end).first()
    if other is not None:
        words = _("“{name}” tries the same from {first} on, until {last}. Two trials of one thing cannot run at once.")
        first_day, last_day = date_format(other.from_date), date_format(other.until_date)
        raise ValidationError({"from_date": words.format(name=other.name, first=first_day, last=last_day)})


def _locked(trial: Trial) -> Trial:
    return Trial.objects.select_for_update().get(pk=trial.pk)


def _move(trial: Trial, state: TrialState, *, by: Account | None, note: str = "", now: datetime) -> None:
    check_move(MOVES, trial.state, state)
    before, trial.state = trial.state, state
    trial.save(update_fields=["state"])
    _note(trial, before=before, by=by, note=note, now=now)


def _note(trial: Trial, *, before: str, by: Account | None, note: str = "", now: datetime) -> None:
    TrialChange.objects.create(trial=trial, at=now, by=by, before=before, after=trial.state, note=note)
