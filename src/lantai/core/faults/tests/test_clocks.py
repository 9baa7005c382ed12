"""Business hours, grades and uptime, against slow and obvious counting."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from lantai.core.faults.clocks import NotHours, Week, after, minutes_between, read_hours
from lantai.core.faults.severity import Grade, Scope, grade
from lantai.core.faults.uptime import down, share_up, union

WEEK = Week(read_hours("1-5 08:30-12:00\n1-5 13:00-17:30\n6 09:00-24:00"), frozenset({date(2026, 12, 25)}))
FRIDAY = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


def test_a_fault_of_friday_evening_is_counted_on_saturday_and_monday():
    assert minutes_between(FRIDAY, datetime(2026, 11, 30, 9, 0, tzinfo=UTC), WEEK) == 30 + 15 * 60 + 30
    assert after(FRIDAY, 60, WEEK) == datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    assert after(datetime(2026, 11, 29, 3, 0, tzinfo=UTC), 30, WEEK) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_minutes_agree_with_counting_each():
    rng = random.Random(4)
    for _ in range(60):
        start = datetime(2026, 12, 21, tzinfo=UTC) + timedelta(minutes=rng.randrange(5_000))
        end = start + timedelta(minutes=rng.randrange(3_000))
        minutes = [start + timedelta(minutes=n) for n in range(int((end - start).total_seconds() // 60))]
        slow = sum(any(a <= at.time() < b for a, b in WEEK.on(at.date())) for at in minutes)
        assert minutes_between(start, end, WEEK) == slow
        due = after(start, slow + 1, WEEK)
        assert minutes_between(start, due, WEEK) == slow + 1


def test_without_hours_the_clock_on_the_wall_counts():
    assert after(FRIDAY, 90, Week(())) == FRIDAY + timedelta(minutes=90)


@pytest.mark.parametrize("line", ["8 08:00-09:00", "1-5 9-17", "5-1 08:00-09:00", "1 10:00-09:00", "1 25:00-26:00", "Monday"])
def test_hours_that_are_none_are_refused_with_their_line(line):
    with pytest.raises(NotHours) as refused:
        read_hours(f"1 08:00-09:00\n{line}")
    assert refused.value.line == 2


def test_two_faults_at_once_count_once_and_an_open_one_lasts():
    start, hour = datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1)
    several = [(start, start + 2 * hour), (start + hour, start + 3 * hour), (start + 9 * hour, None), (start - 5 * hour, start)]
    assert down(several, start=start, end=start + 10 * hour) == 4 * hour
    assert share_up(several, start=start, end=start + 10 * hour) == pytest.approx(0.6)
    assert len(union(several, start=start, end=start + 10 * hour)) == 2
    assert share_up([], start=start, end=start) == 1.0


def test_a_fault_grows_graver_with_its_reach_its_importance_and_its_witnesses():
    assert grade(Scope.TITLE, importance=1, reports=1) == Grade.LOW
    assert grade(Scope.TITLE, importance=3, reports=20) == Grade.MIDDLE
    assert grade(Scope.PLATFORM, importance=1, reports=0) == Grade.MIDDLE
    assert grade(Scope.PLATFORM, importance=3, reports=1) == Grade.CRITICAL
    assert grade(Scope.EVERYTHING, importance=1, reports=0) == Grade.HIGH
