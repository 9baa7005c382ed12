"""The papers behind a number, as a page and as CSV."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lantai.apps.analytics import sheets, words
from lantai.apps.analytics.choosing import Choice, conditions_of
from lantai.apps.analytics.queries import listed
from lantai.apps.analytics.queries.figures import Row, name_of

from .meant import counted


@require_safe
@counted
def papers(request: HttpRequest, choice: Choice) -> HttpResponse:
    """List the papers that a number counts."""
    asked = conditions_of(request.GET)
    number = request.GET.get("page", "1")
    page = listed.page(choice, asked, int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1)
    said = [
        (words.FIGURES.get(name), _said(name, value))
        for name, value in asked.items()
        if name not in ("open", "unsure", "lead", "year", "author", "currency")
    ]
    query = urlencode([(name, value) for name, value in request.GET.lists() if name != "page"], doseq=True)
    context = {"choice": choice, "page": page, "asked": asked, "said": said, "query": query, "door": "browse"}
    return render(request, "analytics/papers.html", context)


@require_safe
@counted
def table(request: HttpRequest, choice: Choice) -> StreamingHttpResponse:
    """Return the papers that a number counts as CSV."""
    answer = StreamingHttpResponse(
        sheets.papers(listed.every(choice, conditions_of(request.GET))), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="papers.csv"'
    return answer


_SAID = {"cost": words.COSTS, "chance": words.CHANCES, "by": words.SAID_BY}


def _said(name: str, value: str) -> str:
    if name in _SAID:
        return str(_SAID[name].get(value, value))
    if name == "color" and value not in words.COLOR_NAMES:
        return value
    return words.named(name, Row(value, 0, 0, 0, name_of(name, value)))
