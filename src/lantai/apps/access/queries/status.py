"""How platforms stand, for everybody: what is wrong now, what is planned, and the last ninety days, day by day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from lantai.apps.holdings.models import Database, PackageTitle, Platform, PlatformStatus
from lantai.core.faults.severity import Scope
from lantai.core.faults.uptime import down, share_up

from ..models import OPEN_STATES, Downtime, Fault, PlatformAccess, State

DAYS = 90
MANY = 3
"""A fault that no member of staff has looked at yet is shown to everybody when so many readers told of it."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a platform: ``down``: for how long it was shut."""

    at: datetime
    down: timedelta

    @property
    def level(self) -> int:
        """Return how bad it was: 0 not at all, 1 under an hour, 2 under four, 3 more."""
        hours = self.down.total_seconds() / 3600
        return 0 if hours <= 0 else 1 if hours < 1 else 2 if hours < 4 else 3


@dataclass(frozen=True, slots=True)
class Standing:
    """How a platform stands. ``share``: of the last ninety days in which it was up, without planned maintenance."""

    platform: Platform
    faults: list[Fault]
    now_down: Downtime | None
    planned: list[Downtime]
    days: list[Day]
    share: float

    @property
    def state(self) -> str:
        """Return "stop", "warn" or "ok"."""
        if self.now_down is not None and not self.now_down.planned:
            return "stop"
        return "warn" if self.faults or self.now_down is not None else "ok"


def shown_faults() -> "Iterable[Fault]":
    """Return the open faults that everybody may know of, the gravest first."""
    rows = Fault.objects.filter(state__in=OPEN_STATES, parent=None, scope__gte=Scope.DATABASE).exclude(label="user_error")
    rows = rows.annotate(told=Count("reports", distinct=True) + Count("children__reports", distinct=True))
    return (
        rows.filter(~Q(state=State.NEW) | Q(told__gte=MANY) | Q(origin="check"))
        .select_related("platform", "database")
        .order_by("-severity", "opened_at")
    )


def standings(*, now: datetime) -> list[Standing]:
    """Return how every platform in use stands, those with faults first (four SQL queries)."""
    hidden = PlatformAccess.objects.filter(on_status_page=False).values("platform")
    platforms = list(Platform.objects.filter(status=PlatformStatus.IN_USE).exclude(pk__in=hidden))
    begin = _day(now) - timedelta(days=DAYS - 1)
    by_platform: dict[int, list[Downtime]] = defaultdict(list)
    for row in (
        Downtime.objects.filter(platform__in=platforms)
        .filter(Q(until_at=None) | Q(until_at__gt=begin))
        .select_related("database")
        .order_by("from_at")
    ):
        by_platform[row.platform_id].append(row)  # type: ignore[index]
    faults: dict[int | None, list[Fault]] = defaultdict(list)
    for fault in shown_faults():
        faults[fault.platform_id].append(fault)
    found = [_standing(platform, by_platform[platform.pk], faults[platform.pk], begin, now) for platform in platforms]
    order = {"stop": 0, "warn": 1, "ok": 2}
    return sorted(found, key=lambda each: (order[each.state], each.platform.name.casefold()))


def _standing(platform: Platform, rows: list[Downtime], faults: list[Fault], begin: datetime, now: datetime) -> Standing:
    whole = [(row.from_at, row.until_at) for row in rows if not row.planned and row.database_id is None and row.from_at <= now]
    current = [row for row in rows if row.from_at <= now and (row.until_at is None or row.until_at > now)]
    days = []
    for n in range(DAYS):
        start = begin + timedelta(days=n)
        days.append(Day(start, down(whole, start=start, end=min(start + timedelta(days=1), now)) if start < now else timedelta()))
    worst = min(current, key=lambda row: (row.planned, row.database_id is not None), default=None)
    planned = [row for row in rows if row.planned and row.from_at > now]
    return Standing(platform, faults, worst, planned, days, share_up(whole, start=begin, end=now))


def _day(now: datetime) -> datetime:
    local = timezone.localtime(now)
    return datetime.combine(local.date(), time(0), local.tzinfo)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of news of the feed: that something began, or is over."""

    key: str
    name: str
    what: str
    notes: dict[str, str]
    at: datetime


def news(*, now: datetime, limit: int = 60) -> list[Piece]:
    """Return what began, was planned or ended of late, the newest first."""
    since = now - timedelta(days=DAYS)
    rows = Downtime.objects.filter(Q(from_at__gt=since) | Q(until_at__gt=since)).select_related("platform", "database", "fault")
    pieces = []
    for row in rows:
        name, notes = str(row.database or row.platform), row.notes or (row.fault.notes if row.fault else {})
        if row.planned:
            pieces.append(Piece(f"{row.pk}-planned", name, "planned", notes, row.from_at))
        else:
            pieces.append(Piece(f"{row.pk}-began", name, "began", notes, row.from_at))
            if row.until_at is not None and row.until_at <= now:
                pieces.append(Piece(f"{row.pk}-over", name, "over", notes, row.until_at))
    return sorted(pieces, key=lambda piece: piece.at, reverse=True)[:limit]


def faults_of_titles(titles: Iterable[int]) -> dict[int, Fault]:
    """Return the open fault that shuts the platform of each of these titles of packages, where readers may know of it."""
    if not Fault.objects.filter(state__in=OPEN_STATES, parent=None, scope__gte=Scope.PLATFORM, platform__isnull=False).exists():
        return {}  # what a page of journals asks as a rule, at a tenth of the cost
    shut = {fault.platform_id: fault for fault in shown_faults() if fault.scope >= Scope.PLATFORM and fault.platform_id}
    rows = PackageTitle.objects.filter(pk__in=list(titles)).values_list("pk", "platform", "package__platform")
    return {pk: shut[own or general] for pk, own, general in rows if (own or general) in shut}


def faults_of_databases(databases: Iterable[int]) -> dict[int, Fault]:
    """Return the open fault of each of these databases, or of its platform, that readers may know of."""
    platforms = dict(Database.objects.filter(pk__in=list(databases)).values_list("pk", "platform"))
    found: dict[int, Fault] = {}
    for fault in shown_faults():
        for pk, platform in platforms.items():
            if fault.database_id == pk or (
                fault.database_id is None
                and fault.scope >= Scope.PLATFORM
                and platform is not None
                and fault.platform_id == platform
            ):
                found.setdefault(pk, fault)
    return found
