"""The Atom feed of a topic: what came in last, and what became free to read since."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.catalog import queries as catalog
from lantai.core.bib.record import BibRecord
from lantai.infra.feeds import Entry, feed

from .models import Topic, said_in


def feed_of(request: HttpRequest, topic: Topic, works: Mapping[int, datetime], opened: Mapping[int, date]) -> HttpResponse:
    """Return the feed. ``works``: number -> when it came in; ``opened``: number -> the day since which it is free to read, an entry of its own."""
    lang = get_language() or "en"
    documents = catalog.documents([*works, *opened])
    came = [(number, at, None) for number, at in works.items()]
    days = [(number, _beginning(day), day) for number, day in opened.items()]
    entries = [
        _entry(request, number, documents[number].instances[0].record, at, day)
        for number, at, day in sorted([*came, *days], key=lambda one: one[1], reverse=True)
        if number in documents
    ]
    name, about = (said_in(words, lang)[0] for words in (topic.names, topic.introductions))
    return feed(request, title=name, about=about, page=reverse("topics:topic", args=[topic.slug]), entries=entries)


def _entry(request: HttpRequest, number: int, record: BibRecord, at: datetime, day: date | None) -> Entry:
    address = request.build_absolute_uri(reverse("discovery:work", args=[number]))
    title = record.title.forms[0].value if record.title else _("Without a title")
    people = ", ".join(agent.forms[0].value for agent in record.contributions[:4])
    return Entry(
        title=_("Now free to read: %(title)s") % {"title": title} if day else title,
        link=address,
        at=at,
        about=people,
        by=people,
        key=f"{address}#open-{day}" if day else "",
    )


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
