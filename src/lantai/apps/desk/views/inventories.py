"""Inventories: a place looked through with a scanner, over hours or days."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.queries import inventories as queries
from lantai.catalog import stocktaking
from lantai.catalog.actions import NotPossible
from lantai.catalog.inventories import Inventory
from lantai.catalog.locations import Location

from .guard import PAGE_SIZE, attached, needs

MOST_TEXT = 2_000_000


@require_safe
@needs("catalog.view_inventory")
def inventories(request: HttpRequest) -> HttpResponse:
    """List inventories, and let one begin."""
    page = Paginator(queries.inventories(), PAGE_SIZE).get_page(request.GET.get("page"))
    locations = Location.objects.filter(closed=False)
    return render(request, "desk/inventories.html", {"page": page, "locations": locations, "door": "copies"})


@require_POST
@needs("catalog.add_inventory")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to look through a place, or go on."""
    wanted = request.POST.get("location", "")
    location = Location.objects.filter(pk=int(wanted)).first() if wanted.isascii() and wanted.isdecimal() else None
    if location is None:
        messages.error(request, _("Choose the location."))
        return redirect("desk:inventories")
    return redirect("desk:inventory", stocktaking.begin_inventory(by=request.user, location=location, now=timezone.now()).pk)


@require_safe
@needs("catalog.view_inventory")
def inventory(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an inventory has found so far."""
    found = queries.result(get_object_or_404(queries.inventories(), pk=pk))
    page = Paginator(found.amiss, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "result": found,
        "inventory": found.inventory,
        "page": page,
        "missing": found.missing[: PAGE_SIZE * 4],
        "door": "copies",
    }
    return render(request, "desk/inventory.html", context)


@require_POST
@needs("catalog.add_inventoryscan")
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Note barcodes that were scanned or pasted, one a line."""
    text = request.POST.get("barcodes", "")[:MOST_TEXT].replace("\0", "")
    codes = [code for line in text.splitlines() if (code := line.strip())]
    try:
        new = stocktaking.scan(by=request.user, inventory=get_object_or_404(Inventory, pk=pk), barcodes=codes, now=timezone.now())
        messages.success(request, ngettext("%(n)d barcode was noted.", "%(n)d barcodes were noted.", new) % {"n": new})
    except NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:inventory", pk)


@require_POST
@needs("catalog.add_inventoryscan")
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a barcode out that was scanned by mistake."""
    found = get_object_or_404(Inventory, pk=pk)
    try:
        stocktaking.forget_scan(by=request.user, inventory=found, barcode=request.POST.get("barcode", ""), now=timezone.now())
    except NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:inventory", pk)


@require_POST
@needs("catalog.change_inventory")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an inventory."""
    stocktaking.close_inventory(by=request.user, inventory=get_object_or_404(Inventory, pk=pk), now=timezone.now())
    messages.success(request, _("The inventory is closed; its list can still be looked at."))
    return redirect("desk:inventory", pk)


@require_safe
@needs("catalog.view_inventory")
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Send all of it as a table."""
    found = get_object_or_404(Inventory.objects.select_related("location"), pk=pk)
    return attached(StreamingHttpResponse(queries.table(found)), f"inventory-{pk}.csv", "text/csv; charset=utf-8")
