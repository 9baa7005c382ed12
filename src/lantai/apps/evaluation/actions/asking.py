"""Questionnaires: made, worded, translated."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lantai.apps.evaluation.models import Answer, Criterion, Question, QuestionKind, Questionnaire
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow

MOST_QUESTIONS = 30


@transaction.atomic
def make_questionnaire(
    *, by: Account | None, name: str, questions: Sequence[tuple[Criterion, QuestionKind, Mapping[str, str]]], now: datetime
) -> Questionnaire:
    """Make a questionnaire of questions: (what it is about, how it is answered, language -> words)."""
    allow(by, "evaluation.add_questionnaire")
    made = Questionnaire(name=name, made_at=now)
    made.full_clean()
    made.save()
    for criterion, kind, words in questions:
        change_question(by=by, questionnaire=made, question=None, criterion=criterion, kind=kind, words=words, now=now)
    audit.record(by=by, action="evaluation.make_questionnaire", subject=made, now=now)
    return made


@transaction.atomic
def change_question(
    *,
    by: Account | None,
    questionnaire: Questionnaire,
    question: Question | None,
    criterion: Criterion,
    kind: QuestionKind,
    words: Mapping[str, str],
    now: datetime,
) -> Question:
    """Word a question in its languages, or add one (``question`` None).

    What a question is about and how it is answered stays once somebody has answered it: their answers would mean something else.
    """
    allow(by, "evaluation.change_questionnaire")
    said = {code: text.strip() for code, text in words.items() if text.strip()}
    if not said:
        raise ValidationError(_("Write the question in one language at least."))
    if question is None:
        if questionnaire.questions.filter(retired=False).count() >= MOST_QUESTIONS:
            raise ValidationError(_("A questionnaire has %(most)d questions at the most.") % {"most": MOST_QUESTIONS})
        last = questionnaire.questions.aggregate(last=Max("position"))["last"] or 0
        question = Question(questionnaire=questionnaire, position=last + 1)
    elif (question.criterion, question.kind) != (criterion, kind) and _is_answered(question):
        raise ValidationError(_("This question has been answered; take it out and ask another one."))
    question.criterion, question.kind, question.words = criterion, kind, said
    question.full_clean()
    question.save()
    audit.record(by=by, action="evaluation.change_question", subject=question, now=now)
    return question


@transaction.atomic
def retire_question(*, by: Account | None, question: Question, retired: bool, now: datetime) -> None:
    """Ask a question no more, or again; what was answered to it stays."""
    allow(by, "evaluation.change_questionnaire")
    Question.objects.filter(pk=question.pk).update(retired=retired)
    audit.record(by=by, action="evaluation.change_question", subject=question, now=now)


def _is_answered(question: Question) -> bool:
    return Answer.objects.filter(trial__questionnaire=question.questionnaire, given__has_key=str(question.pk)).exists()
