"""What views share: who gets in (people.gate), how long a page is, how a file is sent."""

from django.http import HttpResponse, StreamingHttpResponse

from lantai.people.gate import View, needs

__all__ = ["PAGE_SIZE", "View", "attached", "needs"]
PAGE_SIZE = 50


def attached(response: StreamingHttpResponse, name: str, kind: str) -> HttpResponse:
    """Return the response as a file to be kept under a name."""
    response["Content-Type"] = kind
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value]
