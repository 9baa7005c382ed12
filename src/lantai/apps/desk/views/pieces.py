"""Copies: the desk's door to them, those of an edition, one with its history, and labels."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.pieces import LabelsForm, PieceForm
from lantai.apps.desk.queries import pieces as queries
from lantai.catalog import pieces, shelving
from lantai.catalog.actions import NotPossible
from lantai.catalog.pieces import Piece

from .guard import needs


@require_safe
@needs("catalog.view_item")
def copies(request: HttpRequest) -> HttpResponse:
    """Find a copy by its barcode, and lead to everything that is done with copies."""
    barcode = request.GET.get("barcode", "").strip()[:80].replace("\0", "")
    found = pieces.with_barcodes([barcode]).get(barcode, []) if barcode else []
    if len(found) == 1:
        return redirect("desk:piece", found[0].instance, found[0].token)
    return render(request, "desk/copies.html", {"barcode": barcode, "found": found, "door": "copies"})


@require_safe
@needs("catalog.view_item")
def of_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """List the copies of an edition."""
    return render(request, "desk/edition_copies.html", {"page": _copies(pk), "door": "copies"})


def _copies(pk: int) -> queries.Copies:
    found = queries.copies(pk)
    if found is None:
        raise Http404
    return found


def _piece(page: queries.Copies, name: str) -> Piece:
    piece = next((piece for piece in page.pieces if piece.token == name), None)
    if piece is None:
        raise Http404
    return piece


@needs("catalog.change_item")
def piece(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show a copy with its history, and take what staff say of it."""
    page = _copies(pk)
    found = _piece(page, name)
    form = PieceForm(request.POST or None, piece=found, language=get_language() or "en", place=page.place(found))
    if request.method == "POST" and form.is_valid():
        try:
            shelving.change_piece(by=request.user, piece=found, said=form.said, now=timezone.now())
            messages.success(request, _("Saved. What was received stays as it is."))
            return redirect("desk:piece", pk, name)
        except NotPossible as problem:
            form.add_error(None, _(str(problem)))
    context: dict[str, Any] = {"page": page, "piece": found, "form": form, "moments": queries.moments(found), "door": "copies"}
    return render(request, "desk/piece.html", context)


@needs("catalog.add_item")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a copy to an edition."""
    page = _copies(pk)
    anchor = next((piece.anchor for piece in page.pieces), None) or queries.first_record(pk)
    if anchor is None:
        raise Http404
    form = PieceForm(request.POST or None, piece=None, language=get_language() or "en")
    if request.method == "POST" and form.is_valid():
        try:
            key = shelving.add_piece(by=request.user, record=anchor, said=form.said, now=timezone.now())
            messages.success(request, _("The copy is added."))
            return redirect("desk:piece", pk, pieces.token(key))
        except NotPossible as problem:
            form.add_error(None, _(str(problem)))
    return render(request, "desk/piece_add.html", {"page": page, "form": form, "door": "copies"})


@require_POST
@needs("catalog.change_item")
def back(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Let an earlier word about a copy stand again: that of the version sent, else what was received."""
    found = _piece(_copies(pk), name)
    wanted = request.POST.get("version", "")
    versions = {str(moment.version.record.pk): moment.version.holding for moment in queries.moments(found)}
    try:
        shelving.take_back(by=request.user, piece=found, to=versions.get(wanted), now=timezone.now())
        messages.success(request, _("Taken back."))
    except NotPossible as problem:
        messages.error(request, _(str(problem)))
    if pieces.find(pk, name) is None:
        return redirect("desk:edition_copies", pk)
    return redirect("desk:piece", pk, name)


@require_safe
@needs("catalog.view_item")
def labels(request: HttpRequest) -> HttpResponse:
    """Draw labels for barcodes, to be printed by the browser."""
    form = LabelsForm(request.GET if "sheet" in request.GET else None, initial={"barcodes": request.GET.get("barcodes", "")})
    context: dict[str, Any] = {"form": form, "door": "copies"}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        address = request.build_absolute_uri(reverse("discovery:home")).rstrip("/") if given["qr"] else ""
        made, missing = queries.labels(given["barcodes"], address=address)
        context |= {"labels": made, "missing": missing, "sheet": given["sheet"], "skipped": range(given["start"] - 1)}
    return render(request, "desk/labels.html", context)
