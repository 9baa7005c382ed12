"""Harvests: what is set up, each with its runs; setting up, beginning, and profiles of what is wanted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.harvests import PlanForm, ProfileForm
from lantai.catalog import actions, harvest_actions, harvest_queries
from lantai.catalog.models import Harvest, HarvestPlan, SelectionProfile

from .guard import needs


@require_safe
@needs("catalog.view_harvestplan")
def harvests(request: HttpRequest) -> HttpResponse:
    """List what is set up, with the last run of each, and the profiles."""
    context = {
        "rows": harvest_queries.plans(),
        "profiles": SelectionProfile.objects.order_by("name"),
        "door": "imports",
        "room": "harvests",
    }
    return render(request, "desk/harvests.html", context)


@require_safe
@needs("catalog.view_harvestplan")
def harvest(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a harvest and its last runs."""
    plan = get_object_or_404(HarvestPlan.objects.select_related("source", "selection"), pk=pk)
    runs = harvest_queries.runs(plan)
    context = {
        "plan": plan,
        "address": harvest_queries.shown_address(plan.address),
        "about": harvest_queries.about(plan),
        "runs": runs,
        "last": runs[0] if runs else None,
        "compared": harvest_queries.comparison(runs),
        "door": "imports",
        "room": "harvests",
    }
    return render(request, "desk/harvest.html", context)


@needs("catalog.add_harvestplan")
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set a harvest up, or change it."""
    plan = get_object_or_404(HarvestPlan.objects.select_related("source"), pk=pk) if pk else None
    form = PlanForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            source = form.cleaned_data["source"]
            kept = harvest_actions.save_plan(by=request.user, plan=form.filled(), source=source, now=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("The harvest is kept."))
            return redirect("desk:harvest", kept.pk)
    return render(request, "desk/harvest_edit.html", {"form": form, "plan": plan, "door": "imports", "room": "harvests"})


@require_POST
@needs("catalog.add_harvest")
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a harvest now, or let it go on where it stopped."""
    plan = get_object_or_404(HarvestPlan, pk=pk)
    try:
        run = harvest_actions.begin(by=request.user, plan=plan, now=timezone.now())
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
        return redirect("desk:harvest", pk)
    return redirect("desk:run", run.pk)


@require_POST
@needs("catalog.change_sourcerecord")
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw, or keep, what a server's list lacked when a run compared it and held back."""
    held = get_object_or_404(Harvest.objects.select_related("plan"), pk=pk, plan__isnull=False)
    now = timezone.now()
    try:
        if request.POST.get("do") == "withdraw":
            run = harvest_actions.withdraw_missing(by=request.user, held=held, now=now)
            return redirect("desk:run", run.pk)
        harvest_actions.keep_missing(by=request.user, held=held, now=now)
        messages.success(request, _("They stay."))
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:harvest", held.plan_id)


@needs("catalog.add_harvestplan")
def profile(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Say what is wanted, or change it."""
    row = get_object_or_404(SelectionProfile, pk=pk) if pk else None
    form = ProfileForm(request.POST or None, profile=row)
    if request.method == "POST" and form.is_valid():
        kept = row or SelectionProfile()
        kept.name, kept.said = form.cleaned_data["name"], form.cleaned_data["institutions"]
        try:
            harvest_actions.save_profile(by=request.user, profile=kept, wanted=form.wanted(), now=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("The profile is kept."))
            return redirect("desk:harvests")
    return render(request, "desk/harvest_profile.html", {"form": form, "profile": row, "door": "imports", "room": "harvests"})
