"""Pairs of records that only a person can judge."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.pairs import JudgeForm
from lantai.apps.desk.queries import pairs as queries
from lantai.catalog import actions
from lantai.catalog import queries as catalog
from lantai.catalog.models import Judgement, Level, Verdict

from .guard import needs

PAIRS_PER_PAGE = 10


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
