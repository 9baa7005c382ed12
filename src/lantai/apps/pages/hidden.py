"""Notices that a reader hid: their numbers in one cookie of our own, set by the reader's own act and by nothing else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "hidden-notices"
MOST = 40
AGE_S = 90 * 86_400


def numbers(request: HttpRequest) -> list[int]:
    """Return the numbers of the notices that this reader hid; anything else in the cookie is left out."""
    said = request.COOKIES.get(COOKIE, "").split(".")
    return [int(n) for n in said[:MOST] if n.isascii() and n.isdecimal() and len(n) < 12]


def add(request: HttpRequest, response: HttpResponse, pk: int) -> None:
    """Remember one more; the oldest are forgotten."""
    kept = [pk, *(n for n in numbers(request) if n != pk)][:MOST]
    response.set_cookie(
        COOKIE, ".".join(map(str, kept)), max_age=AGE_S, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
