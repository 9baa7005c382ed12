"""What staff add to a trial: use, price, judgement; and the signature that closes it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.evaluation.models import Assessment, Recommendation, Trial, TrialChange, TrialState, Usage
from lantai.apps.evaluation.models.trials import MOVES
from lantai.apps.evaluation.reports import figures_of
from lantai.core.measures.usage_table import Use
from lantai.infra import audit
from lantai.infra.workflow import check_move
from lantai.people.models import Account

from .allowing import allow

FIELDS = frozenset({"price", "currency", "readers", "content", "functions", "service", "recommendation", "reasons"})
CLOSED = (TrialState.SIGNED, TrialState.CANCELLED)


@transaction.atomic
def put_usage(*, by: Account | None, trial: Trial, uses: Sequence[Use], now: datetime) -> tuple[int, int]:
    """Keep monthly counts; one of the same month and metric takes the place of what was there. Return (new, changed)."""
    allow(by, "evaluation.change_trial")
    _open(trial)
    kept = {(row.month, row.metric): row for row in trial.usage.all()}
    fresh: list[Usage] = []
    changed: list[Usage] = []
    for use in uses:
        month = date(use.year, use.month, 1)
        row = kept.get((month, use.metric))
        if row is None:
            fresh.append(Usage(trial=trial, month=month, metric=use.metric, count=use.count))
        elif row.count != use.count:
            row.count = use.count
            changed.append(row)
    Usage.objects.bulk_create(fresh)
    Usage.objects.bulk_update(changed, ["count"])
    audit.record(by=by, action="evaluation.put_usage", subject=trial, now=now)
    return len(fresh), len(changed)


@transaction.atomic
def withdraw_usage(*, by: Account | None, trial: Trial, month: date, metric: str, now: datetime) -> None:
    """Take a count back that was typed in wrongly."""
    allow(by, "evaluation.change_trial")
    _open(trial)
    trial.usage.filter(month=month, metric=metric).delete()
    audit.record(by=by, action="evaluation.put_usage", subject=trial, now=now)


@transaction.atomic
def assess(*, by: Account | None, trial: Trial, values: Mapping[str, Any], now: datetime) -> Assessment:
    """Keep the librarian's part of the report. Raise ValidationError, naming the field; once it is signed, always."""
    allow(by, "evaluation.change_trial")
    _open(trial)
    unknown = sorted(values.keys() - FIELDS)
    if unknown:
        raise TypeError(f"an assessment has no field to set named {', '.join(unknown)}")
    kept = Assessment.objects.select_for_update().filter(trial=trial).first() or Assessment(trial=trial, changed_at=now)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.currency = kept.currency.upper()
    if kept.price is not None and not (len(kept.currency) == 3 and kept.currency.isalpha() and kept.currency.isascii()):
        raise ValidationError({"currency": _("Name the currency of the price by its three letters, such as CNY, EUR or USD.")})
    kept.changed_at, kept.changed_by = now, by
    kept.full_clean(exclude=["changed_by"])
    kept.save()
    audit.record(by=by, action="evaluation.assess", subject=trial, now=now)
    return kept


@transaction.atomic
def sign(*, by: Account, trial: Trial, role: str, now: datetime) -> Assessment:
    """Sign a report: its figures are kept as they are now, and nothing of it changes any more.

    Only an ended trial with a recommendation and its reasons can be signed, and by somebody else than who wrote it last. Raise
    ValidationError, MoveNotAllowed.
    """
    allow(by, "evaluation.sign_assessment")
    kept = Trial.objects.select_for_update().get(pk=trial.pk)
    check_move(MOVES, kept.state, TrialState.SIGNED)
    made = Assessment.objects.select_for_update().filter(trial=kept).first()
    if made is None or made.recommendation == Recommendation.UNDECIDED or not made.reasons.strip():
        raise ValidationError(_("Say what you recommend, and why, before the report is signed."))
    if made.changed_by_id == by.pk:
        raise ValidationError(_("You have written this report; somebody else must sign it."))
    if not role.strip():
        raise ValidationError({"role": _("Say as what you sign.")})
    made.figures = figures_of(kept, now=now)
    made.signed_at, made.signed_by, made.signed_name, made.signed_role = now, by, str(by.get_full_name() or by), role.strip()
    made.save()
    before, kept.state = kept.state, TrialState.SIGNED
    kept.save(update_fields=["state"])
    TrialChange.objects.create(
        trial=kept, at=now, by=by, before=before, after=kept.state, note=Recommendation(made.recommendation).name
    )
    audit.record(by=by, action="evaluation.sign", subject=kept, now=now)
    return made


def _open(trial: Trial) -> None:
    state = Trial.objects.select_for_update().values_list("state", flat=True).get(pk=trial.pk)
    if state in CLOSED:
        raise ValidationError(_("This trial is closed; its report stays as it was signed."))
