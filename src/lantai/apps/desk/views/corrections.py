"""Corrections: what the sources say of an edition, and what a cataloger says instead."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lantai.apps.desk.forms.correction import CorrectionForm
from lantai.apps.desk.queries.correcting import correcting
from lantai.catalog import actions
from lantai.catalog.models import SourceRecord

from .guard import needs


@needs("catalog.change_sourcerecord")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the sources say of an edition, and take what a cataloger says instead."""
    found = correcting(pk)
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
