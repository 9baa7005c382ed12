"""Staff's lists: narrowed, with the columns somebody wants, as files, and with the history of a row."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk import listings, sheets
from lantai.apps.desk.queries import rows as queries
from lantai.infra import lists
from lantai.infra.lists import Narrowing, StaffList
from lantai.people import auditing

from .guard import PAGE_SIZE, attached, needs

SIZES = (50, 100, 200)
MOST_BESIDE = 6
"""Rows that fit beside each other on a page."""


def listed(request: HttpRequest, name: str) -> StaffList:
    """Return a list that this person may see, for the views of this area."""
    made = lists.called(name)
    if made is None:
        raise Http404
    if not request.user.has_perm(made.permission):
        raise PermissionDenied(made.permission)
    return made


@require_safe
@needs("catalog.view_harvest")
def index(request: HttpRequest) -> HttpResponse:
    """Show which lists there are, with how many rows each has."""
    made = [(each, each.rows().count()) for each in lists.known(allowed=request.user.has_perm)]
    return render(request, "desk/rows_index.html", {"lists": made, "door": "lists"})


@require_safe
@needs("catalog.view_harvest")
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """Show a list, narrowed and ordered as its address says."""
    made = listed(request, name)
    narrowing = Narrowing(made, request.GET)
    size = next((n for n in SIZES if str(n) == request.GET.get("size")), PAGE_SIZE)
    filters = queries.filters(narrowing)
    context: dict[str, Any] = {
        "list": made,
        "narrowing": narrowing,
        "page": Paginator(narrowing.rows(), size).get_page(request.GET.get("page")),
        "size": size,
        "sizes": SIZES,
        "filters": filters,
        "active": [each for each in filters if each.active],
        "query": narrowing.query().urlencode(),
        "views": listings.saved_of(request.user, made),
        "may_change": made.may_change(request.user),
        "may_choose": made.may_change(request.user) or made.beside is not None,
        "fresh": made.fresh() if made.fresh else "",
        "door": made.door or "lists",
    }
    return render(request, "desk/rows.html", context)


@require_POST
@needs("catalog.view_harvest")
def beside(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to the page that sets the chosen rows beside each other."""
    made = listed(request, name)
    if made.beside is None:
        raise Http404
    chosen = [("row", pk) for pk in request.POST.getlist("row") if pk.isdecimal()][:MOST_BESIDE]
    if not chosen:
        messages.error(request, _("Nothing was chosen."))
        return redirect("desk:rows", name)
    return redirect(f"{made.beside()}?{urlencode(chosen)}")


@require_safe
@needs("catalog.view_harvest")
def table(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """Send the list, as it is narrowed and with its chosen columns, as a file for a spreadsheet."""
    made = listed(request, name)
    narrowing = Narrowing(made, request.GET)
    found = narrowing.rows()
    if suffix == "csv":
        lines = sheets.csv_of(narrowing.columns, found.iterator(chunk_size=1_000))
        return attached(StreamingHttpResponse(lines), f"{name}.csv", "text/csv; charset=utf-8")
    if found.count() > sheets.MOST_WORKBOOK:
        said = _("A workbook takes at most %(n)d rows. Narrow the list, or take CSV.") % {"n": sheets.MOST_WORKBOOK}
        return HttpResponse(said, status=413, content_type="text/plain; charset=utf-8")
    book = sheets.workbook_of(narrowing.columns, found.iterator(chunk_size=1_000), made.label)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=kind)


@require_safe
@needs("catalog.view_harvest")
def history(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Show what happened to one row, by whom."""
    made = listed(request, name)
    found = queries.history(made, pk) if pk < 2**63 else None
    if found is None:
        raise Http404
    changes = [(change, queries.cells(made, change)) for change in found.changes]
    entries = auditing.rows(list(found.entries))
    context = {"list": made, "row": found.row, "changes": changes, "entries": entries, "door": made.door or "lists"}
    return render(request, "desk/rows_history.html", context)
