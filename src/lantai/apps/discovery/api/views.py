"""The API's doors: parse, ask, answer. Anybody may ask, from any page of the web; nothing is changed here."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from lantai.catalog import queries as catalog
from lantai.catalog.queries import Gone as GoneWork
from lantai.catalog.queries import MovedTo, WorkPage
from lantai.search.protocol import SearchError

from ..taking import served
from ..taking.reads import edition_of
from ..taking.served import SERVED, Served
from . import answers, asked
from .openapi import described
from .shapes import Gone, Problem

_encode = msgspec.json.Encoder().encode


@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """Answer a search."""
    try:
        return _json(answers.search(asked.read(request.GET), url=_works_of(request)))
    except asked.Unusable as problem:
        return _unusable(problem)
    except SearchError as problem:
        return _problem(503, "The search cannot be asked now", detail=str(problem))


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Answer which works changed, in the order of their changes."""
    try:
        return _json(answers.changes_after(asked.walk(request.GET), url=_works_of(request)))
    except asked.Unusable as problem:
        return _unusable(problem)


@require_safe
def work(request: HttpRequest, number: int) -> HttpResponse:
    """Return one work with its editions, in the form that is accepted; or say where it went."""
    found = _find(number)
    form = served.accepted(request.headers.get("Accept", ""))
    if isinstance(found, WorkPage) and form is None:
        response = _whole(request, found)
    elif isinstance(found, WorkPage):
        response = _formed(request, found, form)
    else:
        response = _elsewhere(found, lambda to: reverse("discovery:api_work", args=[to]))
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def formed(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """Return one work in the form that its address ends in; or say where it went."""
    if ending not in SERVED:
        return _problem(404, "There is no such form", detail=f"there are: {', '.join(SERVED)}", parameter="ending")
    found = _find(number)
    if not isinstance(found, WorkPage):
        return _elsewhere(found, lambda to: reverse("discovery:formed", args=[to, ending]))
    return _formed(request, found, SERVED[ending])


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API, and the doors beside it, for programs."""
    return _json(described(request.build_absolute_uri("/").rstrip("/"), contact=settings.CONTACT))


@require_safe
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the API does not have."""
    return _problem(404, "There is nothing at this address of the API", detail="see openapi.json")


def _whole(request: HttpRequest, found: WorkPage) -> HttpResponse:
    try:
        return _json(answers.whole(found, url=_works_of(request), part=asked.editions(request.GET)))
    except asked.Unusable as problem:
        return _unusable(problem)


def _find(number: int) -> WorkPage | MovedTo | GoneWork | None:
    return catalog.find_work(number) if number < 2**63 else None


def _formed(request: HttpRequest, found: WorkPage, form: Served) -> HttpResponse:
    edition = request.GET.get("edition", "")
    record = edition_of(found.document, int(edition) if edition.isdecimal() and len(edition) < 19 else None)
    if served.asks(form):
        record = served.addressed(record, request.build_absolute_uri(reverse("discovery:work", args=[found.document.number])))
        if gone := served.lacking(form, record):
            return _problem(
                406, "This work cannot be said in this form", detail=f"it has no {', no '.join(gone)}", parameter="ending"
            )
    response = HttpResponse(served.written(form, record), content_type=f"{form.content_type}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def _elsewhere(found: MovedTo | GoneWork | None, address: Any) -> HttpResponse:
    """Answer for a work that is not there: 301 after a merge, 300 after a division, 410 with what is known of one withdrawn."""
    if isinstance(found, MovedTo):
        moved = tuple(work for work, _ in found.works)
        response = _json(Gone(moved), status=301 if len(moved) == 1 else 300)
        if len(moved) == 1:
            response["Location"] = address(moved[0])
        return response
    if found is not None:
        return _json(Gone((), found.title, found.language), status=410)
    return _problem(404, "There is no work of this number")


def _works_of(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("discovery:work", args=[0])).removesuffix("0/")


def _json(answer: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(_encode(answer), status=status, content_type="application/json; charset=utf-8")


def _unusable(problem: asked.Unusable) -> HttpResponse:
    said = {"detail": str(problem), "parameter": problem.parameter, "nearest": problem.nearest}
    return _problem(400, "This parameter cannot be used", **said)


def _problem(status: int, title: str, **said: str) -> HttpResponse:
    response = _json(Problem(title, status, **said), status=status)
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    return response
