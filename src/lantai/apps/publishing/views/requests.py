"""An author's own requests: begun, changed, handed in, withdrawn. Nobody else's are found here."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.publishing import actions
from lantai.apps.publishing.forms.requests import RequestForm
from lantai.apps.publishing.life import BY_AUTHOR, EDITABLE, MOVES
from lantai.apps.publishing.models import ChargeRequest
from lantai.apps.publishing.queries import places
from lantai.apps.publishing.queries import requests as queries
from lantai.infra.workflow import MoveNotAllowed
from lantai.people.gate import signed_in

PREFILLED = ("journal", "issn", "publisher", "type", "agreement", "at", "currency")


@require_safe
@never_cache
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """List an author's requests."""
    return render(request, "publishing/own.html", {"rows": queries.own(request.user), "door": "publish"})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def new_request(request: HttpRequest) -> HttpResponse:
    """Begin a request; the page that answered an author says what it is about."""
    place = places.own()
    first = {"at": place.name if place else ""} | {name: request.GET[name] for name in PREFILLED if request.GET.get(name)}
    form = RequestForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: actions.make_request(by=request.user, said=form.said, now=timezone.now()))
        if made is not None:
            messages.success(request, _("Kept as a draft. The library sees it once you hand it in."))
            return redirect("publishing:own_request", made.pk)
    return render(request, "publishing/request_form.html", {"form": form, "door": "publish"}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def change_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what one said."""
    row = _own(request, pk)
    form = RequestForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        change = _tried(form, lambda: actions.change_request(by=request.user, request=row, said=form.said, now=timezone.now()))
        if change is not None:
            messages.success(request, _("Saved."))
            return redirect("publishing:own_request", pk)
    context = {"form": form, "row": row, "door": "publish"}
    return render(request, "publishing/request_form.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
@signed_in
def own_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's own request, and what became of it."""
    row = _own(request, pk)
    ways = [state for state in MOVES[row.state] if state in BY_AUTHOR]
    context = {
        "row": row,
        "changes": row.changes.all(),
        "ways": sorted(ways),
        "can_change": row.state in EDITABLE,
        "door": "publish",
    }
    return render(request, "publishing/own_request.html", context)


@require_POST
@signed_in
def own_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in or withdraw one's own request."""
    row = _own(request, pk)
    try:
        note = request.POST.get("note", "")[:2_000]
        actions.move_own(by=request.user, request=row, to=request.POST.get("to", ""), note=note, now=timezone.now())
        messages.success(
            request, _("Done. The library sees it from now on.") if request.POST.get("to") == "submitted" else _("Done.")
        )
    except MoveNotAllowed:
        messages.error(request, _("That is not possible any more: the request stands otherwise now."))
    return redirect("publishing:own_request", pk)


def _own(request: HttpRequest, pk: int) -> ChargeRequest:
    return get_object_or_404(queries.own(request.user), pk=min(pk, 2**62))


def _tried(form: Any, do: Any) -> Any:
    """Do it, or put what was wrong into the form and return None."""
    try:
        return do()
    except ValidationError as problem:
        told = problem.message_dict if hasattr(problem, "error_dict") else {None: problem.messages}
        for name, said in told.items():
            form.add_error(name if name in form.fields else None, said)
        return None
