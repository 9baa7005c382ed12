"""One change made to many records or copies: choose, look, run, and take back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.bulk import BulkForm
from lantai.apps.desk.queries import bulk as queries
from lantai.catalog import bulk
from lantai.catalog.actions import NotPossible
from lantai.catalog.bulk_runs import BulkRun

from .guard import PAGE_SIZE, attached, needs


@require_safe
@needs("catalog.view_bulkrun")
def runs(request: HttpRequest) -> HttpResponse:
    """List the changes of many, the newest first."""
    page = Paginator(queries.runs(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/bulk_runs.html", {"page": page, "door": "copies"})


@needs("catalog.add_bulkrun")
def change(request: HttpRequest) -> HttpResponse:
    """Take what is to be changed and how, show what would come of it, then have it done."""
    initial = {"search": request.GET.get("search", "")[:300], "numbers": request.GET.get("numbers", "")}
    form = BulkForm(request.POST or None, request.FILES or None, initial=initial, language=get_language() or "en")
    if request.method != "POST" or request.POST.get("step") == "again" or not form.is_valid():
        return render(request, "desk/bulk_change.html", {"form": form, "door": "copies"})
    expected = request.POST.get("expected", "")
    if request.POST.get("step") == "start" and expected == str(len(form.rows)):
        run = bulk.start(by=request.user, rows=form.rows, change=form.change, chosen=form.chosen, now=timezone.now())
        return redirect("desk:bulk_run", run.pk)
    context = {
        "form": form,
        "preview": queries.preview(form.rows, form.change),
        "numbers": "\n".join(form.listed),
        "moved": bool(expected),
        "door": "copies",
    }
    return render(request, "desk/bulk_preview.html", context)


@require_safe
@needs("catalog.view_bulkrun")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a run has come and what became of each row."""
    found = get_object_or_404(queries.runs(), pk=pk)
    page = Paginator(queries.rows(found), PAGE_SIZE).get_page(request.GET.get("page"))
    outcomes = [(name, getattr(found, name)) for name in queries.OUTCOMES]
    context = {"run": found, "page": page, "outcomes": outcomes, "live": found.state in ("waiting", "running"), "door": "copies"}
    return render(request, "desk/bulk_run.html", context)


@require_safe
@needs("catalog.view_bulkrun")
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a table of the rows with their outcomes."""
    found = get_object_or_404(BulkRun, pk=pk)
    return attached(StreamingHttpResponse(queries.table(found)), f"change-{pk}.csv", "text/csv; charset=utf-8")


@require_POST
@needs("catalog.change_bulkrun")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole run back."""
    try:
        taken, kept = bulk.undo(by=request.user, made=get_object_or_404(BulkRun, pk=pk), now=timezone.now())
        messages.success(request, ngettext("%(n)d row was taken back.", "%(n)d rows were taken back.", taken) % {"n": taken})
        if kept:
            said = ngettext(
                "%(n)d row stays: somebody has changed it since.", "%(n)d rows stay: somebody has changed them since.", kept
            )
            messages.warning(request, said % {"n": kept})
    except NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:bulk_run", pk)
