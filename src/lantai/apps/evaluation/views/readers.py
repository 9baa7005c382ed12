"""Running trials, and what readers think of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantai.apps.evaluation import actions, queries
from lantai.apps.evaluation.forms import AnswerForm
from lantai.apps.evaluation.models import Audience, Trial
from lantai.infra.addresses import address_of
from lantai.infra.guard import stamp

ANSWERED_FOR_S = 90 * 86_400


@require_safe
def running(request: HttpRequest) -> HttpResponse:
    """List what can be tried now."""
    found = queries.running(timezone.localdate())
    return render(request, "evaluation/running.html", {"trials": found, "door": "trials"})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down what a reader thinks of a trial."""
    trial, now = _trial(request, pk), timezone.now()
    questions = queries.asked_in(trial)
    form = AnswerForm(request.POST or None, questions=questions, now=now, initial={"shown": stamp(now)})
    status = 200
    has_answered = f"trial-{pk}" in request.COOKIES
    if request.method == "POST" and not has_answered:
        status = 400
        if form.is_valid():
            status = _keep(request, trial, form)
            if status == 302:
                messages.success(request, _("Thank you. What you think goes into the library’s decision."))
                response = redirect("evaluation:running")
                response.set_cookie(
                    f"trial-{pk}", "1", max_age=ANSWERED_FOR_S, httponly=True, samesite="Lax", secure=request.is_secure()
                )
                return response
    context = {
        "trial": trial,
        "form": form,
        "shown": stamp(now),
        "has_answered": has_answered,
        "runs": trial.runs(timezone.localdate()),
    }
    return render(request, "evaluation/answer.html", context, status=status)


def _keep(request: HttpRequest, trial: Trial, form: AnswerForm) -> int:
    """Have the answer kept; return the status of the page."""
    given = form.cleaned_data
    try:
        actions.answer(
            trial=trial, given=form.given, comment=given["comment"], language=get_language() or "en", role=given["role"], name=given["name"],
            mail=given["mail"], form=given["shown"], address=address_of(request), now=timezone.now(),
        )  # fmt: skip
    except ValidationError as problem:
        form.add_error(None, problem)
        return 400
    except actions.TooMany:
        form.add_error(None, _("Too many answers have come in from here within an hour. Please try again later."))
        return 429
    return 302


def _trial(request: HttpRequest, pk: int) -> Trial:
    """Return a trial that readers may see; one for staff alone is there for staff."""
    trial = get_object_or_404(Trial.objects.select_related("questionnaire", "package", "database", "platform"), pk=min(pk, 2**62))
    is_staff = request.user.has_perm("evaluation.view_trial")
    if trial.state == "prepared" or (trial.audience == Audience.STAFF and not is_staff):
        raise Http404
    return trial
