"""Many rows of a staff list changed at once: from a form or a file to a proposal, which is looked at, done, and taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk import changing, sheets
from lantai.apps.desk.forms.rows import Choosing, SheetForm
from lantai.apps.desk.models import RowOutcome, RowsRun
from lantai.apps.desk.queries import rows as queries
from lantai.infra.lists import StaffList

from .guard import PAGE_SIZE, attached, needs
from .rows import listed


def _changeable(request: HttpRequest, name: str) -> StaffList:
    made = listed(request, name)
    if not made.may_change(request.user):
        raise PermissionDenied(made.change_permission)
    return made


@require_POST
@needs("catalog.view_harvest")
def change(request: HttpRequest, name: str) -> HttpResponse:
    """Take what is to become of the chosen rows, and propose it."""
    made = _changeable(request, name)
    choosing = Choosing(made, request.POST)
    count = choosing.rows.count()
    if not count:
        messages.error(request, _("Nothing was chosen."))
        return redirect("desk:rows", name)
    if "propose" in request.POST and choosing.asked and not choosing.problems:
        if count <= changing.MOST_ROWS:
            return _proposed(request, made, list(choosing.proposed()), choosing.said())
        messages.error(request, _("At most %(n)d rows are changed at once. Narrow the list.") % {"n": changing.MOST_ROWS})
    elif "propose" in request.POST and not choosing.asked:
        messages.error(request, _("Say what is to change."))
    context = {"list": made, "choosing": choosing, "count": count, "door": made.door or "lists"}
    return render(request, "desk/rows_change.html", context)


@needs("catalog.view_harvest")
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Take a list that was changed in a spreadsheet, and propose what differs."""
    made = _changeable(request, name)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = sheets.read(file, made)
        except sheets.NotASheet as problem:
            form.add_error("file", str(problem))
        else:
            if sheet.unknown:
                left = ", ".join(f"\u2068{heading}\u2069" for heading in sheet.unknown)
                messages.warning(
                    request, _("These columns are none of this list and were left alone: %(names)s") % {"names": left}
                )
            return _proposed(request, made, list(sheet.rows), _("From the file %(name)s") % {"name": file.name}, file.name)
    context = {"list": made, "form": form, "columns": made.editable, "door": made.door or "lists"}
    return render(request, "desk/rows_upload.html", context, status=400 if form.errors else 200)


def _proposed(request: HttpRequest, made: StaffList, rows: list[changing.Proposed], said: str, file: str = "") -> HttpResponse:
    run = changing.propose(by=request.user, made=made, rows=rows, said=said, now=timezone.now(), file_name=file)
    return redirect("desk:rows_run", made.name, run.pk)


@require_safe
@needs("catalog.view_harvest")
def runs(request: HttpRequest, name: str) -> HttpResponse:
    """List the changes of many rows of a list."""
    made = listed(request, name)
    page = Paginator(queries.runs(made), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/rows_runs.html", {"list": made, "page": page, "door": made.door or "lists"})


@require_safe
@needs("catalog.view_harvest")
def run(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Show what would become of each row, or what became of it."""
    made, found = _run(request, name, pk)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in RowOutcome.values else ""
    page = Paginator(queries.changes(found.run, outcome), PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "list": made,
        "found": found,
        "run": found.run,
        "page": page,
        "rows": [(change, queries.cells(made, change)) for change in page],
        "outcome": outcome,
        "outcomes": [(name, RowOutcome(name).label, n) for name, n in found.counts.items()],
        "untried": found.run.state == "proposed" and found.total > changing.MOST_TRIED,
        "tried": changing.MOST_TRIED,
        "may_change": made.may_change(request.user),
        "door": made.door or "lists",
    }
    return render(request, "desk/rows_run.html", context)


@require_safe
@needs("catalog.view_harvest")
def run_table(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Send what became of each cell as a file; ``outcome`` narrows it."""
    made, found = _run(request, name, pk)
    outcome = request.GET.get("outcome", "")
    heads = [_("Row"), _("Number"), _("Title"), _("Column"), _("Before"), _("After"), _("Outcome"), _("Rule")]
    lines = queries.table(made, found.run, heads, outcome if outcome in RowOutcome.values else "")
    return attached(StreamingHttpResponse(lines), f"{name}-{pk}.csv", "text/csv; charset=utf-8")


def _run(request: HttpRequest, name: str, pk: int) -> tuple[StaffList, queries.Run]:
    made = listed(request, name)
    found = queries.run(made, pk) if pk < 2**63 else None
    if found is None:
        raise Http404
    return made, found


@require_POST
@needs("catalog.view_harvest")
def act(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Start a proposal, throw it away, or take a finished run back."""
    made, found = _run(request, name, pk)
    run: RowsRun = found.run
    if "drop" in request.POST:
        changing.drop(by=request.user, run=run)
        return redirect("desk:rows", made.name)
    if "undo" in request.POST:
        changing.undo(by=request.user, run=run, now=timezone.now())
    else:
        changing.start(by=request.user, run=run, now=timezone.now())
    return redirect("desk:rows_run", made.name, pk)
