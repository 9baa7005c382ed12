"""The Atom feed of a topic: what came in last, and what became free to read since."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.catalog import queries as catalog

from .models import Topic, said_in


def feed_of(request: HttpRequest, topic: Topic, works: Mapping[int, datetime], opened: Mapping[int, date]) -> bytes:
    """Return the feed. ``works``: number -> when it came in; ``opened``: number -> the day since which it is free to read, an entry of its own."""
    lang = get_language() or "en"
    name, _code = said_in(topic.names, lang)
    about, _code = said_in(topic.introductions, lang)
    feed = Atom1Feed(
        title=_plain(name),
        link=request.build_absolute_uri(reverse("topics:topic", args=[topic.slug])),
        description=_plain(about),
        feed_url=request.build_absolute_uri(),
        language=lang,
    )
    documents = catalog.documents([*works, *opened])
    days = [(number, _beginning(day), day) for number, day in opened.items()]
    for number, at, day in sorted(
        [*((number, at, None) for number, at in works.items()), *days], key=lambda one: one[1], reverse=True
    ):
        if number not in documents:
            continue
        record = documents[number].instances[0].record
        address = request.build_absolute_uri(reverse("discovery:work", args=[number]))
        title = record.title.forms[0].value if record.title else _("Without a title")
        title = _("Now free to read: %(title)s") % {"title": title} if day else title
        people = ", ".join(agent.forms[0].value for agent in record.contributions[:4])
        feed.add_item(
            title=_plain(title), link=address, description=_plain(people), unique_id=f"{address}#open-{day}" if day else address, pubdate=at, updateddate=at,
            author_name=_plain(people) or None,
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _plain(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c == " ")
