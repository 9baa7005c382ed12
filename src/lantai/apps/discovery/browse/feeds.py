"""Atom feeds of works."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.core.bib.classtree import caption
from lantai.core.text.languages import name
from lantai.infra.feeds import Entry, feed

from ..params import SearchParams
from ..rows import ResultRow

Dated = Sequence[tuple[ResultRow, datetime]]


def feed_of(request: HttpRequest, works: Dated, chosen: Mapping[str, str]) -> HttpResponse:
    """Return the feed of works with when they came in; ``chosen``: the language and class they were limited to."""
    lang = get_language() or "en"
    asked = urlencode({key: value for key, value in (("language", chosen["language"]), ("class", chosen["class_"])) if value})
    scheme, _colon, number = chosen["class_"].partition(":")
    parts = [_("Newly added"), name(chosen["language"], lang) if chosen["language"] else "", caption(scheme, number, lang)]
    return _written(request, works, parts, reverse("discovery:new") + (f"?{asked}" if asked else ""))


def feed_of_search(request: HttpRequest, works: Dated, params: SearchParams) -> HttpResponse:
    """Return the feed of what a search finds, the newest first: its words, filters and all stay in its address."""
    return _written(request, works, [params.shown_text or _("A search")], reverse("discovery:search") + params.address)


def _written(request: HttpRequest, works: Dated, parts: Sequence[str], page: str) -> HttpResponse:
    title = " · ".join(filter(None, [_("Lantai"), *parts]))
    return feed(request, title=title, page=page, entries=(_entry(request, row, at) for row, at in works))


def _entry(request: HttpRequest, row: ResultRow, at: datetime) -> Entry:
    people = ", ".join(agent.forms[0].value for agent in row.people)
    return Entry(
        title="".join(piece for piece, _hit in row.title.pieces) or _("Without a title"),
        link=request.build_absolute_uri(reverse("discovery:work", args=[row.number])),
        at=at,
        about=" · ".join(filter(None, [people, row.publisher[0].value if row.publisher else "", row.date])),
        by=people,
    )
