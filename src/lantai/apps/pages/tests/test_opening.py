"""When a place is open: patterns, nights, holidays, the hour at which clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from lantai.apps.pages.forms import read_spans
from lantai.apps.pages.opening import Exceptional, Hours, Slot

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = tuple(Slot(day, time(8), time(22)) for day in range(5))
NIGHTS = tuple(Slot(day, time(20), time(2)) for day in range(7))
ALWAYS = tuple(Slot(day, time(0), time(0)) for day in range(7))


def at(said: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=zone)


def text(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%a %d %H:%M}"


@pytest.mark.parametrize(
    ("week", "now", "is_open", "then"),
    [
        (WEEK, "2026-11-27T21:59", True, "Fri 27 22:00"),
        (WEEK, "2026-11-27T22:00", False, "Mon 30 08:00"),
        (WEEK, "2026-11-27T07:59", False, "Fri 27 08:00"),
        (WEEK, "2026-11-28T12:00", False, "Mon 30 08:00"),
        (NIGHTS, "2026-11-28T01:30", True, "Sat 28 02:00"),
        (NIGHTS, "2026-11-28T02:00", False, "Sat 28 20:00"),
        (NIGHTS, "2026-11-28T23:59", True, "Sun 29 02:00"),
        ((Slot(4, time(8), time(0)), Slot(5, time(0), time(12))), "2026-11-27T09:00", True, "Sat 28 12:00"),
        ((Slot(4, time(8), time(12)), Slot(4, time(14), time(18))), "2026-11-27T12:30", False, "Fri 27 14:00"),
    ],
)
def test_it_says_until_when_or_when_next(week, now, is_open, then):
    said = Hours(week).at(at(now), SHANGHAI)
    assert (said.is_open, text(said.until if is_open else said.opens)) == (is_open, then)


def test_a_place_that_never_closes_says_so():
    assert Hours(ALWAYS).at(at("2026-11-28T03:00"), SHANGHAI).all_day


def test_a_place_without_hours_opens_at_no_time():
    said = Hours(()).at(at("2026-11-28T03:00"), SHANGHAI)
    assert (said.is_open, said.opens) == (False, None)


def test_an_exception_replaces_the_pattern_and_the_first_one_counts():
    short = Exceptional(date(2026, 11, 27), date(2026, 11, 27), time(10), time(12), {"en": "Exams"})
    closed = Exceptional(date(2026, 11, 26), date(2026, 11, 30), reasons={"en": "Moving"})
    hours = Hours(WEEK, (short, closed))
    assert hours.on(date(2026, 11, 27)).spans == ((time(10), time(12)),)
    assert hours.on(date(2026, 11, 26)).spans == ()
    assert text(hours.at(at("2026-11-27T13:00"), SHANGHAI).opens) == "Tue 01 08:00"


def test_the_night_before_a_holiday_still_ends_in_it():
    hours = Hours(NIGHTS, (Exceptional(date(2026, 11, 28), date(2026, 11, 28)),))
    assert text(hours.at(at("2026-11-28T01:00"), SHANGHAI).until) == "Sat 28 02:00"
    assert text(hours.at(at("2026-11-28T21:00"), SHANGHAI).opens) == "Sun 29 20:00"


def test_an_instant_counts_in_the_librarys_time():
    assert Hours(WEEK).at(datetime(2026, 11, 27, 13, 30, tzinfo=UTC), SHANGHAI).is_open  # 21:30 there
    assert not Hours(WEEK).at(datetime(2026, 11, 27, 14, 30, tzinfo=UTC), SHANGHAI).is_open


def test_clocks_that_go_back_do_not_close_a_night_early():
    berlin = ZoneInfo("Europe/Berlin")  # on 25 October 2026, 03:00 becomes 02:00
    hours = Hours((Slot(5, time(20), time(4)),))
    assert hours.at(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), berlin).is_open  # 03:30 on the wall
    assert not hours.at(datetime(2026, 10, 25, 3, 0, tzinfo=UTC), berlin).is_open


@pytest.mark.parametrize(
    ("said", "spans"),
    [
        ("08:00–22:00", [(time(8), time(22))]),
        ("8-12, 14-18", [(time(8), time(12)), (time(14), time(18))]),
        ("٠٨:٠٠–١٢:٠٠، ٢٠:٠٠–٠٢:٠٠", [(time(8), time(12)), (time(20), time(2))]),
        ("8：00至22：00", [(time(8), time(22))]),
        ("00:00–24:00", [(time(0), time(0))]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(said, spans):
    assert read_spans(said) == spans


@pytest.mark.parametrize(
    "said", ["morning", "25:00–26:00", "08:00", "08:75–09:00", "08:00–12:00, 11:00–13:00", "20:00–02:00, 23:00–23:30"]
)
def test_what_is_no_span_is_refused(said):
    with pytest.raises(ValidationError):
        read_spans(said)
