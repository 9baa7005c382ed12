"""Checking links: which are due, what came, when a fault is believed, and the faults that are opened and ended by it.

A fault is believed when it was seen ``STRIKES`` times in a row, hours apart; a sound answer is believed at once. Nothing is held in memory between
two calls: each link's next turn stands in its row, so a check that is interrupted goes on where it was.
"""

import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from lantai.apps.holdings.models import Database, PackageTitle, Platform
from lantai.core.faults.facts import Came, Verdict
from lantai.core.faults.judging import judge
from lantai.core.faults.kinds import CLASS_OF_KIND, LinkKind
from lantai.infra import audit, jobs
from lantai.infra.courtesy import host_of
from lantai.people.models import Account

from ..fetching import Fetcher
from ..models import OPEN_STATES, EventKind, Fault, Host, Link, LinkChange, Origin, Resolution, State
from ..models.faults import MOVES
from ..queries.expected import expected_of
from .allowing import allow, log
from .casework import bring
from .opening import opened_as

STRIKES = 3
AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""When a link in which a fault was seen once, twice, … is asked again."""

SOUND_FOR, SPREAD = timedelta(days=7), timedelta(days=2)
ROBOTS_FOR = timedelta(hours=24)
REST, LONGEST_REST = timedelta(minutes=10), timedelta(days=1)
AT_ONCE = 8
HOST_FAULTS = (LinkKind.DEAD_HOST, LinkKind.BLOCKED_IP, LinkKind.MAINTENANCE)
_PIECE = 2_000


@dataclass(slots=True)
class Round:
    """What a run of checks did."""

    checked: int = 0
    changed: int = 0
    faults: int = 0


def enroll(*, now: datetime, limit: int = _PIECE, rng: random.Random | None = None) -> int:
    """Put addresses on the programme that are not on it, and those that changed; return how many. Spread over a week."""
    rng = rng or random.Random()
    made = 0
    titles = PackageTitle.objects.current().exclude(url="").filter(link=None)[:limit]
    made += _enroll([Link(package_title=title, address=title.url) for title in titles], now, rng)
    made += _enroll(
        [Link(database=row, address=row.address) for row in Database.objects.exclude(address="").filter(link=None)[:limit]],
        now,
        rng,
    )
    made += _enroll(
        [Link(platform=row, address=row.address) for row in Platform.objects.exclude(address="").filter(link=None)[:limit]],
        now,
        rng,
    )
    for path, name in (
        ("package_title__url", "package_title"),
        ("database__address", "database"),
        ("platform__address", "platform"),
    ):
        for link in Link.objects.filter(**{f"{name}__isnull": False}).exclude(address=F(path)).select_related(name)[:limit]:
            target = getattr(link, name)
            link.address = target.url if name == "package_title" else target.address
            link.host, link.strikes, link.due_at = host_of(link.address)[:255], 0, now
            link.save(update_fields=["address", "host", "strikes", "due_at"])
            made += 1
    return made


def _enroll(links: list[Link], now: datetime, rng: random.Random) -> int:
    for link in links:
        link.host = host_of(link.address)[:255]
        link.due_at = now + rng.random() * SOUND_FOR if len(links) > 50 else now
    Link.objects.bulk_create([link for link in links if link.host], ignore_conflicts=True)
    return len(links)


def check_links(*, fetcher: Fetcher, clock: Callable[[], datetime], budget_s: float, limit: int = 1_000) -> Round:
    """Check links that are due, one of each host at a time and several hosts at once, until none is, ``limit`` are done or time is up."""
    done, began = Round(), time.monotonic()
    while done.checked < limit and time.monotonic() - began < budget_s and not jobs.stop.is_set():
        links = _next(clock(), AT_ONCE)
        if not links:
            break
        _lend_robots(fetcher, links, clock())
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(lambda link: fetcher.look(link.address), links))
        for link, came in zip(links, answers, strict=True):
            verdict = judge(came, expected_of(link, now=clock()))
            done.checked += 1
            done.changed += take(link, came, verdict, now=clock())
        _keep_robots(fetcher, {link.host for link in links}, clock())
    return done


def _next(now: datetime, count: int) -> list[Link]:
    """Return due links of as many hosts, of each the one that has waited longest; hosts that rest are left alone."""
    resting = Host.objects.filter(rest_until__gt=now).values("name")
    due = (
        Link.objects.filter(due_at__lte=now)
        .exclude(host__in=resting)
        .filter(Q(package_title=None) | Q(package_title__removed_at=None))
    )
    due = due.select_related("package_title__package", "database__platform", "platform", "fault").order_by("due_at")
    found: dict[str, Link] = {}
    while len(found) < count and (link := due.exclude(host__in=found.keys()).first()) is not None:
        found[link.host] = link
    return list(found.values())


@transaction.atomic
def take(link: Link, came: Came, verdict: Verdict, *, now: datetime) -> bool:
    """Note what a check saw; return whether the link became another kind."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    link.strikes = _strikes(link, verdict)
    link.seen, link.confidence, link.checked_at = verdict.kind, round(verdict.confidence, 3), now
    link.reasons, link.status_code, link.final_address = (
        [list(reason) for reason in verdict.reasons],
        came.status,
        came.url[:2_000],
    )
    link.due_at = _due(link, verdict, now)
    _note_host(link.host, verdict, now)
    before = link.kind
    believed = verdict.kind == LinkKind.SOUND or (verdict.kind != LinkKind.UNKNOWN and link.strikes >= STRIKES)
    if believed and before != verdict.kind:
        link.kind, link.since_at = verdict.kind, now
        LinkChange.objects.create(link=link, before=before, after=verdict.kind, at=now)
        _follow(link, now)
    link.save()
    return link.kind != before


def _strikes(link: Link, verdict: Verdict) -> int:
    if verdict.kind == LinkKind.SOUND:
        return 0
    if verdict.kind == LinkKind.UNKNOWN:
        return link.strikes
    return min(STRIKES, link.strikes + 1) if link.seen == verdict.kind else 1


def _due(link: Link, verdict: Verdict, now: datetime) -> datetime:
    if verdict.kind in (LinkKind.SOUND, LinkKind.UNKNOWN):
        return now + SOUND_FOR + random.random() * SPREAD
    return now + AGAIN[min(link.strikes, len(AGAIN)) - 1]


def _note_host(name: str, verdict: Verdict, now: datetime) -> None:
    """Leave a host alone that does not answer or blocks us, twice as long each time."""
    host, _made = Host.objects.get_or_create(name=name)
    if verdict.kind in HOST_FAULTS:
        host.failures += 1
        host.rest_until = now + min(LONGEST_REST, REST * 2 ** min(host.failures - 1, 10))
    elif host.failures:
        host.failures, host.rest_until = 0, None
    host.save(update_fields=["failures", "rest_until"])


def _follow(link: Link, now: datetime) -> None:
    """Open a fault for a link that has one, or end the one that it had."""
    if not link.is_faulty:
        if link.fault is not None:
            _recovered(link, link.fault, now)
        return
    fault = link.fault if link.fault is not None and link.fault.state in OPEN_STATES else _known(link)
    if fault is None:
        fault = _opened(link, now)
    else:
        log(fault, EventKind.CHECKED, now=now, after=link.kind)
    link.fault = fault


def _known(link: Link) -> Fault | None:
    """Return the open fault of the same thing, or of its host's platform when the host is the trouble."""
    things = Q(pk=None)
    if link.package_title_id:
        things |= Q(package_title=link.package_title_id)
    if link.database_id:
        things |= Q(database=link.database_id)
    wide = CLASS_OF_KIND[LinkKind(link.kind)]
    if link.kind in HOST_FAULTS:
        things |= Q(links__host=link.host, label=wide)
    return Fault.objects.filter(things, state__in=OPEN_STATES).order_by("opened_at").distinct().first()


def _opened(link: Link, now: datetime) -> Fault:
    title, database = link.package_title, link.database
    platform = link.platform or (title and (title.platform or title.package.platform)) or (database and database.platform) or None
    label = CLASS_OF_KIND[LinkKind(link.kind)]
    fault = Fault(
        platform=platform, package_title=title, database=database, address=link.address, label=label, guess="", kind=link.kind,
        confidence=link.confidence, reasons=[words for _code, words in link.reasons],
    )  # fmt: skip
    opened = opened_as(fault, origin=Origin.CHECK, now=now)
    audit.record(by=None, action="access.open_by_check", subject=opened, now=now)
    return opened


def _recovered(link: Link, fault: Fault, now: datetime) -> None:
    """End a fault that a check had found when all its links work again."""
    log(fault, EventKind.CHECKED, now=now, after=LinkKind.SOUND)
    others = fault.links.exclude(pk=link.pk).exclude(kind__in=["", LinkKind.SOUND, LinkKind.UNKNOWN])
    if fault.origin == Origin.CHECK and not others.exists() and State.FIXED in MOVES[State(fault.state)]:
        bring(fault, State.FIXED, resolution=Resolution.RECOVERED, words="", by=None, now=now)


def _lend_robots(fetcher: Fetcher, links: Iterable[Link], now: datetime) -> None:
    known = Host.objects.filter(name__in=[link.host for link in links], robots_at__gt=now - ROBOTS_FOR)
    fetcher.robots.update(known.values_list("name", "robots"))


def _keep_robots(fetcher: Fetcher, hosts: set[str], now: datetime) -> None:
    for name in hosts & fetcher.robots.keys():
        Host.objects.filter(name=name).exclude(robots_at__gt=now - ROBOTS_FOR).update(robots=fetcher.robots[name], robots_at=now)


@transaction.atomic
def ask_again(*, by: Account, link: Link, soon: bool, now: datetime) -> None:
    """Have a link asked at the next turn of checks, or, not ``soon``, when a sound one would be."""
    allow(by)
    Link.objects.filter(pk=link.pk).update(due_at=now if soon else now + SOUND_FOR)
    audit.record(by=by, action="access.ask_again", subject=link, now=now)


def start_checks(*, now: datetime, wanted: bool) -> bool:
    """Ask for a run of checks where links are due and none is waiting or running; return whether one was asked for."""
    if not wanted or not Link.objects.filter(due_at__lte=now).exists():
        return False
    if jobs.Job.objects.filter(name="access.check_links", state__in=[jobs.JobState.WAITING, jobs.JobState.RUNNING]).exists():
        return False
    jobs.enqueue("access.check_links")
    return True
