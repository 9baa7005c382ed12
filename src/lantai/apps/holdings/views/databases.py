"""The readers' list of databases from A to Z, a page for each, and the way out to it."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from lantai.apps.holdings import actions
from lantai.apps.holdings.az import asking
from lantai.apps.holdings.az import databases as queries
from lantai.infra import panels

from .journals import kept

ROBOTS = re.compile(r"bot\b|crawl|spider|slurp|monitor|preview|python|curl|wget", re.IGNORECASE)
"""What programs call themselves that are no readers."""


@require_safe
@conditional_page
def databases(request: HttpRequest) -> HttpResponse:
    """Show the databases that readers have today, narrowed."""
    asked, lang = asking.of_databases(request.GET), get_language() or "en"
    found = queries.databases(asked, on=timezone.localdate(), lang=lang)
    rows = [row.database for row in found.rows]
    context = {
        "found": found,
        "asked": asked,
        "languages": queries.language_order(found.languages, lang),
        "drawn": panels.drawn_on_rows("database.row", request, rows),
        "actions": panels.drawn_on_rows("database.row.actions", request, rows),
        "door": "databases",
    }
    return kept(render(request, "holdings/databases.html", context))


@require_safe
def database(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one database."""
    found = queries.database(pk, on=timezone.localdate(), lang=get_language() or "en") if pk < 2**63 else None
    if found is None:
        raise Http404
    drawn = panels.drawn_on_rows("database.row", request, [found.database])
    context = {
        "row": found,
        "database": found.database,
        "drawn": drawn,
        "actions": panels.drawn("database.actions", request, found.database),
        "panels": panels.drawn("database.body", request, found.database),
        "door": "databases",
    }
    return render(request, "holdings/database.html", context)


@require_safe
def open_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead a reader to a database and count that one was opened; programs that look ahead are led there and not counted."""
    found = queries.database(pk, on=timezone.localdate(), lang=get_language() or "en") if pk < 2**63 else None
    if found is None or not found.database.address:
        raise Http404
    ahead = "prefetch" in f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    if request.method == "GET" and not ahead and not ROBOTS.search(request.headers.get("User-Agent", "")):
        actions.count_opening(database=found.database, now=timezone.now())
    response = redirect(found.database.address)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
