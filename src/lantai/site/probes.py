"""Addresses for machines: whether this process lives and can serve readers, and what robots may read."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantai.catalog import index
from lantai.infra.upgrading import unapplied
from lantai.infra.worker import living
from lantai.search.protocol import SearchError

KEPT_OUT = (
    "/desk/",
    "/accounts/",
    "/my-shelf/",
    "/search",
    "/selected",
    "/unapi",
    "/api/",
    "/oai",
    "/sru",
    "/resolve",
    "/opds/",
    "/works/*/cite/",
    "/works/*/export/",
)
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in KEPT_OUT)
"""Records may be read by robots; result lists are endless, and staff pages are nobody's business."""

OK = "ok"
_seen_well: set[str] = set()
"""What this process has found in order once: migrations stay applied, and an index that was open once is only missed for a while."""

log = logging.getLogger(__name__)


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers."""
    said = _database()
    return JsonResponse({"status": said}, status=200 if said == OK else 503)


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as this process answers at all; whoever gets no answer starts it anew."""
    return JsonResponse({"status": OK})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when readers can be sent here: the database answers, is as this version needs it, and the index was opened.

    "degraded", still with 200: pages work, but no worker lives, or the index cannot be asked at the moment. To take every process out of
    service for that would leave readers with nothing.
    """
    checks = {"database": _database()}
    if checks["database"] == OK:
        looks: dict[str, Callable[[], str]] = {"migrations": _migrations, "index": _index, "worker": _worker}
        checks |= {name: look() for name, look in looks.items()}
    unready = any(said != OK for name, said in checks.items() if name in ("database", "migrations"))
    unready = unready or (checks.get("index") != OK and "index" not in _seen_well)
    status = "unready" if unready else OK if set(checks.values()) == {OK} else "degraded"
    return JsonResponse({"status": status, "checks": checks}, status=503 if unready else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.warning("The database does not answer", exc_info=True)
        return "unavailable"
    return OK


def _migrations() -> str:
    """Say whether the tables are as this version needs them; read from disk until they are, then remembered."""
    if "migrations" not in _seen_well:
        if unapplied():
            return "pending"
        _seen_well.add("migrations")
    return OK


def _index() -> str:
    try:
        if index.generations().current() is None:  # not index.engine(): that goes on with one that cannot be opened any more
            return "missing"
        index.engine().inner.count()
    except SearchError as problem:
        log.warning("The index cannot be asked: %s", problem)
        return "unavailable"
    _seen_well.add("index")
    return OK


def _worker() -> str:
    return OK if living(now=timezone.now()) else "silent"


def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read."""
    sitemap = request.build_absolute_uri(reverse("doors:sitemaps"))
    return HttpResponse(f"{ROBOTS}Sitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")
