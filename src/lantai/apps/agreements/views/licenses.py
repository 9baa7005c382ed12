"""A licence with its terms as they hold, its own terms changed, several beside each other; and a vendor. All of them are staff lists (lists)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantai.apps.agreements import actions, queries
from lantai.apps.agreements.forms.licenses import TermsForm
from lantai.apps.agreements.forms.moves import CompareForm
from lantai.apps.agreements.models import License, LicenseTerm, Vendor
from lantai.apps.agreements.queries import pages
from lantai.apps.agreements.queries.terms import plain
from lantai.apps.agreements.terms import Term
from lantai.infra.audit import subject_of

from .guard import changes, sees


@require_safe
@sees
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a licence: the terms that hold, where each comes from, and what readers are told."""
    row = get_object_or_404(License, pk=pk)
    holding = queries.effective([row])[row.pk]
    context = {
        "row": row,
        "terms": holding.values(),
        "readers": plain(holding),
        "chain": pages.chain(row)[1:],
        "amendments": row.amendments.all(),
        "agreements": row.agreements.select_related("vendor"),
        "history": pages.history(subject=subject_of(row)),
        "door": "licenses",
    }
    return render(request, "agreements/license.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a licence says of each term."""
    row = get_object_or_404(License, pk=pk)
    form = TermsForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and _keep_terms(request, row, form):
        messages.success(request, _("Saved. What it was before stays in the history."))
        return redirect("agreements:license", pk)
    return render(request, "agreements/terms.html", {"row": row, "form": form, "door": "licenses"})


def _keep_terms(request: HttpRequest, row: License, form: TermsForm) -> bool:
    now, why = timezone.now(), form.cleaned_data["why"]
    for term in Term:
        said, there = form.said(term), form.now.get(term)
        try:
            if said is not None:
                kept = there or LicenseTerm(license=row, name=term)
                actions.keep(by=request.user, row=kept, said=said, why=why, now=now)
            elif there is not None:
                actions.drop(by=request.user, row=there, why=why, now=now)
        except ValidationError as problem:
            form.add_error(None, [f"{term.label}: {said}" for said in problem.messages])
    return not form.errors


@require_safe
@sees
def compare(request: HttpRequest) -> HttpResponse:
    """Show the terms of several licences beside each other."""
    form = CompareForm(request.GET if "row" in request.GET else None)
    chosen = list(form.cleaned_data["row"]) if form.is_bound and form.is_valid() else []
    context = {"chosen": chosen, "rows": pages.compared(chosen), "form": form, "door": "licenses"}
    return render(request, "agreements/compare.html", context)


@require_safe
@sees
def vendor(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a vendor with contacts, platforms and agreements."""
    row = get_object_or_404(Vendor, pk=pk)
    context = {"row": row, "history": pages.history(subject=subject_of(row)), "door": "vendors"}
    return render(request, "agreements/vendor.html", context)
