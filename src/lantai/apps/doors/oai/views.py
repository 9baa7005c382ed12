"""The door of OAI-PMH: one address, by GET and by POST; every refusal is one of the protocol's own."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from . import answers, arguments
from .arguments import ProtocolError


@csrf_exempt  # nothing is changed here, and harvesters send no token
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a request of OAI-PMH."""
    now = timezone.now()
    query = request.POST if request.method == "POST" else request.GET
    site = answers.Site(
        request.build_absolute_uri(reverse("doors:oai")),
        request.build_absolute_uri(reverse("discovery:work", args=[0])).removesuffix("0/"),
    )
    verb, given = "", {}
    try:
        verb, given = arguments.checked(dict(query.lists()))
        body = answers.answer(verb, given, site, now=now)
    except ProtocolError as problem:
        body = answers.refused(problem, verb, given, site, now=now)
    response = HttpResponse(body, content_type="text/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response
