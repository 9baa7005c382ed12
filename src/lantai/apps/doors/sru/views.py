"""The door of SRU: one address, by GET and by POST; what cannot be answered is one of the protocol's diagnostics."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lantai.core.query.cql import CqlError
from lantai.search.protocol import SearchError

from . import answers, arguments, scan
from .arguments import DOWN, Diagnosed


@csrf_exempt  # nothing is changed here, and other libraries send no token
@require_http_methods(["GET", "HEAD", "POST"])
def sru(request: HttpRequest) -> HttpResponse:
    """Answer a request of SRU."""
    query = request.POST if request.method == "POST" else request.GET
    given = {name[:60]: query.get(name, "")[: arguments.LONGEST] for name in query}
    works = request.build_absolute_uri(reverse("discovery:work", args=[0])).removesuffix("0/")
    status, names = 200, answers.names_of("2.0")
    refused = answers.diagnosed
    try:
        names = answers.names_of(arguments.version_of(given))
        operation = arguments.operation(given)
        if operation == "explain":
            body = answers.explained(request.build_absolute_uri(reverse("doors:sru")), names)
        elif operation == "scan":
            refused, names = scan.refused, scan.named(names)
            body = scan.scanned(scan.scan(given), given, names)
        else:
            body = answers.found(arguments.search(given, names.version), given, names, works)
    except CqlError as problem:
        body = refused(Diagnosed(problem.number, problem.details, str(problem)), given, names)
    except Diagnosed as problem:
        body = refused(problem, given, names)
    except SearchError as problem:
        status, body = 503, refused(Diagnosed(DOWN, "", str(problem)), given, names)
    media = "application/sru+xml" if names.version == "2.0" else "text/xml"
    return HttpResponse(body, status=status, content_type=f"{media}; charset=utf-8")
