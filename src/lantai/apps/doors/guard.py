"""What stands before every door: who asks how often, from which pages, and whether the answer has changed since it was last asked for.

Middleware, before sessions: machines have none. A key (``Authorization: Bearer …`` or ``X-API-Key``) raises how often one may ask.
"""

import time
from collections.abc import Callable
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac

from lantai.infra.addresses import address_of
from lantai.infra.pace import Pace, Paces

from . import actions, queries
from .queries import Known

DOORS = ("/api/", "/oai", "/sru", "/unapi", "/opds")
UNCOUNTED = ("/api/v1/suggest", "/api/v1/openapi.json")
"""What pages of this library ask while somebody types, many readers from one address; and what a program asks for once."""

TOLD = "RateLimit, RateLimit-Policy, Retry-After, ETag, Location"
ASKED = "Authorization, X-API-Key, If-None-Match, Accept, Content-Type"

Respond = Callable[[HttpRequest], HttpResponse]


class UnknownKey(Exception):
    """A key was sent that is none, or has ended."""


def guard(respond: Respond) -> Respond:
    """Stand before the doors; other addresses pass."""
    unchanged = ConditionalGetMiddleware(respond)

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DOORS):
            return respond(request)
        if request.method == "OPTIONS":
            return _open(_preflight())
        try:
            pace = _pace(request)
        except UnknownKey:
            return _open(_unknown())
        if pace and pace.is_over:
            return _open(_paced(_too_many(request, pace), pace))
        response = unchanged.process_response(request, respond(request))
        return _open(_paced(response, pace))

    return answer


def _pace(request: HttpRequest) -> Pace | None:
    """Count the request; None where nothing is counted. Raise UnknownKey."""
    token = _token(request)
    key = _key(token) if token else None
    if request.path.startswith(UNCOUNTED):
        return None
    if key:
        return paces().count(f"key:{key.pk}", quota=key.per_minute, now=time.time())
    address = address_of(request)
    if not address:
        return None  # from where it came is not known: all would be counted as one
    return paces().count(_digest(address), quota=settings.API_PER_MINUTE, now=time.time())


def _token(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else request.headers.get("X-API-Key", "").strip()


def _key(token: str) -> Known:
    found = queries.known(token)
    if found is None:
        raise UnknownKey
    today = timezone.localdate()
    if found.used_on != today:
        actions.note_use(key=found.pk, on=today)
    return found


def paces() -> Paces:
    """Return the counts of this library."""
    return _paces(Path(settings.DATA) / "paces")


@cache
def _paces(path: Path) -> Paces:
    return Paces(path)


def _digest(address: str) -> str:
    """Return what an address is counted under; of IPv6 the network of 64 bits that one household has."""
    found = ip_address(address)
    near = str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
    return salted_hmac("lantai.doors", near, algorithm="sha256").hexdigest()


def _open(response: HttpResponse) -> HttpResponse:
    """Let pages of other sites read the answer: it is the same for everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = TOLD
    response["X-Robots-Tag"] = "noindex"
    return response


def _paced(response: HttpResponse, pace: Pace | None) -> HttpResponse:
    if pace:
        response["RateLimit-Policy"] = f'"minute";q={pace.quota};w=60'
        response["RateLimit"] = f'"minute";r={max(pace.left, 0)};t={pace.wait_s}'
        patch_vary_headers(response, ["Authorization", "X-API-Key"])
    return response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    response["Access-Control-Allow-Headers"] = ASKED
    response["Access-Control-Max-Age"] = "86400"
    return response


def _unknown() -> HttpResponse:
    response = _problem(401, "This key is not known", "it never was one, or it has ended; without a key you may ask as well")
    response["WWW-Authenticate"] = 'Bearer realm="lantai"'
    return response


def _too_many(request: HttpRequest, pace: Pace) -> HttpResponse:
    """Answer 429; to a harvester 503, which OAI-PMH knows."""
    status = 503 if request.path.startswith("/oai") else 429
    detail = f"{pace.quota} requests a minute may be sent; ask again in {pace.wait_s} s, or ask the library for a key"
    response = _problem(status, "Too many requests", detail)
    response["Retry-After"] = str(pace.wait_s)
    return response


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    said = {"title": title, "status": status, "detail": detail}
    return HttpResponse(msgspec.json.encode(said), status=status, content_type="application/problem+json; charset=utf-8")
