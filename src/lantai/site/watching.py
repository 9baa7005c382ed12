"""Middleware around all others: gives each request a name, counts it, times it, and writes a line about it.

The line says which view answered, how and how fast; never who asked, from where, or with what words. The address itself is named only
where something went wrong, without its query string.
"""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lantai.infra import metrics, once, tracing
from lantai.search import memory

Respond = Callable[[HttpRequest], HttpResponse]
HEADER = "X-Request-ID"

log = logging.getLogger("lantai.access")


def watched(respond: Respond) -> Respond:
    """Name, count and time every request."""

    def answer(request: HttpRequest) -> HttpResponse:
        begun, name = perf_counter(), tracing.request_name(request.headers.get(HEADER, ""))
        with tracing.named(name), memory.page(), once.page(remembers=request.method in ("GET", "HEAD")):
            response = respond(request)
            took, view = perf_counter() - begun, view_of(request)
            response.headers[HEADER] = name
            metrics.note_request(view=view, method=request.method or "", status=response.status_code, seconds=took)
            if log.isEnabledFor(logging.INFO):
                tell(request, response, view=view, took=took)
        return response

    return answer


def tell(request: HttpRequest, response: HttpResponse, *, view: str, took: float) -> None:
    """Write the line about one request."""
    figures: dict[str, object] = {
        "view": view,
        "method": request.method,
        "status": response.status_code,
        "ms": round(took * 1000, 1),
    }
    if response.status_code >= 400:
        figures["path"] = request.path[:200]
    log.info("%s %s %s in %.1f ms", request.method, view, response.status_code, took * 1000, extra={"figures": figures})


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answered; "static" for files, "none" where no address fits: so strangers cannot make up names."""
    match = request.resolver_match
    if match is None:
        return "static" if request.path.startswith(settings.STATIC_URL) else "none"
    return match.view_name or match.route or "none"
