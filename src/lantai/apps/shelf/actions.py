"""What people do with their shelf. None of it is noted in the audit log: it is nobody's business but theirs."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantai.apps.topics.models import Topic
from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.people.models import Account

from . import queries
from .models import KeptWork, Subscription

MOST_WORKS = 5_000
"""Works that one person keeps: more than a bibliography has, and still a file that is written while one waits."""

MOST_TOPICS = 20
"""Topics that one person follows: the page asks the engine once for each."""


class Full(Exception):
    """There is no room for it on this shelf."""


@transaction.atomic
def keep(*, account: Account, works: Sequence[int], now: datetime) -> int:
    """Keep works of the catalog, those first that are named first; return how many were not kept before. Raise Full: then none is kept."""
    there = set(Work.objects.filter(pk__in=works, state=Work.State.LIVE).values_list("pk", flat=True))
    wished = [work for work in dict.fromkeys(works) if work in there]
    held = queries.kept_among(account, wished)
    new = [work for work in wished if work not in held]
    if _one_at_a_time(account) and queries.works_of(account).count() + len(new) > MOST_WORKS:
        raise Full
    rows = [KeptWork(account=account, work_id=work, kept_at=now) for work in reversed(new)]
    KeptWork.objects.bulk_create(rows, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def remove(*, account: Account, work: int) -> None:
    """Keep a work no more, by whichever number that leads to it."""
    if not Work.objects.filter(pk=work).exists():
        return
    KeptWork.objects.filter(account=account, work__in=catalog.led_here([work])[work]).delete()


@transaction.atomic
def follow(*, account: Account, topic: Topic, now: datetime) -> None:
    """Follow a topic: what comes in from now on is new. Raise Full."""
    if queries.is_followed(account, topic) or not topic.is_published:
        return
    if _one_at_a_time(account) and queries.topics_of(account).count() >= MOST_TOPICS:
        raise Full
    Subscription.objects.bulk_create(
        [Subscription(account=account, topic=topic, made_at=now, seen_at=now)], ignore_conflicts=True
    )


@transaction.atomic
def stop(*, account: Account, topic: Topic) -> None:
    """Follow a topic no more."""
    Subscription.objects.filter(account=account, topic=topic).delete()


@transaction.atomic
def see(*, account: Account, topic: Topic, now: datetime) -> None:
    """Take down that somebody has seen what is new in a topic that they follow."""
    Subscription.objects.filter(account=account, topic=topic).update(seen_at=now)


@transaction.atomic
def empty(*, account: Account) -> None:
    """Delete the whole shelf."""
    KeptWork.objects.filter(account=account).delete()
    Subscription.objects.filter(account=account).delete()


def _one_at_a_time(account: Account) -> bool:
    """Let nobody fill one shelf from two sides at once: others wait until this change is made."""
    return Account.objects.select_for_update().filter(pk=account.pk).exists()
