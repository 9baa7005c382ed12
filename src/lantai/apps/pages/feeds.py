"""News as an Atom feed, each piece in the reader's language where it is translated."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .models import NewsItem


def written(request: HttpRequest, items: Sequence[NewsItem]) -> bytes:
    """Return the feed of pieces of news."""
    feed = Atom1Feed(
        title=" · ".join((_("Lantai"), _("News"))), link=request.build_absolute_uri("/news/"), description="",
        feed_url=request.build_absolute_uri(), language=get_language() or "en",
    )  # fmt: skip
    for item in items:
        address, at = request.build_absolute_uri(item.address), datetime.combine(item.day, time(), tzinfo=UTC)
        feed.add_item(
            title=_xml(item.title), link=address, description=_xml(item.intro), unique_id=address, pubdate=at, updateddate=at,
            categories=[item.topic] if item.topic else (),
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def _xml(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c == " ")
