"""Kept bytes sent to readers: whole or a part of them, never as something that could act on a page of the library."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header, http_date

PIECE = 64 * 1024
_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""For pictures and XML: nothing is loaded, nothing runs, whatever the bytes are taken for."""

PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf; frame-ancestors 'none'"
"""For PDF, which browsers do not show at all in a sandbox: nothing is loaded and no script runs; the reader of the browser shows it by itself."""


def sent(
    request: HttpRequest, path: Path, *, digest: str, media_type: str, name: str, attached: bool, policy: str
) -> HttpResponseBase:
    """Send a file, or the one part of it that is asked for; 416 for a part that it has not, 304 where the browser has it."""
    tag, size = f'"{digest[:32]}"', path.stat().st_size
    if tag in request.headers.get("If-None-Match", ""):
        return _headed(HttpResponse(status=304), tag, policy)
    asked = request.headers.get("Range", "")
    part = _part(asked, size) if asked and request.headers.get("If-Range", tag) == tag else None
    if part == ():
        response: HttpResponseBase = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return _headed(response, tag, policy)
    start, end = part or (0, size)
    body: Iterator[bytes] | tuple[()] = () if request.method == "HEAD" else _pieces(path, start, end)
    response = StreamingHttpResponse(body, status=206 if part else 200, content_type=media_type)
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response.headers["Content-Length"] = str(end - start)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Last-Modified"] = http_date(path.stat().st_mtime)
    if disposition := content_disposition_header(attached, name):
        response.headers["Content-Disposition"] = disposition
    return _headed(response, tag, policy)


def _part(asked: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """Return beginning and end of the part; () for one that the file has not, None for what is no single part: then all is sent."""
    found = _RANGE.match(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(int(found[2]) + 1 if found[2] else size, size)
    return (start, end) if start < end else ()


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _headed(response: HttpResponseBase, tag: str, policy: str) -> HttpResponseBase:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"  # what is taken down is gone at once
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
