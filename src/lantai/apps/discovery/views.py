"""Discovery pages."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lantai.catalog import listing
from lantai.catalog import queries as catalog
from lantai.catalog.queries import Gone, MovedTo, WorkPage
from lantai.core.text.raw import show
from lantai.infra.panels import drawn, drawn_on_rows
from lantai.search.document import COUNTED
from lantai.search.protocol import SearchError

from . import params, queries
from .browse.arrivals import IN_FEED
from .browse.feeds import feed_of_search
from .deep import READER
from .offering import offers_of_work
from .page import record_page
from .provenance import sources as sources_of
from .whole import PARTS
from .whole import whole as whole_part
from .why import why_page

SEARCHING = re.compile(r"/search/(?:[a-z]+/(?:\d+/)?)?")
MOST_FIND = 80  # characters of a name that is looked for among the values of a facet


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is, and a search box."""
    return render(request, "discovery/home.html", {"home": queries.home(lang=get_language() or "en"), "door": "search"})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a search; a number that one work alone has leads straight to it."""
    results = queries.search(params.read(request.GET), lang=get_language() or "")
    if results.direct is not None:
        return redirect(reverse("discovery:work", args=[results.direct]) + "?" + urlencode({"q": results.params.shown_text}))
    response = render(request, "discovery/search.html", {"results": results, "params": results.params, "door": "search"})
    if results.unavailable:
        response.status_code = 503
    return response


@csrf_exempt
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Believe that a reader is a person, and lead back to the search. Whoever forges this sets a cookie that says nothing: no token is needed."""
    path = request.POST.get("path", "")
    place = path if SEARCHING.fullmatch(path) else reverse("discovery:search")
    response = redirect(f"{place}?{QueryDict(request.POST.get('query', '')).urlencode()}")
    response.set_cookie(READER, "1", httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_safe
def values(request: HttpRequest) -> HttpResponse:
    """Show all values of one facet, to look for one by its name, to choose several, to leave some out."""
    facet = request.GET.get("facet", "")
    if facet not in COUNTED:
        raise Http404
    find = params.clean(request.GET.get("find", ""))[:MOST_FIND]
    found = queries.facet_values(params.read(request.GET), facet, find, lang=get_language() or "en")
    context = {"found": found, "params": found.params, "around": found.params.around(facet), "door": "search"}
    return render(request, "discovery/values.html", context, status=503 if found.unavailable else 200)


@require_safe
def why(request: HttpRequest, number: int) -> HttpResponse:
    """Say why a search found a work: which words stand where, which translations took part, how the order is made."""
    page = why_page(params.read(request.GET), number, lang=get_language() or "en") if number < 2**63 else None
    if page is None or page.row is None:
        raise Http404
    return render(request, "discovery/why.html", {"page": page, "params": page.params, "door": "search"})


@require_safe
def why_chosen(request: HttpRequest) -> HttpResponse:
    """Lead from the button of a line to why that work was found."""
    number = _number(request, "work")
    if number is None:
        raise Http404
    return redirect(reverse("discovery:why", args=[number]) + params.read(request.GET).address)


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """Send what a search finds as an Atom feed, the newest first; anybody may follow it, without an account."""
    asked = params.read(request.GET)
    try:
        rows = queries.newest_of(asked, limit=IN_FEED, lang=get_language() or "en")
    except SearchError:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    when = listing.added([row.number for row in rows])
    found = [(row, when[row.number]) for row in rows if row.number in when]
    response = feed_of_search(request, found, asked)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def work(request: HttpRequest, number: int) -> HttpResponse:
    """Show a work, or where it went."""
    found = _find(number)
    if not isinstance(found, WorkPage):
        return _elsewhere(request, found)
    edition = _number(request, "edition")
    offers = offers_of_work(found.document, reader=request.user)
    page = record_page(found, edition=edition, editions_page=_number(request, "editions") or 1, offers=offers)
    asked = params.read(request.GET) if "q" in request.GET else None
    on_page = {line.number for _, lines in page.editions for line in lines} | {page.edition}
    context = {
        "page": page,
        "asked": asked,
        "params": asked,
        "permalink": request.build_absolute_uri(reverse("discovery:work", args=[number])),
        "head": drawn("work.head", request, found),
        "standing": drawn("work.standing", request, found),
        "facts": drawn("work.facts", request, found),
        "acts": drawn("work.actions", request, found),
        "body": drawn("work.body", request, found),
        "actions": drawn_on_rows("edition.actions", request, [i for i in found.document.instances if i.number in on_page]),
    }
    return render(request, "discovery/work.html", context)


@require_safe
def whole(request: HttpRequest, number: int, part: str) -> HttpResponse:
    """Show all of one part of a work's description, however long, in pages."""
    if part not in PARTS:
        raise Http404
    found = _find(number)
    if not isinstance(found, WorkPage):
        return _elsewhere(request, found)
    edition = _number(request, "edition")
    shown = whole_part(found, part, edition=edition, page=_number(request, "page") or 1)
    return render(request, "discovery/whole.html", {"page": record_page(found, edition=edition), "shown": shown})


@require_safe
def sources(request: HttpRequest, number: int) -> HttpResponse:
    """Show which file, place and field every value of a work came from."""
    found = _find(number)
    if not isinstance(found, WorkPage):
        return _elsewhere(request, found)
    return render(request, "discovery/sources.html", {"page": record_page(found), "editions": sources_of(found)})


@require_safe
def record(request: HttpRequest, number: int, record: int) -> HttpResponse:
    """Show one received record as it came."""
    found, raw = _received(number, record)
    origin = found.origins[record]
    context = {"page": record_page(found), "origin": origin, "raw": show(raw, encoding=origin.encoding)}
    return render(request, "discovery/record.html", context)


@require_safe
def record_bytes(request: HttpRequest, number: int, record: int) -> HttpResponse:
    """Send one received record byte for byte."""
    _, raw = _received(number, record)
    response = HttpResponse(raw, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="record-{record}.bin"'
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    """Return the number of that name in the address, None where there is none that could be meant."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _find(number: int) -> WorkPage | MovedTo | Gone:
    found = catalog.find_work(number) if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def _elsewhere(request: HttpRequest, found: MovedTo | Gone) -> HttpResponse:
    """Answer for a number that was once public: 301 after a merge, a choice after a split, 410 after a deletion."""
    if isinstance(found, Gone):
        return render(request, "discovery/gone.html", {"gone": found}, status=410)
    if len(found.works) == 1:
        return redirect("discovery:work", found.works[0][0], permanent=True)
    return render(request, "discovery/choice.html", {"works": found.works}, status=300)


def _received(number: int, record: int) -> tuple[WorkPage, bytes]:
    found = _find(number)
    raw = catalog.raw_record(record) if isinstance(found, WorkPage) and record in found.origins else None
    if raw is None or not isinstance(found, WorkPage):
        raise Http404
    return found, raw
