"""Figures as files: CSV, SVG, PNG."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from lantai.apps.analytics import drawn, sheets
from lantai.apps.analytics.choosing import Choice
from lantai.apps.analytics.drawing.png import png
from lantai.apps.analytics.queries.figures import FIGURES, dashboard, table_of

from .meant import counted


@require_safe
@counted
def table(request: HttpRequest, choice: Choice, name: str) -> StreamingHttpResponse:
    """Return a figure with all its values."""
    if name == "costs":
        lines = sheets.costs(dashboard(choice))
    else:
        _known(name)
        lines = sheets.years(dashboard(choice)) if name == "years" else sheets.figure(table_of(choice, name))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@require_safe
@counted
def drawing(request: HttpRequest, choice: Choice, name: str) -> HttpResponse:
    """Return a figure as SVG."""
    _known(name)
    return _file(drawn.figure(dashboard(choice), name).encode(), "image/svg+xml", f"{name}.svg")


@require_safe
@counted
def picture(request: HttpRequest, choice: Choice, name: str) -> HttpResponse:
    """Return a figure as PNG."""
    _known(name)
    return _file(png(drawn.figure(dashboard(choice), name)), "image/png", f"{name}.png")


def _known(name: str) -> None:
    if name != "years" and name not in FIGURES:
        raise Http404(name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
