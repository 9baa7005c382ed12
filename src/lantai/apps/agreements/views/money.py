"""Funds, costs and how they are shared out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantai.apps.agreements import actions, queries
from lantai.apps.agreements.errors import Refused, Unsuitable
from lantai.apps.agreements.forms.money import AllocationForm, CostForm
from lantai.apps.agreements.models import Agreement, Cost, Fund
from lantai.apps.agreements.queries import pages
from lantai.infra.audit import subject_of

from .guard import PAGE_SIZE, changes, sees


@require_safe
@sees
def funds(request: HttpRequest) -> HttpResponse:
    """Show funds with budget, commitment and what is spent; of all years where that is asked."""
    whole = request.GET.get("all") == "1"
    years = queries.fund_years(on=None if whole else localdate())
    shown = {year.fund.pk for year in years}
    context = {"years": years, "without": Fund.objects.exclude(pk__in=shown), "all": whole, "door": "funds"}
    return render(request, "agreements/funds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def cost_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a cost to an agreement."""
    held = get_object_or_404(Agreement, pk=pk)
    form = CostForm(request.POST or None, instance=Cost(agreement=held))
    if _kept(request, Cost(agreement=held), form):
        messages.success(request, _("Added."))
        return redirect("agreements:agreement", pk)
    return render(request, "agreements/cost.html", {"form": form, "on": held, "door": "agreements"})


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def cost(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a cost; below the form stand its versions of being shared out, and what it was before."""
    row = get_object_or_404(Cost.objects.select_related("agreement"), pk=pk)
    form = CostForm(request.POST or None, instance=get_object_or_404(Cost, pk=pk))
    if _kept(request, row, form):
        messages.success(request, _("Saved. What it was before stays in the history."))
        return redirect("agreements:agreement", row.agreement_id)
    context = {
        "form": form,
        "row": row,
        "on": row.agreement,
        "history": pages.history(subject=subject_of(row)),
        "door": "agreements",
    }
    return render(request, "agreements/cost.html", context)


def _kept(request: HttpRequest, row: Cost, form: CostForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        actions.keep_cost(
            by=request.user, cost=row, said=form.said, funds=given["funds"], rate=form.exchange,
            together=given["together"], why=form.reason, now=timezone.now(),
        )  # fmt: skip
    except Unsuitable as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
    except ValidationError as problem:
        form.add_error(None, problem.messages)
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
@sees
def allocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a cost is shared out, and share it out anew."""
    row = get_object_or_404(Cost.objects.select_related("agreement"), pk=pk)
    form = AllocationForm(request.POST or None, cost=row)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.allocate(by=request.user, cost=row, method=given["method"], parts=given["parts"], now=timezone.now())
            messages.success(request, _("Shared out, to the cent."))
            return redirect("agreements:allocation", pk)
        except Refused as problem:
            form.add_error(None, str(problem))
    versions = list(row.allocations.select_related("by"))
    asked = request.GET.get("version", "")
    chosen = next((v for v in versions if str(v.version) == asked), versions[0] if versions else None)
    parts = chosen.parts.select_related("package_title") if chosen else ()
    page = Paginator(parts, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"row": row, "form": form, "versions": versions, "chosen": chosen, "page": page, "door": "agreements"}
    return render(request, "agreements/allocation.html", context)
