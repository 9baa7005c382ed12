"""What editors do with topics."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.infra import audit, events
from lantai.people.models import Account

from . import searches
from .events import TopicChanged, TopicPublished, TopicRetired
from .models import Standing, Topic, TopicState, TopicWork

COVERS = 12
"""Drawings that there are (drawing.py)."""


@transaction.atomic
def make_topic(
    *, by: Account, slug: str, names: Mapping[str, str], introductions: Mapping[str, str], search: str, now: datetime
) -> Topic:
    """Make a draft at the end of the list. Raise searches.Misread."""
    _allow(by, "topics.add_topic")
    last = Topic.objects.aggregate(last=Max("place"))["last"] or 0
    topic = Topic.objects.create(
        slug=slug,
        names=_given(names),
        introductions=_given(introductions),
        search=searches.read(search).query,
        cover=last % COVERS,
        place=last + 1,
        made_at=now,
        changed_at=now,
    )
    audit.record(by=by, action="topics.make", subject=topic, now=now)
    return topic


@transaction.atomic
def change_topic(
    *,
    by: Account,
    topic: Topic,
    slug: str,
    names: Mapping[str, str],
    introductions: Mapping[str, str],
    search: str,
    now: datetime,
) -> None:
    """Change what a topic is called, says and searches. Raise searches.Misread."""
    _allow(by, "topics.change_topic")
    topic.slug, topic.names, topic.introductions = slug, _given(names), _given(introductions)
    topic.search, topic.changed_at = searches.read(search).query, now
    topic.save(update_fields=["slug", "names", "introductions", "search", "changed_at"])
    audit.record(by=by, action="topics.change", subject=topic, now=now)
    _tell_changed(topic)


@transaction.atomic
def place_works(*, by: Account, topic: Topic, pinned: Sequence[int], excluded: Sequence[int], now: datetime) -> list[int]:
    """Say which works stand first, in this order, and which are none of the topic's; return numbers that lead to no work."""
    _allow(by, "topics.change_topic")
    known = set(Work.objects.filter(pk__in={*pinned, *excluded}).values_list("pk", flat=True))
    there = {work for work, now_at in catalog.now_at(known).items() if now_at}
    chosen = dict.fromkeys(excluded, Standing.EXCLUDED) | dict.fromkeys(pinned, Standing.PINNED)
    TopicWork.objects.filter(topic=topic).delete()
    TopicWork.objects.bulk_create(
        TopicWork(topic=topic, work_id=work, standing=standing, place=place)
        for place, (work, standing) in enumerate(sorted(chosen.items(), key=lambda one: _order(one[0], pinned)))
        if work in there
    )
    Topic.objects.filter(pk=topic.pk).update(changed_at=now)
    audit.record(by=by, action="topics.place_works", subject=topic, now=now)
    _tell_changed(topic)
    return [work for work in dict.fromkeys((*pinned, *excluded)) if work not in there]


@transaction.atomic
def publish(*, by: Account, topic: Topic, now: datetime) -> None:
    """Show a topic to readers, for the first time or again."""
    _allow(by, "topics.publish_topic")
    Topic.objects.filter(pk=topic.pk).update(state=TopicState.PUBLISHED, published_at=topic.published_at or now, changed_at=now)
    audit.record(by=by, action="topics.publish", subject=topic, now=now)
    events.tell(TopicPublished(topic.pk, topic.slug, topic.search))


@transaction.atomic
def retire(*, by: Account, topic: Topic, now: datetime) -> None:
    """Take a topic from readers; it stays for staff, and its address says that it is gone."""
    _allow(by, "topics.publish_topic")
    Topic.objects.filter(pk=topic.pk).update(state=TopicState.RETIRED, published_at=topic.published_at or now, changed_at=now)
    audit.record(by=by, action="topics.retire", subject=topic, now=now)
    events.tell(TopicRetired(topic.pk, topic.slug))


@transaction.atomic
def move(*, by: Account, topic: Topic, down: bool, now: datetime) -> None:
    """Let a topic change places with the one above it, or below."""
    _allow(by, "topics.change_topic")
    others = Topic.objects.filter(place__gt=topic.place) if down else Topic.objects.filter(place__lt=topic.place)
    other = others.order_by("place" if down else "-place", "pk").first()
    if other is None:
        return
    Topic.objects.filter(pk=topic.pk).update(place=other.place)
    Topic.objects.filter(pk=other.pk).update(place=topic.place)
    audit.record(by=by, action="topics.move", subject=topic, now=now)


def _order(work: int, pinned: Sequence[int]) -> int:
    return list(pinned).index(work) if work in pinned else len(pinned)


def _given(words: Mapping[str, str]) -> dict[str, str]:
    return {code: said.strip() for code, said in words.items() if said.strip()}


def _tell_changed(topic: Topic) -> None:
    if topic.is_published:
        events.tell(TopicChanged(topic.pk, topic.slug, topic.search))


def _allow(by: Account, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(permission)
