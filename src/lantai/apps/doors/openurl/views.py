"""The door of OpenURL: to the work that is cited, or to a page that says how to get it, what was asked and what is near it."""

import codecs
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lantai.core.bib.wanted import Wanted
from lantai.core.formats.openurl_faults import faults
from lantai.core.formats.openurl_read import wanted
from lantai.infra.panels import drawn

from .finding import As, Candidate, Found, find
from .form import CitationForm, as_typed, kept
from .getting import options
from .said import NOTES, facts, said_of, search_address

LIST = "list"
"""Parameter that asks for the page even where one work is surely meant."""

_ENCODING = "info:ofi/enc:"


@csrf_exempt  # nothing is changed here, and other sites' forms send no token
@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: HttpRequest) -> HttpResponse:
    """Lead to what an OpenURL cites."""
    pairs = _pairs(request)
    asked = wanted(dict(pairs.lists()), works=request.build_absolute_uri(reverse("discovery:work", args=[0])).removesuffix("0/"))
    found = find(asked)
    if found.sure and LIST not in pairs:
        response = redirect(_address(found.sure, pairs))
    else:
        response = render(request, "doors/resolve.html", _context(request, asked, found, pairs), status=200)
    response["X-Robots-Tag"] = "noindex"
    return response


def _pairs(request: HttpRequest) -> QueryDict:
    """Return keys and values in the encoding that the request declares, else UTF-8, else as old sources wrote: Latin-1."""
    if request.method == "POST":
        return request.POST
    raw = request.META.get("QUERY_STRING", "")
    declared = request.GET.get("ctx_enc", "").removeprefix(_ENCODING)
    for encoding in (declared, "utf-8", "latin-1"):
        try:
            if encoding and codecs.lookup(encoding)._is_text_encoding:
                codecs.decode(_bytes(raw), encoding, "strict")
                return QueryDict(raw, encoding=encoding)
        except (LookupError, ValueError):
            continue
    return request.GET


def _bytes(raw: str) -> bytes:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(raw)


def _address(one: Candidate, pairs: QueryDict) -> str:
    """Return the address of a work's page, with the citation that led there: the page offers the way back from a wrong one."""
    kept = [(key, value) for key, values in pairs.lists() for value in values][:60]
    cited = urlencode(kept, errors="replace")[:1_500]
    return f"{reverse('discovery:work', args=[one.work])}?{urlencode({'edition': one.edition, 'cited': cited})}"


def _context(request: HttpRequest, asked: Wanted, found: Found, pairs: QueryDict) -> dict[str, object]:
    listed = [(c.work, str(NOTES[c.role])) for c in found.candidates]
    now = timezone.now()
    ways = options(asked, found, reader=request.user, now=now)
    return {
        "asked": asked,
        "options": ways,
        "is_found": bool(listed) or not ways.is_nowhere,
        "faults": [said_of(fault) for fault in faults(dict(pairs.lists()), asked, year=now.year)],
        "form": CitationForm(initial=as_typed(asked, dict(pairs.lists()))),
        "kept": kept(asked),
        "facts": facts(asked),
        "found": found,
        "rows": drawn("works.listed", request, listed) if listed else [],
        "is_inside": any(c.role is As.HOST for c in found.candidates),
        "search": search_address(asked),
    }
