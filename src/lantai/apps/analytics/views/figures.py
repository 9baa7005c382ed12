"""Finding an institution, its figures, and the same as a report to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from lantai.apps.analytics import drawn, words
from lantai.apps.analytics.choosing import Choice
from lantai.apps.analytics.models import MOST_PEERS
from lantai.apps.analytics.queries import choices
from lantai.apps.analytics.queries.figures import FIGURES, Dashboard, Row, dashboard, disciplines_of
from lantai.catalog.papers import PapersUnavailable

from .meant import counted, unavailable


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Find an institution; the largest where no words are given."""
    asked = request.GET.get("q", "").strip()[:200]
    try:
        found = choices.found(asked)
    except PapersUnavailable:
        return unavailable(request)
    return render(request, "analytics/index.html", {"asked": asked, "found": found, "lists": choices.lists(), "door": "browse"})


@require_safe
@counted
def of(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Show the figures of a choice."""
    return render(request, "analytics/figures.html", _context(choice))


@require_safe
@counted
def report(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Show all figures one below the other, for paper."""
    return render(request, "analytics/report.html", _context(choice))


def _offered(choice: Choice, found: Dashboard) -> list[Row]:
    """Return the institutions with which one may be compared, too; none for a list, whose peers staff choose, and where there is room for no more."""
    if not choice.institutions or choice.is_list or len(choice.peers) >= MOST_PEERS:
        return []
    return [row for row in found.figures["partner"].shown if row.value not in choice.peers]


def _context(choice: Choice) -> dict[str, object]:
    found = dashboard(choice)
    tables = [found.figures[name] for name in FIGURES if found.figures[name].rows]
    return {
        "choice": choice,
        "found": found,
        "tables": tables,
        "titles": words.FIGURES,
        "years": mark_safe(drawn.years(found)) if found.years else "",  # noqa: S308 (our own drawing, its texts escaped)
        "years_narrow": mark_safe(drawn.years(found, narrow=True)) if found.years else "",  # noqa: S308 (the same)
        "world": mark_safe(drawn.figure(found, "country")) if found.figures["country"].rows else "",  # noqa: S308 (the same)
        "disciplines": disciplines_of(found.peers),
        "offered": _offered(choice, found),
        "members": choices.members(choice),
        "door": "browse",
    }
