"""The page of disciplines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.search.protocol import SearchError

from . import queries


@require_safe
def disciplines(request: HttpRequest) -> HttpResponse:
    """Show the disciplines that there are works of."""
    try:
        context = {"categories": queries.disciplines(), "door": "browse"}
    except SearchError:
        return render(request, "openaccess/disciplines.html", {"unavailable": True, "door": "browse"}, status=503)
    return render(request, "openaccess/disciplines.html", context)
