"""Imports: the list, sending a file, one run, its refused rows."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantai.apps.desk import refused
from lantai.apps.desk.forms.upload import UploadForm
from lantai.apps.desk.listings import cleaned
from lantai.apps.desk.queries import runs
from lantai.catalog import actions
from lantai.catalog import queries as catalog
from lantai.catalog.known import profile_of
from lantai.catalog.models import Harvest, Refusal
from lantai.core.formats import fault
from lantai.core.text.raw import show

from .guard import PAGE_SIZE, attached, needs


@require_safe
@needs("catalog.view_harvest")
def imports(request: HttpRequest) -> HttpResponse:
    """List imports, the newest first."""
    page = Paginator(runs.narrowed(request.GET), PAGE_SIZE).get_page(request.GET.get("page"))
    chosen = QueryDict(cleaned(urlencode([pair for pair in request.GET.items() if pair[1]])))
    context = {"page": page, "sources": runs.sources(), "chosen": chosen, "door": "imports"}
    return render(request, "desk/imports.html", context)


@needs("catalog.add_harvest")
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file to be imported by the worker."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        harvest = actions.upload(
            by=request.user, file=given["file"], source=given["source"], profile=form.profile, now=timezone.now()
        )
        return redirect("desk:run", harvest.pk)
    return render(request, "desk/upload.html", {"form": form, "door": "upload"})


@require_safe
@needs("catalog.view_harvest")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what became of a file, while it is read and ever after."""
    found = runs.run(pk, now=timezone.now())
    if found is None:
        raise Http404
    page = Paginator(catalog.refusals(pk), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"run": found, "harvest": found.harvest, "page": page, "retried": runs.retried(list(page)), "door": "imports"}
    return render(request, "desk/run_now.html" if request.GET.get("part") == "now" else "desk/run.html", context)


@require_safe
@needs("catalog.view_harvest")
def refused_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the refused rows as they came, to be mended."""
    harvest = get_object_or_404(Harvest, pk=pk)
    return attached(StreamingHttpResponse(refused.rows(harvest)), refused.file_name(harvest), "application/octet-stream")


@require_safe
@needs("catalog.view_harvest")
def refused_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a table of the refused rows and their reasons."""
    harvest = get_object_or_404(Harvest, pk=pk)
    return attached(StreamingHttpResponse(refused.table(harvest)), refused.file_name(harvest, ".csv"), "text/csv; charset=utf-8")


@require_safe
@needs("catalog.view_harvest")
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one refused row byte for byte."""
    row = get_object_or_404(Refusal.objects.select_related("harvest", "retried"), pk=pk)
    data, profile = catalog.refused_bytes(row), profile_of(row.harvest.profile)
    span = fault.find(data, profile, row.field)
    context = {
        "row": row,
        "raw": show(data, encoding=profile.encoding),
        "fault": span and fault.around(data, span, encoding=profile.encoding),
        "by_row": runs.retried([row]),
        "door": "imports",
    }
    return render(request, "desk/refusal.html", context)
