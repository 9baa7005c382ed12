"""Where a request came from, as far as can be known behind the web servers that a library says stand in front, and whether it may be led where it wishes."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def address_of(request: HttpRequest) -> str:
    """Return the address of whoever asks, "" when only the web server in front knows it.

    ``X-Forwarded-For`` is believed as far as LANTAI_PROXIES servers of the library's own have written into it, counted from its
    end: what stands before was written by whoever asked.
    """
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    count = settings.PROXIES
    if count == 0:
        return _valid(request.META.get("REMOTE_ADDR", ""))
    return _valid(told[-count]) if len(told) >= count else ""


def is_ours(request: HttpRequest, address: str) -> bool:
    """Say whether an address that a form gave is of this site, so that one may be led there."""
    return url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure())


def _valid(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return ""
