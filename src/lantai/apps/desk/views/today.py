"""The first page of the desk: what waits today; and what needs attention this week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantai.apps.desk import listings
from lantai.apps.desk.queries import lists  # noqa: F401 (its lists are known once it is imported)
from lantai.apps.desk.queries import today as queries
from lantai.infra import attention, panels

from .guard import needs


@require_safe
@needs("catalog.view_harvest")
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits, what other areas say waits, and the lists that this person saved or others share."""
    context = {
        "waiting": queries.waiting(allowed=request.user.has_perm, now=timezone.now()),
        "panels": panels.drawn("desk.today", request, None),
        "views": listings.saved(request.user),
        "latest": queries.latest_imports(),
        "door": "today",
    }
    return render(request, "desk/today.html", context)


@require_safe
@needs("catalog.view_harvest")
def week(request: HttpRequest) -> HttpResponse:
    """Show what areas say is due within a week or overdue, and what else needs attention, whatever its day."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = attention.needed(allowed=request.user.has_perm, now=now, today=today)
    return render(request, "desk/week.html", {"days": queries.by_day(found, today), "today": today, "door": "week"})
