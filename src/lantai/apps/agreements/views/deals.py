"""Agreements: one with its whole life, its moves, its rights that remain, what must be renewed soon."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.agreements import actions, queries
from lantai.apps.agreements.errors import Refused
from lantai.apps.agreements.fetching import client
from lantai.apps.agreements.forms.moves import DocumentForm, MoveForm
from lantai.apps.agreements.models import Agreement, Stage
from lantai.apps.agreements.queries import pages
from lantai.infra.workflow import MoveNotAllowed

from .guard import PAGE_SIZE, changes, sees


@require_safe
@sees
def renewals(request: HttpRequest) -> HttpResponse:
    """Show what must be renewed or cancelled in the coming days."""
    context = {"rows": queries.due_soon(today=localdate()), "days": queries.days.AHEAD.days, "door": "renewals"}
    return render(request, "agreements/renewals.html", context)


@require_safe
@sees
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one agreement: what it gives, when, on which terms, at what cost, what was changed, and where it may go."""
    row = get_object_or_404(Agreement.objects.select_related("vendor", "license", "owner"), pk=pk)
    return render(request, "agreements/agreement.html", _context(row))


def _context(row: Agreement, **more: object) -> dict[str, object]:
    today, periods = localdate(), list(row.periods.all())
    costs = list(pages.costs(row))
    return {
        "row": row,
        "periods": [(period, queries.deadline_of(period)) for period in periods],
        "line": pages.time_line(row, periods, today=today),
        "entitlements": row.entitlements.select_related("package", "package_title__package"),
        "terms": queries.effective([row.license])[row.license.pk].values() if row.license else (),
        "costs": [(cost, next(iter(cost.allocations.all()), None)) for cost in costs],
        "years": queries.by_year(row),
        "members": row.members.all(),
        "documents": row.documents.select_related("by"),
        "rights": row.rights.select_related("package_title", "platform")[:PAGE_SIZE],
        "rights_count": row.rights.count(),
        "history": pages.history(agreement=row),
        "ways": pages.ways(row, today=today),
        "move": MoveForm(),
        "papers": DocumentForm(),
        "door": "agreements",
    } | more


@require_POST
@changes
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an agreement to another stage."""
    row, form = get_object_or_404(Agreement, pk=pk), MoveForm(request.POST)
    if not form.is_valid():
        return render(request, "agreements/agreement.html", _context(row, move=form), status=400)
    given = form.cleaned_data
    try:
        actions.move(
            by=request.user, agreement=row, to=Stage(given["to"]), why=given["why"], ends_on=given["ends_on"], now=timezone.now()
        )
        messages.success(request, _("Moved."))
    except (MoveNotAllowed, Refused) as problem:
        form.add_error(None, str(problem))
        return render(request, "agreements/agreement.html", _context(row, move=form), status=409)
    return redirect("agreements:agreement", pk)


@require_POST
@changes
def test_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the test link of an agreement now, or keep that somebody did, in their words."""
    row, why, problem = get_object_or_404(Agreement, pk=pk), request.POST.get("why", "").strip()[:2_000], ""
    try:
        if why:
            actions.vouch_for_link(by=request.user, agreement=row, why=why, now=timezone.now())
            messages.success(request, _("Kept, with what you say."))
            return redirect("agreements:agreement", pk)
        problem = actions.test_link(by=request.user, agreement=row, client=client(), now=timezone.now())
    except Refused as refused:
        problem = str(refused)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The test link opens."))
    return redirect("agreements:agreement", pk)


@require_POST
@changes
def rights(request: HttpRequest, pk: int) -> HttpResponse:
    """Work out what stays readable after an agreement."""
    row = get_object_or_404(Agreement, pk=pk)
    actions.work_out_rights(by=request.user, agreement=row, now=timezone.now())
    return redirect("agreements:remaining", pk)


@require_safe
@sees
def remaining(request: HttpRequest, pk: int) -> HttpResponse:
    """List the titles that stay readable after an agreement, with their years and platforms."""
    row = get_object_or_404(Agreement, pk=pk)
    rows = row.rights.select_related("package_title", "platform")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "agreements/remaining.html", {"row": row, "page": page, "door": "agreements"})
