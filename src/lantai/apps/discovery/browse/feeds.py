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

from ..rows import ResultRow


def feed_of(request: HttpRequest, works: Sequence[tuple[ResultRow, datetime]], chosen: Mapping[str, str]) -> bytes:
    """Return the feed of works with when they came in; ``chosen``: the language and class they were limited to."""
    lang = get_language() or "en"
    asked = urlencode({key: value for key, value in (("language", chosen["language"]), ("class", chosen["class_"])) if value})
    scheme, _colon, number = chosen["class_"].partition(":")
    parts = [_("Newly added"), name(chosen["language"], lang) if chosen["language"] else "", caption(scheme, number, lang)]
    feed = Atom1Feed(
        title=" · ".join(filter(None, [_("Lantai"), *parts])),
        link=request.build_absolute_uri(reverse("discovery:new") + (f"?{asked}" if asked else "")),
        description="",
        feed_url=request.build_absolute_uri(),
        language=lang,
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
