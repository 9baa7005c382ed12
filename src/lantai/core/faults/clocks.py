"""Time as a service counts it: minutes within business hours, and when so many of them will have passed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

LONGEST = timedelta(days=400)
_LINE = re.compile(r"^([1-7])(?:-([1-7]))?\s+(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")


class NotHours(ValueError):
    """A line of business hours that cannot be read; ``line`` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text}")
        self.line, self.text = line, text


@dataclass(frozen=True, slots=True)
class Week:
    """When the service works. ``spans``: (weekday 0 = Monday, from, until) in local time; ``closed``: days on which it does not."""

    spans: tuple[tuple[int, time, time], ...]
    closed: frozenset[date] = frozenset()

    def on(self, day: date) -> Iterator[tuple[time, time]]:
        """Yield the hours of a day, in order."""
        if day not in self.closed:
            yield from sorted((start, end) for weekday, start, end in self.spans if weekday == day.weekday())


def read_hours(text: str) -> tuple[tuple[int, time, time], ...]:
    """Return the spans of lines such as "1-5 08:30-17:30" (1 is Monday, 24:00 the end of the day); raise NotHours."""
    spans: list[tuple[int, time, time]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.match(line.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        try:
            start, end = (time(int(match[3]), int(match[4])), _end(int(match[5]), int(match[6]))) if match else (time(1), time(0))
        except ValueError:
            raise NotHours(number, line) from None
        if last < first or end <= start:
            raise NotHours(number, line)
        spans += [(day - 1, start, end) for day in range(first, last + 1)]
    return tuple(spans)


def _end(hour: int, minute: int) -> time:
    return time.max if (hour, minute) == (24, 0) else time(hour, minute)


def minutes_between(start: datetime, end: datetime, week: Week) -> int:
    """Return how many whole minutes of business hours lie between two instants, both in the service's time zone."""
    total = sum(
        (min(end, closes) - max(start, opens)).total_seconds()
        for opens, closes in _hours(start, end, week)
        if closes > start and opens < end
    )
    return int(max(0.0, total) // 60)


def after(start: datetime, minutes: int, week: Week) -> datetime:
    """Return when so many minutes of business hours will have passed; without any hours they are counted by the clock on the wall."""
    left = timedelta(minutes=minutes)
    for opens, closes in _hours(start, start + LONGEST, week):
        begin = max(start, opens)
        if closes > begin:
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
    return start + timedelta(minutes=minutes)


def _hours(start: datetime, end: datetime, week: Week) -> Iterator[tuple[datetime, datetime]]:
    day = start.date()
    while day <= end.date():
        for opens, closes in week.on(day):
            begin = datetime.combine(day, opens, start.tzinfo)
            finish = (
                datetime.combine(day + timedelta(days=1), time(0), start.tzinfo)
                if closes == time.max
                else datetime.combine(day, closes, start.tzinfo)
            )
            yield begin, finish
        day += timedelta(days=1)
