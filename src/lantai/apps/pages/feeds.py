"""News as an Atom feed, each piece in the reader's language where it is translated."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lantai.infra.feeds import Entry, feed

from .models import NewsItem


def written(request: HttpRequest, items: Sequence[NewsItem]) -> HttpResponse:
    """Return the feed of pieces of news."""
    entries = (
        Entry(
            title=item.title,
            link=request.build_absolute_uri(item.address),
            at=datetime.combine(item.day, time(), tzinfo=UTC),
            about=item.intro,
            topics=(item.topic,) if item.topic else (),
        )
        for item in items
    )
    return feed(request, title=" · ".join((_("Lantai"), _("News"))), page="/news/", entries=entries)
