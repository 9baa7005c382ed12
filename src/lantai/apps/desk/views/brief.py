"""New descriptions by the library itself, and changing or withdrawing them."""

import re
from secrets import token_hex

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lantai.apps.desk.forms.brief import BriefForm
from lantai.catalog import describing, known
from lantai.catalog.actions import NotPossible
from lantai.catalog.models import OWN, SourceRecord
from lantai.core.bib.record import BibRecord, Kind

from .guard import needs

NUMBER = re.compile(r"d-[0-9a-f]{12}")


@needs("catalog.add_sourcerecord")
def new(request: HttpRequest) -> HttpResponse:
    """Describe a thing that no source knows; sent twice, it is kept once."""
    given = request.POST.get("number", "")
    number = given if NUMBER.fullmatch(given) else f"d-{token_hex(6)}"
    form = BriefForm(request.POST or None, record=BibRecord(kind=Kind.BOOK))
    if request.method == "POST" and form.is_valid():
        kept = describing.describe(by=request.user, number=number, says=form.says, now=timezone.now())
        messages.success(request, _("The description is kept, and readers find it in a moment. Add its copies here."))
        return redirect("desk:edition_copies", kept.instance_id)
    return render(request, "desk/brief.html", {"form": form, "number": number, "door": "copies"})


@needs("catalog.add_sourcerecord")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a description of the library's own."""
    row = _own(pk)
    form = BriefForm(request.POST or None, record=known.read_again([row.pk])[row.pk])
    if request.method == "POST" and form.is_valid():
        kept = describing.describe(by=request.user, number=row.key, says=form.says, now=timezone.now())
        messages.success(request, _("Saved as a new version; the one before is kept."))
        return redirect("desk:record", kept.instance_id)
    return render(request, "desk/brief.html", {"form": form, "row": row, "door": "copies"})


def _own(pk: int) -> SourceRecord:
    """Return the present version of a description of our own, whatever version ``pk`` is."""
    row = get_object_or_404(SourceRecord.objects.select_related("source"), pk=pk, source__name=OWN)
    present = SourceRecord.objects.select_related("source").filter(source=row.source, key=row.key, current=True, withdrawn=None)
    if (found := present.first()) is None:
        raise Http404
    return found


@require_POST
@needs("catalog.add_sourcerecord")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a description of the library's own out."""
    row = _own(pk)
    try:
        describing.withdraw_description(by=request.user, record=row, now=timezone.now())
        messages.success(request, _("Withdrawn. It can be brought back under Deletions."))
    except NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:record", row.instance_id)
