"""What readers say of a trial; no account is needed, and nobody is named who does not want to be."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lantai.apps.evaluation.models import Answer, Question, QuestionKind, Trial
from lantai.apps.evaluation.queries import asked_in

FROM_ONE, FROM_ALL = 10, 500
"""Answers kept in an hour from one address (a reading room may share it), and to one trial from all. Chosen, not measured."""

PERIOD = timedelta(hours=1)
CHOICES = ("yes", "perhaps", "no")
LONGEST = 4_000


class TooMany(Exception):
    """More answers came in an hour than one address or one trial can have; this one was not kept, and its sender must be told so."""


def answer(
    *,
    trial: Trial,
    given: Mapping[int, str],
    comment: str,
    language: str,
    role: str,
    name: str = "",
    mail: str = "",
    form: str,
    address: str,
    now: datetime,
) -> Answer:
    """Keep what a reader thinks; the same ``form`` (its stamp) sent again is kept once.

    ``given``: number of the question -> "1" to "5", "yes", "perhaps", "no" or words; "" for no opinion. Raise ValidationError where the
    trial does not run, where an answer is none, or where nothing is said at all; TooMany.
    """
    if not Trial.objects.get(pk=trial.pk).runs(localdate(now)):
        raise ValidationError(_("This trial does not run now."))
    kept = _checked({q.pk: q for q in asked_in(trial)}, given)
    if not kept and not comment.strip():
        raise ValidationError(_("Answer one question at least, or write a comment."))
    sender = salted_hmac("lantai.evaluation", address, algorithm="sha256").hexdigest() if address else ""
    token = sha256(form.encode()).hexdigest()
    with transaction.atomic():
        if again := Answer.objects.filter(trial=trial, token=token).first():
            return again
        recent = Answer.objects.filter(made_at__gt=now - PERIOD)
        if recent.filter(trial=trial).count() >= FROM_ALL or (sender and recent.filter(sender=sender).count() >= FROM_ONE):
            raise TooMany
        return Answer.objects.create(
            trial=trial, given=kept, comment=comment[:LONGEST], language=language, role=role, name=name, mail=mail, token=token,
            sender=sender, made_at=now,
        )  # fmt: skip


def forget_senders(*, now: datetime) -> int:
    """Forget from where answers came that are older than an hour."""
    return Answer.objects.filter(made_at__lte=now - PERIOD).exclude(sender="").update(sender="")


def _checked(questions: Mapping[int, Question], given: Mapping[int, str]) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for number, said in given.items():
        question, words = questions.get(number), said.strip()
        if not words:
            continue
        if question is None:
            raise ValidationError(_("This question is not asked here."))
        if question.kind == QuestionKind.SCORE:
            if words not in ("1", "2", "3", "4", "5"):
                raise ValidationError(_("An answer from 1 to 5 is asked for."))
            found[str(number)] = int(words)
        elif question.kind == QuestionKind.CHOICE and words not in CHOICES:
            raise ValidationError(_("Yes, perhaps or no is asked for."))
        else:
            found[str(number)] = words[:LONGEST]
    return found
