"""The figures of a month: how long platforms were up, how soon readers were answered and could get in again, how well classes were guessed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Q
from django.utils import timezone

from lantai.apps.holdings.models import Platform
from lantai.core.faults.clocks import minutes_between
from lantai.core.faults.uptime import down, share_up

from ..models import Downtime, Fault, Report
from .service import service, week_of


@dataclass(frozen=True, slots=True)
class PlatformMonth:
    """A platform's month. ``planned``: maintenance told beforehand, which does not count as down."""

    platform: Platform
    faults: int
    down: timedelta
    planned: timedelta
    share: float


@dataclass(frozen=True, slots=True)
class Month:
    """The figures. Minutes are of business hours; None where nothing was to be measured. Shares are 0..1.

    ``reply``, ``restore``: median minutes; ``reply_kept``, ``restore_kept``: share within what was promised. ``precision``: of the automatic
    class, over the ``judged`` faults whose class staff confirmed or changed.
    """

    start: datetime
    end: datetime
    faults: int
    reports: int
    by_class: list[tuple[str, int]]
    reply: float | None
    reply_kept: float | None
    restore: float | None
    restore_kept: float | None
    reopened: float | None
    precision: float | None
    judged: int
    platforms: list[PlatformMonth]


def month_of(day: date, *, now: datetime) -> Month:
    """Return the figures of the month in which a day lies, as far as it has passed."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day.replace(day=1), time(0), zone)
    end = min(datetime.combine((day.replace(day=28) + timedelta(days=4)).replace(day=1), time(0), zone), max(now, start))
    rows = list(Fault.objects.filter(opened_at__gte=start, opened_at__lt=end, parent=None))
    guessed = [row for row in rows if row.labelled and row.guess]
    ended = [row for row in rows if row.restored_at is not None]
    return Month(
        start=start,
        end=end,
        faults=len(rows),
        reports=Report.objects.filter(made_at__gte=start, made_at__lt=end).count(),
        by_class=Counter(str(row.get_label_display()) for row in rows).most_common(),
        reply=_median([_minutes(row.opened_at, row.replied_at) for row in rows if row.replied_at]),
        reply_kept=_share([_kept(row.replied_at, row.reply_due_at) for row in rows if row.replied_at or _over(row.reply_due_at, now)]),
        restore=_median([_minutes(row.opened_at, row.restored_at) for row in ended]),
        restore_kept=_share([
            _kept(row.restored_at, row.restore_due_at) for row in rows if row.restored_at or _over(row.restore_due_at, now)
        ]),
        reopened=_share([row.reopened_count > 0 for row in rows if row.restored_at or row.reopened_count]),
        precision=_share([row.guess == row.label for row in guessed]),
        judged=len(guessed),
        platforms=_platforms(rows, start, end),
    )  # fmt: skip


def _platforms(rows: list[Fault], start: datetime, end: datetime) -> list[PlatformMonth]:
    count = Counter(row.platform_id for row in rows)
    times: dict[tuple[int | None, bool], list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for each in Downtime.objects.filter(database=None, from_at__lt=end).filter(Q(until_at=None) | Q(until_at__gt=start)):
        times[each.platform_id, each.planned].append((each.from_at, each.until_at))
    found = [
        PlatformMonth(
            platform,
            count[platform.pk],
            down(times[platform.pk, False], start=start, end=end),
            down(times[platform.pk, True], start=start, end=end),
            share_up(times[platform.pk, False], start=start, end=end),
        )
        for platform in Platform.objects.order_by("name")
    ]
    return sorted(found, key=lambda each: each.share)


def _minutes(start: datetime, end: datetime | None) -> int:
    settings = service()
    week = week_of(settings.hours, settings.closed)
    return minutes_between(timezone.localtime(start), timezone.localtime(end), week) if end else 0


def _kept(at: datetime | None, due_at: datetime | None) -> bool:
    return at is not None and due_at is not None and at <= due_at


def _over(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and due_at < now


def _median(values: list[int]) -> float | None:
    return float(median(values)) if values else None


def _share(values: list[bool]) -> float | None:
    return sum(values) / len(values) if values else None
