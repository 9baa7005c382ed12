"""Rows of every sort added, changed and taken out, by one form each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantai.apps.agreements import actions
from lantai.apps.agreements.errors import InUse
from lantai.apps.agreements.forms.kept import KeptForm
from lantai.apps.agreements.kinds import SORTS, Sort
from lantai.apps.agreements.queries import pages
from lantai.infra.audit import subject_of
from lantai.infra.lists import address

from .guard import changes


def _sort(name: str) -> Sort:
    if name not in SORTS:
        raise Http404
    return SORTS[name]


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def add(request: HttpRequest, sort: str, parent: int = 0) -> HttpResponse:
    """Add a row, to what it hangs on."""
    kind = _sort(sort)
    if (kind.parent is None) != (parent == 0):
        raise Http404
    held = {kind.parent[0]: get_object_or_404(kind.parent[1], pk=parent)} if kind.parent else {}
    row = kind.model(**held)
    form = kind.form(request.POST or None, instance=row)
    made = _kept(request, row=kind.model(**held), form=form)
    if made is not None:
        messages.success(request, _("Added."))
        return redirect(kind.home(made))
    return render(
        request, "agreements/edit.html", {"form": form, "kind": kind, "on": next(iter(held.values()), None), "door": kind.door}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def change(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """Change a row; below the form stands what it was before."""
    kind = _sort(sort)
    row = get_object_or_404(kind.model, pk=pk)
    form = kind.form(request.POST or None, instance=get_object_or_404(kind.model, pk=pk))
    if _kept(request, row=row, form=form) is not None:
        messages.success(request, _("Saved. What it was before stays in the history."))
        return redirect(kind.home(row))
    context = {
        "form": form,
        "kind": kind,
        "row": row,
        "sort": sort,
        "history": pages.history(subject=subject_of(row)),
        "door": kind.door,
    }
    return render(request, "agreements/edit.html", context)


def _kept(request: HttpRequest, *, row: object, form: KeptForm) -> object | None:
    """Keep what a valid form says; None, with the errors in the form, where that cannot be."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return actions.keep(by=request.user, row=row, said=form.said, why=form.reason, now=timezone.now())
    except ValidationError as problem:
        told = problem.message_dict if hasattr(problem, "error_dict") else {None: problem.messages}
        for name, said in told.items():
            form.add_error(name if name in form.fields else None, said)
        return None


@require_POST
@changes
def drop(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """Take a row out that nothing needs."""
    kind = _sort(sort)
    row = get_object_or_404(kind.model, pk=pk)
    home = kind.home(row)
    try:
        actions.drop(by=request.user, row=row, why=request.POST.get("why", "")[:2_000], now=timezone.now())
        messages.success(request, _("Taken out. Its last values stay in the history."))
    except InUse as problem:
        messages.error(request, str(problem))
        return redirect("agreements:change", sort, pk)
    gone = home.rstrip("/").endswith(f"/{pk}") and kind.parent is None
    return redirect(address("agreements.agreements") if gone else home)
