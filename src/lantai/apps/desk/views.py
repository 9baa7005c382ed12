"""Pages of the desk. Each names the permission it needs: nobody signed in is sent to sign in, anybody else is told 403."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantai.catalog import actions
from lantai.catalog import queries as catalog
from lantai.catalog.models import Harvest, Judgement, Level, Refusal, SourceRecord, Verdict
from lantai.core.text.raw import show

from . import queries, refused
from .forms import CorrectionForm, JudgeForm, UploadForm

View = Callable[..., HttpResponse]
PAGE_SIZE = 50
PAIRS_PER_PAGE = 10


def needs(permission: str) -> Callable[[View], View]:
    """Let in who is signed in and has the permission."""
    return lambda view: login_required(permission_required(permission, raise_exception=True)(view))


@require_safe
@needs("catalog.view_harvest")
def imports(request: HttpRequest) -> HttpResponse:
    """List imports, the newest first."""
    page = Paginator(catalog.harvests(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/imports.html", {"page": page, "door": "imports"})


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
    found = queries.run(pk, now=timezone.now())
    if found is None:
        raise Http404
    page = Paginator(catalog.refusals(pk), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/run.html", {"run": found, "harvest": found.harvest, "page": page, "door": "imports"})


@require_POST
@needs("catalog.add_harvest")
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with an import that stopped."""
    try:
        actions.resume(by=request.user, harvest=get_object_or_404(Harvest, pk=pk), now=timezone.now())
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:run", pk)


@require_safe
@needs("catalog.view_harvest")
def refused_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the refused rows as they came, to be mended."""
    harvest = get_object_or_404(Harvest, pk=pk)
    return _attached(StreamingHttpResponse(refused.rows(harvest)), refused.file_name(harvest), "application/octet-stream")


@require_safe
@needs("catalog.view_harvest")
def refused_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a table of the refused rows and their reasons."""
    harvest = get_object_or_404(Harvest, pk=pk)
    return _attached(StreamingHttpResponse(refused.table(harvest)), refused.file_name(harvest, ".csv"), "text/csv; charset=utf-8")


@require_safe
@needs("catalog.view_harvest")
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one refused row byte for byte."""
    row = get_object_or_404(Refusal.objects.select_related("harvest"), pk=pk)
    raw = show(catalog.refused_bytes(row), encoding=row.harvest.profile.get("encoding", ""))
    return render(request, "desk/refusal.html", {"row": row, "raw": raw, "door": "imports"})


@require_safe
@needs("catalog.change_judgement")
def pairs(request: HttpRequest) -> HttpResponse:
    """Show pairs of records that only a person can judge, and what was decided last."""
    page = Paginator(catalog.unsure_pairs(), PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "pairs": queries.pairs(list(page)), "decided": queries.decided(), "door": "pairs"}
    return render(request, "desk/pairs.html", context)


@require_POST
@needs("catalog.change_judgement")
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a person decided about a pair."""
    form = JudgeForm(request.POST)
    judgement = get_object_or_404(Judgement, pk=pk, undone_at=None)
    if form.is_valid():
        verdict, level = Verdict(form.cleaned_data["verdict"]), Level(form.cleaned_data["level"])
        actions.judge(by=request.user, judgement=judgement, verdict=verdict, level=level, now=timezone.now())
        messages.success(request, _("Decided. It can be taken back below."))
    return redirect("desk:pairs")


@require_POST
@needs("catalog.change_judgement")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    try:
        actions.undo_judgement(by=request.user, judgement=get_object_or_404(Judgement, pk=pk), now=timezone.now())
        messages.success(request, _("Taken back; the rules decide again."))
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:pairs")


@needs("catalog.change_sourcerecord")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the sources say of an edition, and take what a cataloger says instead."""
    found = queries.correcting(pk)
    if found is None:
        raise Http404
    form = CorrectionForm(request.POST or None, record=found.shown, former=found.former)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(by=request.user, record=found.record, says=form.says, now=timezone.now())
            messages.success(request, _("Corrected. What was received stays as it is."))
        except actions.NotPossible as problem:
            messages.error(request, _(str(problem)))
        return redirect("desk:correct", pk)
    sections = [(name, inputs, found.said(name)) for name, inputs in form.sections()]
    return render(request, "desk/correct.html", {"found": found, "form": form, "sections": sections})


@require_POST
@needs("catalog.change_sourcerecord")
def withdraw(request: HttpRequest, pk: int, correction: int) -> HttpResponse:
    """Take a correction back; ``pk``: the received record whose page it was seen on."""
    row = get_object_or_404(SourceRecord.objects.select_related("source", "harvest"), pk=correction)
    try:
        actions.withdraw_correction(by=request.user, record=row, now=timezone.now())
        messages.success(request, _("The correction is taken back; the sources are shown again."))
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:correct", pk)


@require_safe
@needs("catalog.change_sourcerecord")
def deletions(request: HttpRequest) -> HttpResponse:
    """List imports that withdrew records, which can be brought back."""
    page = Paginator(queries.with_deletions(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/deletions.html", {"page": page, "door": "deletions"})


@require_POST
@needs("catalog.change_sourcerecord")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what an import withdrew."""
    count = actions.restore(by=request.user, harvest=get_object_or_404(Harvest, pk=pk), now=timezone.now())
    said = ngettext("%(n)d record is back.", "%(n)d records are back.", count)
    messages.success(request, said % {"n": count})
    return redirect("desk:deletions")


def _attached(response: StreamingHttpResponse, name: str, kind: str) -> HttpResponse:
    response["Content-Type"] = kind
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value]
