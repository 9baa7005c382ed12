"""Atom feeds (RFC 4287), written in one way, so that each is valid whatever its entries say. Enter at ``feed``.

A feed has an author, the library, since an entry may name none; texts keep all that XML can hold, joiners and wide spaces too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

CONTENT_TYPE = "application/atom+xml; charset=utf-8"

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 can hold: all but its production Char."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``link``: its whole address; ``key``: what it is known again by, "" its address; ``by``: who made it, "" nobody is named."""

    title: str
    link: str
    at: datetime
    about: str = ""
    by: str = ""
    key: str = ""
    topics: tuple[str, ...] = ()


def feed(request: HttpRequest, *, title: str, page: str, entries: Iterable[Entry], about: str = "") -> HttpResponse:
    """Return a feed in the language of the request. ``page``: the address that it follows, from the root."""
    made = Atom1Feed(
        title=plain(title),
        link=request.build_absolute_uri(page),
        description="",
        subtitle=plain(about) or None,
        feed_url=request.build_absolute_uri(),
        language=get_language() or "en",
        author_name=plain(settings.LIBRARY_NAME) or "Lantai",
    )
    for one in entries:
        made.add_item(
            title=plain(one.title),
            link=one.link,
            description=escape(plain(one.about), quote=False) or None,  # Django says that it is HTML
            unique_id=one.key or one.link,
            pubdate=one.at,
            updateddate=one.at,
            author_name=plain(one.by) or None,
            categories=tuple(plain(topic) for topic in one.topics),
        )
    return HttpResponse(made.writeString("utf-8").encode(), content_type=CONTENT_TYPE)


def plain(text: str) -> str:
    """Return a text in one line, of what XML can hold."""
    return " ".join(_UNWRITABLE.sub("", text).split())
