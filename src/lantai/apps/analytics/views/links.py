"""Networks: a page with the drawing and the table beside it, and files."""

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from lantai.apps.analytics import drawn, sheets, words
from lantai.apps.analytics.choosing import Choice
from lantai.apps.analytics.drawing.png import png
from lantai.apps.analytics.queries import networks
from lantai.apps.analytics.queries.networks import Network, Waiting
from lantai.catalog import papers

from .meant import counted

MOST_DRAWN = 25_000
"""Links that are drawn, the strongest; the CSV has all."""

SHOWN = 40
"""Links that stand in the table; the CSV has all."""


@require_safe
@counted
def network(request: HttpRequest, choice: Choice, kind: str) -> HttpResponse:
    """Show who works with whom."""
    found = _network(choice, kind)
    context: dict[str, object] = {"choice": choice, "kind": kind, "door": "browse"}
    if isinstance(found, Waiting):
        answer = render(request, "analytics/network.html", context | {"waiting": True})
        answer["Refresh"] = "10"
        return answer
    links = [(found.nodes[one], found.nodes[other], count, weight) for one, other, weight, count in found.links[:SHOWN]]
    context |= {
        "found": found,
        "drawing": mark_safe(_drawn(choice, found)) if found.nodes else "",  # noqa: S308 (our own drawing, its texts escaped)
        "groups": networks.groups(found),
        "links": links,
    }
    return render(request, "analytics/network.html", context)


@require_safe
@counted
def table(request: HttpRequest, choice: Choice, kind: str) -> StreamingHttpResponse:
    """Return all links as CSV."""
    answer = StreamingHttpResponse(sheets.network(_made(choice, kind)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return answer


@require_safe
@counted
def drawing(request: HttpRequest, choice: Choice, kind: str) -> HttpResponse:
    """Return the drawing as SVG."""
    answer = HttpResponse(_drawn(choice, _made(choice, kind)), content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.svg"'
    return answer


@require_safe
@counted
def data(request: HttpRequest, choice: Choice, kind: str) -> HttpResponse:
    """Return the nodes and the strongest links for the drawing that can be moved about in (static/src/network.js)."""
    found = _made(choice, kind)
    nodes = [
        (node.name, node.papers, node.strength, node.community, node.x, node.y, _address_of(kind, node.key))
        for node in found.nodes
    ]
    links = [value for one, other, _weight, count in found.links[:MOST_DRAWN] for value in (one, other, count)]
    return HttpResponse(msgspec.json.encode({"nodes": nodes, "links": links}), content_type="application/json")


def _address_of(kind: str, key: str) -> str:
    return key if kind == networks.INSTITUTIONS else ""


@require_safe
@counted
def picture(request: HttpRequest, choice: Choice, kind: str) -> HttpResponse:
    """Return the drawing as PNG."""
    answer = HttpResponse(png(_drawn(choice, _made(choice, kind))), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.png"'
    return answer


def _network(choice: Choice, kind: str) -> Network | Waiting:
    if kind not in networks.KINDS:
        raise Http404(kind)
    return networks.network(choice, kind)


def _made(choice: Choice, kind: str) -> Network:
    """Return a network that is there; one that is still to be made has no files."""
    found = _network(choice, kind)
    if isinstance(found, Waiting):
        raise Http404(kind)
    return found


def _drawn(choice: Choice, found: Network) -> str:
    standing = papers.standing()
    day = date_format(standing.made_at, "DATE_FORMAT") if standing.made_at else ""
    return drawn.network(found, whose=choice.name or str(words.ALL_PAPERS), day=day)
