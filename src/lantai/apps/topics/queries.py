"""What the pages of topics show; nothing here takes a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from django.db.models import QuerySet
from django.utils.timezone import localdate

from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.catalog.openings import between
from lantai.core.openness.recorded import OPEN
from lantai.search.protocol import MAX_OFFSET, SearchError, Sort

from . import people, searches
from .models import Standing, Topic, TopicState, TopicWork
from .people import Involved

NEWEST = 8
IN_FEED = 50
OF_LATE = timedelta(days=60)
"""How long a work counts as newly free to read: whoever looks once a month misses none."""

MOST_YEARS = 30
"""Years that the drawing of the trend shows, the latest ones."""

MOST_ASKED_ABOUT = 5_000
"""Works of a topic whose authors are looked up: the newest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A topic with what it finds today. ``open_count``: works that anybody may read; ``pinned``, ``newest``: numbers of works; ``opened``: works that
    became free to read of late, and when; ``years``: works a year, the latest years; ``involved``: None where nobody counts; ``unavailable``: the
    catalog cannot be searched now."""

    topic: Topic
    total: int = 0
    open_count: int = 0
    pinned: Sequence[int] = ()
    opened: Sequence[tuple[int, date]] = ()
    newest: Sequence[int] = ()
    years: Sequence[tuple[int, int]] = ()
    involved: Involved | None = None
    unavailable: bool = False


def published() -> QuerySet[Topic]:
    """Return the topics that readers see, in their order."""
    return Topic.objects.filter(state=TopicState.PUBLISHED).order_by("place", "pk")


def every() -> QuerySet[Topic]:
    """Return all topics, in their order."""
    return Topic.objects.order_by("place", "pk")


def chosen(topic: Topic) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the works that are pinned, in their order, and those that are left out: of one that was merged or split since, those that it leads to."""
    rows = list(TopicWork.objects.filter(topic=topic).order_by("place", "pk").values_list("work_id", "standing"))
    now = catalog.now_at([work for work, _standing in rows])
    pinned = dict.fromkeys(at for work, standing in rows if standing == Standing.PINNED for at in now[work])
    excluded = frozenset(at for work, standing in rows if standing == Standing.EXCLUDED for at in now[work])
    return tuple(work for work in pinned if work not in excluded), excluded


def shown(topic: Topic, *, lang: str) -> Shown:
    """Return a topic with its works: what stands first, what is new, how many a year, and who wrote them."""
    pinned, excluded = chosen(topic)
    try:
        found = index.engine().search(
            searches.request_of(
                searches.read(topic.search),
                lang=lang,
                pinned=pinned,
                excluded=excluded,
                sort=Sort.NEWEST,
                limit=min(MOST_ASKED_ABOUT, MAX_OFFSET),
                facets=("open",),
            )
        )
    except SearchError:
        return Shown(topic, pinned=pinned, unavailable=True)
    works = [hit.id for hit in found.hits]
    newest = [work for work in works if work not in pinned][:NEWEST]
    return Shown(
        topic,
        found.total,
        dict(found.facets["open"]).get(OPEN, 0),
        pinned,
        opened(topic, lang=lang, on=localdate())[:NEWEST],
        newest,
        found.years[-MOST_YEARS:],
        people.involved(works) if works else None,
    )


def opened(topic: Topic, *, lang: str, on: date) -> list[tuple[int, date]]:
    """Return the works of a topic that became free to read in the last 60 days because an embargo ended, and when; raise SearchError."""
    days = between(on - OF_LATE, on)
    if not days:
        return []
    pinned, excluded = chosen(topic)
    search = searches.read(topic.search)
    asked = searches.request_of(search, lang=lang, pinned=pinned, excluded=excluded, sort=Sort.ADDED, limit=IN_FEED)
    found = index.engine().search(msgspec.structs.replace(asked, among=frozenset(days)))
    return sorted(((hit.id, days[hit.id]) for hit in found.hits), key=lambda each: (-each[1].toordinal(), each[0]))


def newest(topic: Topic, *, lang: str) -> list[int]:
    """Return the works of a topic that came in last; raise SearchError."""
    pinned, excluded = chosen(topic)
    search = searches.read(topic.search)
    asked = searches.request_of(search, lang=lang, pinned=pinned, excluded=excluded, sort=Sort.ADDED, limit=IN_FEED)
    return [hit.id for hit in index.engine().search(asked).hits]
