"""Atom feeds of works."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.core.bib.classtree import caption
from lantai.core.text.languages import name

from ..params import SearchParams
from ..rows import ResultRow

Dated = Sequence[tuple[ResultRow, datetime]]


def feed_of(request: HttpRequest, works: Dated, chosen: Mapping[str, str]) -> bytes:
    """Return the feed of works with when they came in; ``chosen``: the language and class they were limited to."""
    lang = get_language() or "en"
    asked = urlencode({key: value for key, value in (("language", chosen["language"]), ("class", chosen["class_"])) if value})
    scheme, _colon, number = chosen["class_"].partition(":")
    parts = [_("Newly added"), name(chosen["language"], lang) if chosen["language"] else "", caption(scheme, number, lang)]
    return _written(request, works, parts, reverse("discovery:new") + (f"?{asked}" if asked else ""))


def feed_of_search(request: HttpRequest, works: Dated, params: SearchParams) -> bytes:
    """Return the feed of what a search finds, the newest first: its words, filters and all stay in its address."""
    return _written(request, works, [params.shown_text or _("A search")], reverse("discovery:search") + params.address)


def _written(request: HttpRequest, works: Dated, parts: Sequence[str], page: str) -> bytes:
    feed = Atom1Feed(
        title=_xml(" · ".join(filter(None, [_("Lantai"), *parts]))),
        link=request.build_absolute_uri(page),
        description="",
        feed_url=request.build_absolute_uri(),
        language=get_language() or "en",
    )
    for row, at in works:
        address = request.build_absolute_uri(reverse("discovery:work", args=[row.number]))
        title = "".join(piece for piece, _hit in row.title.pieces) or _("Without a title")
        people = ", ".join(agent.forms[0].value for agent in row.people)
        about = " · ".join(filter(None, [people, row.publisher[0].value if row.publisher else "", row.date]))
        feed.add_item(
            title=_xml(title), link=address, description=_xml(about), unique_id=address, pubdate=at, updateddate=at,
            author_name=_xml(people) or None,
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def _xml(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c == " ")
