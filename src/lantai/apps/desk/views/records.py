"""An edition as staff see it, its records version by version, and grouping or parting them by hand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.apps.desk.forms.records import ApartForm, FindForm, GroupForm
from lantai.apps.desk.queries import records as queries
from lantai.catalog import actions
from lantai.catalog import queries as catalog
from lantai.catalog.models import Level, SourceRecord, Verdict
from lantai.core.text.raw import show

from .guard import needs


@require_safe
@needs("catalog.view_sourcerecord")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what every source says beside what is shown, and everything that was decided."""
    return render(request, "desk/record.html", {"page": _page(pk)})


def _page(pk: int) -> queries.RecordPage:
    page = queries.record(pk)
    if page is None:
        raise Http404
    return page


@require_safe
@needs("catalog.view_sourcerecord")
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one received version byte for byte, and what it changed."""
    found = queries.received(pk)
    if found is None:
        raise Http404
    raw = show(catalog.raw_record(pk) or b"", encoding=found.origin.encoding)
    return render(request, "desk/received_version.html", {"found": found, "raw": raw})


@require_safe
@needs("catalog.view_sourcerecord")
def received_bytes(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one received version exactly as it came."""
    raw = catalog.raw_record(pk)
    if raw is None:
        raise Http404
    response = HttpResponse(raw, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="record-{pk}.bin"'
    return response


@needs("catalog.change_judgement")
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Find another edition, show both side by side, and take what a person says of them."""
    page = _page(pk)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and page.received:
        verdict, level = form.cleaned_data["answer"].split(".")
        said = actions.Said(Verdict(verdict), Level(level), form.cleaned_data["why"])
        other = get_object_or_404(SourceRecord.objects.select_related("source"), pk=form.cleaned_data["record"])
        try:
            actions.judge_by_hand(by=request.user, left=page.received[0].record, right=other, said=said, now=timezone.now())
            messages.success(request, _("Decided. It can be taken back below."))
            return redirect("desk:record", actions.instance_of(page.received[0].record))
        except actions.NotPossible as problem:
            messages.error(request, _(str(problem)))
    words = request.GET.get("other", "")[:300]
    found = queries.candidates(page, words) if words else []
    context = {"page": page, "find": FindForm(request.GET or None), "form": form, "found": found, "words": words}
    return render(request, "desk/group.html", context)


@needs("catalog.change_judgement")
def apart(request: HttpRequest, pk: int, record: int) -> HttpResponse:
    """Take a record out of its edition or its work, with a reason."""
    page = _page(pk)
    column = next((c for c in page.received if c.record.pk == record), None)
    if column is None:
        raise Http404
    form = ApartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        level, why = Level(form.cleaned_data["level"]), form.cleaned_data["why"]
        try:
            actions.set_apart(by=request.user, record=column.record, level=level, why=why, now=timezone.now())
            messages.success(request, _("Taken out. It can be taken back below."))
            return redirect("desk:record", actions.instance_of(column.record))
        except actions.NotPossible as problem:
            messages.error(request, _(str(problem)))
    return render(request, "desk/apart.html", {"page": page, "column": column, "form": form})
