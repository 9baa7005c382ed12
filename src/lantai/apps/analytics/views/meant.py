"""Whose papers an address means, and what is said while there is nothing to count in."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from lantai.apps.analytics.choosing import Choice, year_of
from lantai.apps.analytics.queries import choices
from lantai.catalog.papers import PapersUnavailable

View = Callable[..., HttpResponseBase]


def counted(view: View) -> View:
    """Call a view with the choice of its address in place of the key; 404 for nobody, and while there is no store."""

    @wraps(view)
    def answer(request: HttpRequest, key: str, **rest: object) -> HttpResponseBase:
        try:
            return view(request, choice_of(request, key), **rest)
        except PapersUnavailable:
            return unavailable(request)

    return answer


def choice_of(request: HttpRequest, key: str) -> Choice:
    """Return whose papers, of which years, beside which peers; years the wrong way round are meant the right way. Raise Http404 for nobody."""
    first, last = (year_of(request.GET.get(name, "")) for name in ("from", "to"))
    if first is not None and last is not None and first > last:
        first, last = last, first
    found = choices.choice_of(key, first=first, last=last, peers=[peer for peer in request.GET.getlist("peer")[:20] if peer])
    if found is None:
        raise Http404(key)
    return found


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing to count in yet."""
    return render(request, "analytics/unavailable.html", {"door": "browse"}, status=404)
