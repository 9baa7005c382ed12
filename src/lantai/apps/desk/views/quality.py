"""The work list of data quality: the rules, the records behind each, setting findings aside."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk import actions, found_table
from lantai.apps.desk.narrowing import Narrowing
from lantai.apps.desk.queries import checks

from .guard import PAGE_SIZE, attached, needs


@require_safe
@needs("catalog.view_harvest")
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules with what they found, and how far a round of checks has come."""
    rows = checks.overview(allowed=request.user.has_perm)
    context = {
        "levels": [
            (level, found)
            for level in checks.levels(rows)
            if (found := [r for r in rows if r.rule.level == level and r.standing])
        ],
        "fine": [row for row in rows if not row.standing],
        "under_way": checks.under_way(),
        "last": checks.last_finished(),
        "door": "quality",
    }
    return render(request, "desk/quality_round.html" if "part" in request.GET else "desk/quality.html", context)


@require_POST
@needs("desk.add_check")
def check(request: HttpRequest) -> HttpResponse:
    """Have the rules asked now."""
    actions.begin_check(by=request.user, whole=bool(request.POST.get("whole")), now=timezone.now())
    return redirect("desk:quality")


@require_safe
@needs("catalog.view_harvest")
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Show what one rule found, some at a time."""
    row = checks.rule_row(code, allowed=request.user.has_perm)
    if row is None:
        raise Http404
    form = Narrowing(request.GET)
    rows = checks.findings(code, state=form.state, chosen=form.chosen, new=form.only_new)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "form": form,
        "page": page,
        "rows": checks.titled(list(page)),
        "values": checks.values(code, state=form.state, chosen=form.chosen, new=form.only_new),
        "query": form.query,
        "last": checks.last_finished(),
        "door": "quality",
    }
    return render(request, "desk/rule.html", context)


@require_safe
@needs("catalog.view_harvest")
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Send the list as a file for a spreadsheet."""
    if checks.rule_row(code, allowed=request.user.has_perm) is None:
        raise Http404
    form = Narrowing(request.GET)
    rows = checks.findings(code, state=form.state, chosen=form.chosen, new=form.only_new)
    lines = found_table.lines(checks.every(rows), address=request.build_absolute_uri)
    return attached(StreamingHttpResponse(lines), f"{code}.csv", "text/csv; charset=utf-8")


@require_POST
@needs("desk.change_finding")
def aside(request: HttpRequest, code: str) -> HttpResponse:
    """Set the chosen findings aside, or take them up again; back to the same list."""
    form = Narrowing(request.POST)
    chosen = [int(pk) for pk in request.POST.getlist("finding") if pk.isdecimal() and len(pk) < 19]
    try:
        if "take_up" in request.POST:
            count = actions.take_up(by=request.user, findings=chosen, now=timezone.now())
            said = ngettext("%(n)d finding is on the list again.", "%(n)d findings are on the list again.", count)
        else:
            reason = request.POST.get("reason", "")
            count = actions.set_aside(by=request.user, findings=chosen, reason=reason, now=timezone.now())
            said = ngettext("%(n)d finding is set aside.", "%(n)d findings are set aside.", count)
        messages.success(request, said % {"n": count} if count else _("Nothing was chosen."))
    except ValidationError as problem:
        messages.error(request, problem.message)
    return redirect(f"{reverse('desk:rule', args=[code])}?{urlencode(form.query)}")
