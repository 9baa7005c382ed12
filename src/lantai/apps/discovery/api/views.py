"""The API's doors: parse, ask, answer as JSON. Anybody may ask, from any page of the web; nothing is changed here."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantai.catalog import queries as catalog
from lantai.catalog.queries import MovedTo, WorkPage
from lantai.search.protocol import SearchError

from . import answers, asked
from .openapi import described
from .shapes import Gone, Problem

_encode = msgspec.json.Encoder().encode


@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """Answer a search."""
    try:
        wanted = asked.read(request.GET)
    except asked.Unusable as problem:
        return _problem(400, "This parameter cannot be used", detail=str(problem), parameter=problem.parameter)
    try:
        return _json(answers.search(wanted, url=_works_of(request)))
    except SearchError as problem:
        return _problem(503, "The search cannot be asked now", detail=str(problem))


@require_safe
def work(request: HttpRequest, number: int) -> HttpResponse:
    """Return one work with its editions, or say where it went."""
    found = catalog.find_work(number) if number < 2**63 else None
    if isinstance(found, WorkPage):
        return _json(answers.whole(found, url=_works_of(request)))
    if isinstance(found, MovedTo):
        moved = tuple(work for work, _ in found.works)
        response = _json(Gone(moved), status=301 if len(moved) == 1 else 300)
        if len(moved) == 1:
            response["Location"] = reverse("discovery:api_work", args=moved)
        return response
    if found is not None:
        return _json(Gone((), found.title), status=410)
    return _problem(404, "There is no work of this number")


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API for programs."""
    return _json(described(request.build_absolute_uri(reverse("discovery:api_works")).removesuffix("/works")))


@require_safe
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the API does not have."""
    return _problem(404, "There is nothing at this address of the API", detail="see openapi.json")


def _works_of(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("discovery:work", args=[0])).removesuffix("0/")


def _json(answer: Any, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(_encode(answer), status=status, content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def _problem(status: int, title: str, *, detail: str = "", parameter: str = "") -> HttpResponse:
    response = _json(Problem(title, status, detail, parameter), status=status)
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    return response
