"""Pages of feedback: one for readers, two for staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.catalog.models import Work
from lantai.infra.addresses import address_of
from lantai.infra.guard import stamp

from . import actions, queries
from .forms import ReportForm
from .models import ErrorReport, Outcome

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Take down what a reader says is wrong with a work."""
    if number >= 2**63:
        raise Http404
    work, now = get_object_or_404(Work, pk=number), timezone.now()
    form = ReportForm(request.POST or None, now=now, initial={"shown": stamp(now)})
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.report_error(
                work=work,
                text=given["text"],
                mail=given["mail"],
                language=get_language() or "en",
                address=address_of(request),
                now=now,
            )
        except actions.TooMany:
            form.add_error(None, _("Too many reports have come in from here within an hour. Please try again later."))
            status = 429
        else:
            messages.success(request, _("Thank you. The library’s staff will look at it."))
            return redirect("discovery:work", number)
    context = {"form": form, "work": work, "shown": stamp(now)}
    return render(request, "feedback/report.html", context, status=400 if form.errors and status == 200 else status)


@require_safe
@login_required
@permission_required("feedback.view_errorreport", raise_exception=True)
def reports(request: HttpRequest) -> HttpResponse:
    """List reports, the open ones unless others are asked for."""
    asked = request.GET.get("outcome", Outcome.OPEN)
    outcome = asked if asked in Outcome.values else Outcome.OPEN
    page = Paginator(queries.reports(outcome), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "outcome": outcome, "outcomes": Outcome, "door": "reports"}
    return render(request, "feedback/reports.html", context)


@require_POST
@login_required
@permission_required("feedback.change_errorreport", raise_exception=True)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a report, or open it again."""
    found, outcome = get_object_or_404(ErrorReport, pk=pk), request.POST.get("outcome", "")
    if outcome not in Outcome.values:
        return HttpResponse(status=400)
    if outcome == Outcome.OPEN:
        actions.reopen(by=request.user, report=found, now=timezone.now())
    else:
        actions.close(by=request.user, report=found, outcome=Outcome(outcome), now=timezone.now())
    return redirect("feedback:reports")
