"""What is on somebody's shelf; every question is asked for one account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lantai.apps.topics import queries as topics
from lantai.apps.topics.models import Topic
from lantai.catalog import listing
from lantai.catalog import queries as catalog
from lantai.catalog.standing import flagged
from lantai.core.bib.record import BibRecord
from lantai.people.models import Account
from lantai.search.protocol import SearchError

from .models import KeptWork, Subscription

PIECE = 100
"""Works whose descriptions are read at once for a file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A work that is kept. ``number``, ``title``, ``language``: as it was known; ``now``: the works that it is today, none where it was withdrawn."""

    number: int
    title: str
    language: str
    kept_at: datetime
    now: tuple[int, ...]

    @property
    def is_elsewhere(self) -> bool:
        """Say whether it is known by another number now, or by several."""
        return bool(self.now) and self.now != (self.number,)


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic that is followed. ``count``: works that came in since it was last seen, None where the catalog cannot be searched now; ``at_least``: it
    may be more."""

    topic: Topic
    seen_at: datetime
    count: int | None = 0
    at_least: bool = False


def works_of(account: Account) -> QuerySet[KeptWork]:
    """Return what somebody keeps, the newest first."""
    return KeptWork.objects.filter(account=account).order_by("-kept_at", "-pk")


def topics_of(account: Account) -> QuerySet[Subscription]:
    """Return what somebody follows, in the order of the topics."""
    return Subscription.objects.filter(account=account).select_related("topic").order_by("topic__place", "pk")


def is_kept(account: Account, work: int) -> bool:
    """Say whether somebody keeps a work, under this number or one that leads here: two questions."""
    return works_of(account).filter(work__in=catalog.led_here([work])[work]).exists()


def kept_among(account: Account, works: Sequence[int]) -> set[int]:
    """Return which of these works somebody keeps, under their numbers or ones that lead to them."""
    led = catalog.led_here(works)
    held = set(works_of(account).filter(work__in={one for some in led.values() for one in some}).values_list("work", flat=True))
    return {work for work, numbers in led.items() if numbers & held}


def is_followed(account: Account, topic: Topic) -> bool:
    """Say whether somebody follows a topic."""
    return Subscription.objects.filter(account=account, topic=topic).exists()


def kept(account: Account, *, start: int, end: int) -> list[Kept]:
    """Return a piece of what somebody keeps, each with where it is today."""
    rows = list(works_of(account).values_list("work", "work__title", "work__language", "kept_at")[start:end])
    now = catalog.now_at([work for work, *_rest in rows])
    return [Kept(work, title, language, at, tuple(now[work])) for work, title, language, at in rows]


def followed(account: Account, *, lang: str) -> list[Followed]:
    """Return the topics that somebody follows with what is new in each; one search for every topic that is kept up still."""
    return [_with_news(one, lang) for one in topics_of(account)]


def _with_news(one: Subscription, lang: str) -> Followed:
    if not one.topic.is_published:
        return Followed(one.topic, one.seen_at)
    try:
        newest = topics.newest(one.topic, lang=lang)
    except SearchError:
        return Followed(one.topic, one.seen_at, None)
    count = sum(at > one.seen_at for at in listing.added(newest).values())
    return Followed(one.topic, one.seen_at, count, at_least=count >= topics.IN_FEED)


def everything(account: Account) -> dict[str, Any]:
    """Return the whole shelf as plain JSON values."""
    works = kept(account, start=0, end=works_of(account).count())
    return {
        "works": [
            {"number": one.number, "title": one.title, "language": one.language, "kept": one.kept_at.isoformat(), "now": one.now}
            for one in works
        ],
        "topics": [
            {"name": one.topic.slug, "names": one.topic.names, "since": one.made_at.isoformat(), "seen": one.seen_at.isoformat()}
            for one in topics_of(account)
        ],
    }


def records(account: Account) -> Iterator[BibRecord]:
    """Yield the first edition of each work that somebody keeps and that is in the catalog, the newest first, each work once."""
    told: set[int] = set()
    for start in range(0, works_of(account).count(), PIECE):
        numbers = dict.fromkeys(number for one in kept(account, start=start, end=start + PIECE) for number in one.now)
        documents = flagged(catalog.documents([number for number in numbers if number not in told]))
        told |= documents.keys()
        yield from (documents[number].instances[0].record for number in numbers if number in documents)
