"""Addresses for machines: whether this process can answer, and what robots may read."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

KEPT_OUT = ("/desk/", "/accounts/", "/search", "/selected", "/unapi", "/works/*/cite/", "/works/*/export/")
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in KEPT_OUT)
"""Records may be read by robots; result lists are endless, and staff pages are nobody's business."""


def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers; a load balancer asks here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
