"""What browsers and search engines ask of the whole site: the search box (OpenSearch), sitemaps; and books for reading apps (OPDS)."""

from xml.sax.saxutils import escape, quoteattr

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.search.protocol import SearchError

from . import opds, sitemaps

LONGEST_NAME = 16  # OpenSearch 1.1


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search to browsers, which offer it in their address bar."""
    search = request.build_absolute_uri(reverse("discovery:search")) + "?q={searchTerms}"
    name = settings.LIBRARY_NAME
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(name[:LONGEST_NAME])}</ShortName>\n<LongName>{escape(name[:48])}</LongName>\n"
        f"<Description>{escape(_('Search the library’s catalog'))}</Description>\n"
        f'<Url type="text/html" template={quoteattr(search)}/>\n{_suggestions(request)}'
        f'<Url type="application/opensearchdescription+xml" rel="self" template={quoteattr(request.build_absolute_uri())}/>\n'
        "<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    )
    return HttpResponse(body, content_type="application/opensearchdescription+xml; charset=utf-8")


def _suggestions(request: HttpRequest) -> str:
    try:
        address = request.build_absolute_uri(reverse("discovery:api_suggest")) + "?q={searchTerms}&form=opensearch"
    except NoReverseMatch:
        return ""
    return f'<Url type="application/x-suggestions+json" template={quoteattr(address)}/>\n'


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps."""
    address = request.build_absolute_uri(reverse("doors:sitemap", args=[0])).replace("/0.xml", "/{}.xml")
    return HttpResponse(sitemaps.index(address), content_type="application/xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest, number: int) -> HttpResponseBase:
    """Give one sitemap, as it is read."""
    if not sitemaps.has(number):
        raise Http404
    address = request.build_absolute_uri(reverse("discovery:work", args=[0])).replace("/0/", "/{}/")
    return StreamingHttpResponse(sitemaps.file(number, address), content_type="application/xml; charset=utf-8")


@require_safe
def books(request: HttpRequest) -> HttpResponse:
    """Give a page of books that everybody can read."""
    given = request.GET.get("page", "1")
    page = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0
    if not 1 <= page <= opds.LAST_PAGE:
        return _problem(400, "This parameter cannot be used", f"must be a whole number from 1 to {opds.LAST_PAGE}", "page")
    works = request.build_absolute_uri(reverse("discovery:work", args=[0])).removesuffix("0/")
    here = request.build_absolute_uri(reverse("doors:opds"))
    try:
        feed = opds.feed(
            text=request.GET.get("query", "")[:300].strip(), page=page, here=here, works=works, title=settings.LIBRARY_NAME
        )
    except SearchError as problem:
        return _problem(503, "The search cannot be asked now", str(problem))
    return HttpResponse(msgspec.json.encode(feed), content_type=f"{opds.OPDS}; charset=utf-8")


def _problem(status: int, title: str, detail: str, parameter: str = "") -> HttpResponse:
    said = {"title": title, "status": status, "detail": detail, "parameter": parameter}
    body = msgspec.json.encode({name: value for name, value in said.items() if value})
    return HttpResponse(body, status=status, content_type="application/problem+json; charset=utf-8")
