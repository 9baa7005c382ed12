"""Addresses for machines: whether this process can answer, and what robots may read."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /accounts/\nDisallow: /search\nDisallow: /selected\nDisallow: /unapi\nDisallow: /works/*/cite/\nDisallow: /works/*/export/\n"
"""Records may be read by robots; result lists are endless, and staff pages are nobody's business."""


def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers; a load balancer asks here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
