"""The first page of the desk: what waits today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantai.apps.desk import listings
from lantai.apps.desk.queries import lists  # noqa: F401 (its lists are known once it is imported)
from lantai.apps.desk.queries import today as queries
from lantai.infra import panels

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
