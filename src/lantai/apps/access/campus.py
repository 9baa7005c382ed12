"""From where the request that is being answered came; for whoever is asked for a way through and is not given the request."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from lantai.infra.addresses import address_of

_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


def campus(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Remember the request while it is answered (middleware)."""

    def answer(request: HttpRequest) -> HttpResponse:
        token = _asking.set(request)
        try:
            return respond(request)
        finally:
            _asking.reset(token)

    return answer


def address_now() -> str:
    """Return the IP address of whoever asked for the page that is being answered, "" outside of any."""
    request = _asking.get()
    return address_of(request) if request is not None else ""
