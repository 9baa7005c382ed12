"""Headers that tell a browser what a page may load: nothing but the library's own files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""No 'unsafe-inline': scripts and styles are files, so a value from a record can never become code."""


def content_security_policy(respond: Respond) -> Respond:
    """Add the policy to every response that has none of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer
