"""Open data: the page of the files that hold all of the library, and the files themselves, whole or from where a download broke off."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from lantai.catalog import open_data

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 1 << 16
_TYPES = {".gz": "application/gzip", ".json": "application/json", ".parquet": "application/vnd.apache.parquet"}


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """List the files."""
    response = render(request, "doors/exports.html", {"said": open_data.standing(), "manifest": open_data.MANIFEST})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file, or the part of it that is asked for."""
    path = open_data.path_of(name)
    if path is None or not path.is_file():
        raise Http404
    status = path.stat()
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    response = _answer(request, path, status.st_size, tag)
    response["ETag"], response["Last-Modified"] = tag, http_date(status.st_mtime)
    response["Accept-Ranges"], response["X-Robots-Tag"] = "bytes", "noindex"
    return response


def _answer(request: HttpRequest, path: Path, size: int, tag: str) -> HttpResponseBase:
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304)
    kind = _TYPES[path.suffix]
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.headers.get("If-Range", tag) != tag:
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=kind)
    span = _span(*asked.groups(), size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = StreamingHttpResponse(_bytes(path, span), status=206, content_type=kind)
    part["Content-Range"], part["Content-Length"] = f"bytes {span.start}-{span.stop - 1}/{size}", str(len(span))
    return part


def _span(first: str, last: str, size: int) -> range | None:
    """Return the bytes that "first-last" means: "5-" all from there on, "-5" the last five; None where there are none."""
    if not first:
        span = range(max(size - int(last or 0), 0), size)
    else:
        span = range(int(first), min(int(last) + 1, size) if last else size)
    return span or None


def _bytes(path: Path, span: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(span.start)
        left = len(span)
        while left and (piece := file.read(min(left, _CHUNK))):
            left -= len(piece)
            yield piece
