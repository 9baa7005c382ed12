"""Pairs of records that only a person can judge: one at a time, the next by itself, every decision to be taken back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.pairs import DecisionsForm, JudgeForm, queue_of
from lantai.apps.desk.queries import pairs as queries
from lantai.catalog import actions
from lantai.catalog.models import Judgement, Level, Verdict

from .guard import PAGE_SIZE, needs


@require_safe
@needs("catalog.change_judgement")
def pairs(request: HttpRequest) -> HttpResponse:
    """Show the next pair that only a person can judge."""
    desk = queries.desk(queue_of(request.GET))
    context = {"desk": desk, "pair": desk.pair, "queue": desk.queue, "last": queries.last_of(request.user), "door": "pairs"}
    if desk.pair:
        context["skip"] = desk.queue.address(after=desk.pair.judgement.pk)
    return render(request, "desk/pairs.html", context | {"choices": queries.choices()})


@require_POST
@needs("catalog.change_judgement")
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a person decided about a pair, and go on to the next."""
    form, queue = JudgeForm(request.POST), queue_of(request.POST)
    judgement = get_object_or_404(Judgement.objects.select_related("left", "right"), pk=pk)
    if form.is_valid():
        verdict, level = Verdict(form.cleaned_data["verdict"]), Level(form.cleaned_data["level"])
        try:
            actions.judge(by=request.user, judgement=judgement, verdict=verdict, level=level, now=timezone.now())
        except actions.NotPossible as problem:
            messages.warning(request, _meanwhile(judgement, problem))
    else:
        messages.error(request, _("Nothing was decided: the page sent no answer that is known."))
    return redirect(reverse("desk:pairs") + queue.address())


def _meanwhile(judgement: Judgement, problem: actions.NotPossible) -> str:
    """Say that a decision came too late, and whose came first."""
    first = queries.meanwhile(judgement)
    if first is None:
        return _(str(problem))
    said = {"who": f"\u2068{first.by}\u2069", "verdict": first.get_verdict_display(), "level": first.get_level_display()}
    return _("%(who)s decided first: %(verdict)s (%(level)s). Your answer was not kept.") % said


@require_POST
@needs("catalog.change_judgement")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, and return to where it was seen."""
    try:
        actions.undo_judgement(by=request.user, judgement=get_object_or_404(Judgement, pk=pk), now=timezone.now())
        messages.success(request, _("Taken back; the rules decide again."))
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
    back, record = request.POST.get("back"), request.POST.get("record", "")
    if back == "decisions":
        return redirect("desk:decisions")
    if back == "record" and record.isdecimal() and record.isascii():
        return redirect("desk:record", int(record))
    return redirect(reverse("desk:pairs") + queue_of(request.POST).address())


@require_safe
@needs("catalog.change_judgement")
def decisions(request: HttpRequest) -> HttpResponse:
    """List what people decided, to be taken back any time."""
    form = DecisionsForm(request.GET or None, people=queries.deciders())
    rows = queries.decisions()
    if form.is_valid():
        given = form.cleaned_data
        rows = queries.of_period(
            rows,
            person=given["by"] and given["by"].pk,
            begin=given["begin"],
            end=given["end"],
            zone=timezone.get_current_timezone(),
        )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request, "desk/decisions.html", {"form": form, "page": page, "decided": queries.pairs(list(page)), "door": "pairs"}
    )
