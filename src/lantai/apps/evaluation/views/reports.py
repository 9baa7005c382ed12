"""The evaluation report: as a page that prints, as a document, beside others; written and signed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.evaluation import actions, queries
from lantai.apps.evaluation.documents import report_document
from lantai.apps.evaluation.forms import AssessmentForm, SignForm
from lantai.apps.evaluation.models import Assessment, Criterion, Trial
from lantai.apps.evaluation.reports import COMPARED, report_of
from lantai.apps.evaluation.shown import shown
from lantai.infra.workflow import MoveNotAllowed

from .trials import add_errors, staff, trial_of

MOST_COMPARED = 6
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@staff
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report."""
    trial = trial_of(pk)
    return render(request, "evaluation/report.html", _context(trial))


@require_safe
@staff
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the report as a text document, in the language of the page."""
    trial = trial_of(pk)
    content = report_document(
        trial, _made(trial), report_of(trial, now=timezone.now()), lang=get_language() or "en", now=timezone.now()
    )
    response = HttpResponse(content, content_type=DOCX)
    name = slugify(trial.name) or "report"
    response["Content-Disposition"] = f'attachment; filename="trial-{trial.pk}-{name[:60]}.docx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the librarian's part."""
    trial = trial_of(pk)
    form = AssessmentForm(request.POST or None, instance=_made(trial))
    if request.method == "POST" and form.is_valid():
        try:
            actions.assess(by=request.user, trial=trial, values=form.cleaned_data, now=timezone.now())
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            return redirect("evaluation:report", pk)
    context = {"trial": trial, "form": form, "door": "trials"}
    return render(request, "evaluation/assess.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
@permission_required("evaluation.sign_assessment", raise_exception=True)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the report; it is frozen by it."""
    trial, form = trial_of(pk), SignForm(request.POST)
    try:
        actions.sign(by=request.user, trial=trial, role=form.data.get("role", "")[:200], now=timezone.now())
    except (ValidationError, MoveNotAllowed) as problem:
        messages.error(request, " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem))
    return redirect("evaluation:report", pk)


@require_safe
@staff
def compare(request: HttpRequest) -> HttpResponse:
    """Set trials side by side."""
    given = [int(one) for one in request.GET.getlist("row") if one.isdecimal() and len(one) < 19]
    now = timezone.now()
    found = [(trial, report_of(trial, now=now), _made(trial)) for trial in queries.chosen(given)[:MOST_COMPARED]]
    criteria = [(Criterion(code).label, [figures.mean_of(code) for _t, figures, _m in found]) for code in COMPARED]
    context = {"found": found, "criteria": criteria, "trials": queries.trials()[:100], "given": given, "door": "trials"}
    return render(request, "evaluation/compare.html", context)


def _made(trial: Trial) -> Assessment | None:
    return Assessment.objects.filter(trial=trial).first()


def _context(trial: Trial) -> dict[str, object]:
    now = timezone.now()
    made = _made(trial)
    return {
        "trial": trial,
        "parts": shown(trial, report_of(trial, now=now), made, lang=get_language() or "en"),
        "assessment": made,
        "sign": SignForm(),
        "now": now,
        "door": "trials",
    }
