"""When a place is open, worked out from a weekly pattern and days that differ: pure, in the library's own time.

A span that closes at or before the hour it opened goes on into the next day (20:00–02:00; 00:00–00:00 is the whole day). Times are
those on the wall: an instant becomes local time by the zone, so the night on which clocks change needs no case of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOK_AHEAD = 400
"""Days in which the next opening is looked for: a place that is closed for a year says so instead."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours of a weekday, 0 Monday … 6 Sunday."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Days, both included, that differ: ``opens`` None means closed; ``reasons`` by language."""

    first: date
    last: date
    opens: time | None = None
    closes: time | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """One date: its spans as times of the day, and why they differ from the pattern ("" by language where they do not)."""

    date: date
    spans: tuple[tuple[time, time], ...]
    reasons: Mapping[str, str]
    is_special: bool


@dataclass(frozen=True, slots=True)
class Now:
    """What holds at a moment. ``until``: when it closes; ``opens``: when it next opens, None within LOOK_AHEAD; both local."""

    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a place; of exceptions that hold on one day the first counts."""

    week: tuple[Slot, ...]
    exceptions: tuple[Exceptional, ...] = ()

    def on(self, day: date) -> Day:
        """Return the hours that begin on this date."""
        special = next((e for e in self.exceptions if e.first <= day <= e.last), None)
        if special is None:
            spans = tuple((s.opens, s.closes) for s in sorted(self.week, key=lambda s: s.opens) if s.weekday == day.weekday())
            return Day(day, spans, {}, is_special=False)
        spans = ((special.opens, special.closes),) if special.opens is not None and special.closes is not None else ()
        return Day(day, spans, special.reasons, is_special=True)

    def days(self, first: date, count: int = 7) -> list[Day]:
        """Return so many days from this one on."""
        return [self.on(first + timedelta(days=n)) for n in range(count)]

    def at(self, now: datetime, zone: ZoneInfo) -> Now:
        """Say whether the place is open at this instant, until when, or when it opens next."""
        local = now.astimezone(zone).replace(tzinfo=None)
        until = None
        for begins, ends in self._stretches(local.date() - timedelta(days=1)):
            if until is not None and begins > until:
                break
            if begins <= local < ends or (until is not None and begins <= until):
                until = max(until or ends, ends)
            elif begins > local:
                return Now(is_open=False, opens=begins)
            if until is not None and until - local > timedelta(days=7):
                return Now(is_open=True, all_day=True)
        return Now(is_open=True, until=until) if until else Now(is_open=False)

    def _stretches(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield what is open from this date on as wall times, in order; a day's spans never overlap its exceptions."""
        for day in self.days(first, LOOK_AHEAD):
            for opens, closes in day.spans:
                begins, ends = datetime.combine(day.date, opens), datetime.combine(day.date, closes)
                yield begins, ends if ends > begins else ends + timedelta(days=1)
