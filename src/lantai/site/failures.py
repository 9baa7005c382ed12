"""What is shown when a page failed: where the database is out of reach or the disk is full, that it will pass; else that it was us."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

PASSING = (OperationalError, InterfaceError)
"""Kinds of failures of a database that are not the program's."""

RETRY_S = 20


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 for what will pass, 500 for the rest. Django calls this while it handles the exception; no database is needed."""
    problem = sys.exc_info()[1]
    if not isinstance(problem, PASSING):
        return defaults.server_error(request)
    return HttpResponse(
        render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_S), "Cache-Control": "no-store"}
    )
