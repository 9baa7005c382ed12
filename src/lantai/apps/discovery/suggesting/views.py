"""The door of suggestions: a part of a page for the search box, data for programs. What is typed is kept nowhere."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantai.core.bib.record import Text

from ..api.shapes import Suggested, Suggestion, Words
from ..params import clean
from .found import MOST_LETTERS, Group, Line, suggest

_encode = msgspec.json.Encoder().encode


@require_safe
@never_cache
def fragment(request: HttpRequest) -> HttpResponse:
    """Send the list that opens under a search box; empty where there is nothing to suggest. ``box``: the id of the box."""
    box = request.GET.get("box", "q")
    groups = _groups(request)
    context = {
        "groups": groups,
        "box": box if box.isalnum() and len(box) <= 20 else "q",
        "total": sum(len(g.lines) for g in groups),
    }
    return render(request, "discovery/suggestions.html", context)


@require_safe
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    """Return the same as data; with ``form=opensearch`` as browsers' address bars want it: the words, and lists beside each other."""
    found = tuple(_suggestion(request, line) for group in _groups(request) for line in group.lines)
    words = clean(request.GET.get("q", ""))[:MOST_LETTERS]
    if request.GET.get("form") == "opensearch":
        listed = [words, [s.text.value for s in found], [s.by.value if s.by else "" for s in found], [s.url for s in found]]
        response = HttpResponse(_encode(listed), content_type="application/x-suggestions+json; charset=utf-8")
    else:
        answer = Suggested(query=words, suggestions=found)
        response = HttpResponse(_encode(answer), content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def _groups(request: HttpRequest) -> list[Group]:
    return suggest(clean(request.GET.get("q", "")) + _end(request), lang=get_language() or "en")


def _end(request: HttpRequest) -> str:
    """Return the space after a word that is whole: "war " does not go on as "warden"."""
    return " " if request.GET.get("q", "")[-1:].isspace() else ""


def _suggestion(request: HttpRequest, line: Line) -> Suggestion:
    return Suggestion(
        kind=line.kind,
        text=_words(line.words),
        beside=_words(line.beside) if line.beside else None,
        by=_words(line.by) if line.by else None,
        works=line.works,
        url=request.build_absolute_uri(line.address),
    )


def _words(text: Text) -> Words:
    return Words(text.value, text.lang)
