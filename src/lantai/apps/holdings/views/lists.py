"""Lists of titles: sent, looked at with what they would change, applied or left."""

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.holdings import actions
from lantai.apps.holdings.forms import ListForm
from lantai.apps.holdings.labels import RULES
from lantai.apps.holdings.models import Outcome, Package, Run, RunRow
from lantai.catalog.actions import NotPossible

PAGE_SIZE = 50


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("holdings.add_run", raise_exception=True)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a list for a package."""
    package = get_object_or_404(Package, pk=pk)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, mapping = form.cleaned_data["file"], form.said
        run = actions.receive(
            by=request.user, package=package, name=file.name or "list", pieces=file.chunks(), mapping=mapping, now=timezone.now()
        )
        return redirect("holdings:list", run.pk)
    return render(
        request, "holdings/send.html", {"form": form, "package": package, "door": "packages"}, status=400 if form.errors else 200
    )


@require_safe
@login_required
@permission_required("holdings.view_run", raise_exception=True)
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a list says and would change, or changed."""
    run = get_object_or_404(Run.objects.select_related("package", "by"), pk=pk)
    rows = Paginator(run.rows.filter(outcome=Outcome.REFUSED).order_by("number"), PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = run.rows.filter(outcome=Outcome.QUEUED).order_by("number")
    context = {
        "run": run,
        "rows": rows,
        "waiting": waiting[:PAGE_SIZE],
        "more_waiting": max(0, waiting.count() - PAGE_SIZE),
        "guarded": actions.is_guarded(run),
        "held": actions.held_by(run),
        "notes": [(RULES.get(rule, rule), count) for rule, count in sorted(run.notes.items(), key=lambda each: -each[1])],
        "error": _(run.error).format(**run.error_values) if run.error else "",
        "door": "packages",
    }
    return render(request, "holdings/list.html", context)


@require_POST
@login_required
@permission_required("holdings.change_run", raise_exception=True)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply a checked list, or leave it."""
    run = get_object_or_404(Run, pk=pk)
    try:
        if request.POST.get("what") == "drop":
            actions.drop(by=request.user, run=run, now=timezone.now())
        else:
            actions.apply(by=request.user, run=run, confirmed=request.POST.get("confirmed") == "1", now=timezone.now())
    except NotPossible as problem:
        messages.warning(request, _(str(problem)).format(gone=run.gone, held=actions.held_by(run)))
    return redirect("holdings:list", pk)


@require_safe
@login_required
@permission_required("holdings.view_run", raise_exception=True)
def refused(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Send the refused rows of a list as a table."""
    run = get_object_or_404(Run, pk=pk)
    response = StreamingHttpResponse(_table(run), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="refused-{run.pk}.csv"'
    return response


def _table(run: Run) -> Iterator[str]:
    out = csv.writer(_Echo())
    yield "\ufeff" + out.writerow(["row", "column", "value", "rule", "why", "raw"])
    for row in RunRow.objects.filter(run=run, outcome=Outcome.REFUSED).order_by("number").iterator():
        yield out.writerow([row.number, row.column, *map(_neutral, (row.value, row.rule, str(RULES.get(row.rule, "")), row.raw))])


def _neutral(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
