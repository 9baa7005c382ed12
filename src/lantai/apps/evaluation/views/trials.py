"""Trials, for staff: one trial, setting one up; all of them are a staff list (lists)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.evaluation import actions, queries
from lantai.apps.evaluation.forms import CancelForm, ExtendForm, SignForm, TrialForm
from lantai.apps.evaluation.models import Trial
from lantai.infra.workflow import MoveNotAllowed


def staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who may see trials."""
    return login_required(permission_required("evaluation.view_trial", raise_exception=True)(view))


def trial_of(pk: int) -> Trial:
    """Return a trial with what its pages need, or answer 404."""
    return get_object_or_404(queries.trials(), pk=min(pk, 2**62))


@require_safe
@staff
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one trial: what it is, what may be done with it, and what was."""
    found = trial_of(pk)
    context = {
        "trial": found,
        "changes": found.changes.select_related("by"),
        "extend": ExtendForm(initial={"until_date": found.until_date}),
        "cancel": CancelForm(),
        "sign": SignForm(),
        "runs": found.runs(timezone.localdate()),
        "door": "trials",
    }
    return render(request, "evaluation/trial.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def make(request: HttpRequest) -> HttpResponse:
    """Prepare a trial."""
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a trial."""
    return _edited(request, trial_of(pk))


def _edited(request: HttpRequest, found: Trial | None) -> HttpResponse:
    form = TrialForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        values, now = form.values, timezone.now()
        try:
            if found is None:
                kept = actions.make_trial(by=request.user, values=values | {"responsible": request.user}, now=now)
            else:
                kept = actions.change_trial(by=request.user, trial=found, values=values, now=now)
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            return redirect("evaluation:trial", kept.pk)
    context = {"form": form, "trial": found, "door": "trials"}
    return render(request, "evaluation/edit.html", context, status=400 if form.errors else 200)


@require_POST
@staff
def move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Open a trial, give it another end, or call it off."""
    found, now = trial_of(pk), timezone.now()
    forms = {"extend": ExtendForm(request.POST), "cancel": CancelForm(request.POST)}
    form: Form | None = forms.get(step)
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("evaluation:trial", pk)
    try:
        if step == "open":
            actions.open_trial(by=request.user, trial=found, now=now)
        elif step == "extend" and form is not None:
            actions.extend_trial(by=request.user, trial=found, now=now, **form.cleaned_data)
        elif form is not None:
            actions.cancel_trial(by=request.user, trial=found, now=now, **form.cleaned_data)
    except (ValidationError, MoveNotAllowed) as problem:
        messages.error(request, " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem))
    else:
        messages.success(request, _("Done."))
    return redirect("evaluation:trial", pk)


def add_errors(form: Form, problem: ValidationError) -> None:
    """Show what an action refused at the field that it names, where the form has it."""
    named = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
    for name, words in named.items():
        for said in words:
            form.add_error(name if name in form.fields else None, said)
