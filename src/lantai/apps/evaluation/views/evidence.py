"""Use and questions of trials, for staff."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.evaluation import actions, queries
from lantai.apps.evaluation.forms import QuestionForm, UsageForm
from lantai.apps.evaluation.models import Question, Questionnaire
from lantai.core.formats.charset import decoded, encoding_of
from lantai.core.measures.usage_table import read

from .trials import add_errors, staff, trial_of

MOST_BYTES = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def usage(request: HttpRequest, pk: int) -> HttpResponse:
    """Take counts of use, typed in or from a file; what cannot be used is listed by line."""
    trial = trial_of(pk)
    form = UsageForm(request.POST or None, request.FILES or None)
    refused = []
    if request.method == "POST" and form.is_valid():
        uses, refused = read(_text(form))
        try:
            new, changed = actions.put_usage(by=request.user, trial=trial, uses=uses, now=timezone.now())
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            said = _("%(new)d new, %(changed)d changed, %(refused)d refused.")
            messages.success(request, said % {"new": new, "changed": changed, "refused": len(refused)})
            if not refused:
                return redirect("evaluation:report", pk)
    context = {"trial": trial, "form": form, "refused": refused, "kept": trial.usage.all(), "door": "trials"}
    return render(request, "evaluation/usage.html", context, status=400 if form.errors or refused else 200)


def _text(form: UsageForm) -> str:
    if given := form.cleaned_data.get("file"):
        raw = given.read(MOST_BYTES)
        return decoded(raw, encoding_of(raw[:65_536]))[0]
    return str(form.cleaned_data["text"])


@require_safe
@staff
def questionnaires(request: HttpRequest) -> HttpResponse:
    """List the questionnaires with their questions."""
    return render(request, "evaluation/questionnaires.html", {"questionnaires": queries.questionnaires(), "door": "trials"})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def question(request: HttpRequest, questionnaire: int, pk: int | None = None) -> HttpResponse:
    """Word a question, or add one."""
    of = get_object_or_404(Questionnaire, pk=min(questionnaire, 2**62))
    found = get_object_or_404(Question, pk=min(pk, 2**62), questionnaire=of) if pk else None
    form = QuestionForm(request.POST or None, question=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_question(
                by=request.user, questionnaire=of, question=found, criterion=given["criterion"], kind=given["kind"], words=form.words,
                now=timezone.now(),
            )  # fmt: skip
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            return redirect("evaluation:questionnaires")
    context = {"form": form, "question": found, "questionnaire": of, "door": "trials"}
    return render(request, "evaluation/question.html", context, status=400 if form.errors else 200)


@require_POST
@staff
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a question no more, or again."""
    found = get_object_or_404(Question, pk=min(pk, 2**62))
    actions.retire_question(by=request.user, question=found, retired=not found.retired, now=timezone.now())
    return redirect("evaluation:questionnaires")
