"""Coverage against a model that asks of every month whether it is there: 10,000 random histories."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from lantai.core.bib.statements import Statement, embargo, windows
from lantai.core.measures.coverage import (
    EARLIEST,
    Run,
    Year,
    available,
    covers,
    day_after,
    first_day,
    gaps,
    joined,
    overlaps,
    spans,
    years,
)

ON = date(2026, 11, 28)
HISTORIES = 10_000


def run(statement: Statement) -> list[tuple[str, str]]:
    return [(r.first.isoformat(), r.end.isoformat()) for r in available([statement], ON)]


@pytest.mark.parametrize(
    ("first", "last", "code", "said"),
    [
        ("1990", "1999", "", [("1990-01-01", "2000-01-01")]),
        ("1990-03", "1999-02", "", [("1990-03-01", "1999-03-01")]),
        ("1990-03-05", "", "", [("1990-03-05", "2026-11-29")]),
        ("1990", "", "P1Y", [("1990-01-01", "2026-01-01")]),
        ("1990", "", "P6M", [("1990-01-01", "2026-05-28")]),
        ("1990", "", "R1Y", [("2026-01-01", "2026-11-29")]),
        ("1990", "", "R10Y;P30D", [("2017-01-01", "2026-10-29")]),
        ("1990", "2010", "R1Y", []),
        ("2027", "", "", []),
        ("2026-11", "2030", "", [("2026-11-01", "2026-11-29")]),
    ],
)
def test_a_statement_gives_these_days(first, last, code, said):
    assert run(Statement(first=first, last=last, embargo=code)) == said


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("p1y", "P1Y"),
        ("P 1 Y", "P1Y"),
        ("12 months", "P12M"),
        ("1 year", "P1Y"),
        ("R10Y, P30D", "R10Y;P30D"),
        ("PY1", "P1Y"),
        ("R1年", "R1Y"),
        ("P0D", ""),
    ],
)
def test_an_embargo_is_read_as_it_was_meant(given, code):
    assert embargo(given) == code


@pytest.mark.parametrize("given", ["P", "1", "Y", "one year", "P1X", "P1Y2", "yes"])
def test_what_is_no_embargo_is_refused(given):
    with pytest.raises(ValueError, match=r".*"):
        embargo(given)


def test_two_packages_fill_each_others_gaps():
    one = available([Statement(first="1990", last="1994"), Statement(first="2000", last="2005")], ON)
    other = available([Statement(first="1993", last="1999")], ON)
    assert gaps(one) == [Run(date(1995, 1, 1), date(2000, 1, 1))]
    assert joined([*one, *other]) == [Run(date(1990, 1, 1), date(2006, 1, 1))]


def test_statements_that_claim_the_same_days_are_named():
    a, b, c = Statement(first="1990", last="1995"), Statement(first="1995-06", last="1999"), Statement(first="2000")
    assert overlaps([c, a, b]) == [(a, b)]


def test_years_say_how_much_of_them_is_there():
    found = years(available([Statement(first="2024-07", last="")], ON), ON)
    assert [y.year for y in found] == [2024, 2025, 2026]
    assert (round(found[0].share, 2), found[0].whole, found[1].whole, found[2].whole) == (0.5, False, True, True)
    assert spans([*found, Year(2030, 1, True)]) == [(2024, 2026), (2030, 2030)]


# ---------------------------------------------------------------- the slow, obvious model


def some_date(rng: random.Random) -> str:
    year, month = rng.randint(1985, 2028), rng.randint(1, 12)
    return rng.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{rng.randint(1, 28):02}"])


def history(rng: random.Random) -> list[Statement]:
    statements = []
    for _ in range(rng.randint(1, 4)):
        first, last = some_date(rng), some_date(rng)
        if first_day(first) >= day_after(last):
            first, last = last, first
        code = rng.choice(["", "", "P1Y", "P12M", "P6M", "R1Y", "R5Y", "R10Y;P1Y", "P400D", "R24M", "P18M"])
        statements.append(Statement(first=rng.choice([first, first, ""]), last=rng.choice([last, last, ""]), embargo=code))
    return statements


def is_there(day: date, statements: list[Statement], on: date) -> bool:
    """Say of one day, statement by statement and wall by wall, whether it is there; written without looking at runs."""
    return day <= on and any(inside(day, each) and all(open_to(day, w, on) for w in windows(each.embargo)) for each in statements)


def inside(day: date, statement: Statement) -> bool:
    said = day.isoformat()
    after_first = not statement.first or said[: len(statement.first)] >= statement.first
    return after_first and (not statement.last or said[: len(statement.last)] <= statement.last)


def open_to(day: date, window, on: date) -> bool:
    if window.unit == "Y":
        recent = on.year - day.year < window.length
    elif window.unit == "D":
        recent = (on - day).days <= window.length
    else:
        month, last = divmod(on.year * 12 + on.month - 1 - window.length, 12)
        days = (date(month + last // 11, (last + 1) % 12 + 1, 1) - timedelta(days=1)).day
        recent = (day.year, day.month, day.day) >= (month, last + 1, min(on.day, days))
    return recent if window.wall == "R" else not recent


def test_every_month_of_ten_thousand_histories_is_as_the_model_says():
    rng = random.Random(20261128)
    for _ in range(HISTORIES):
        statements, on = history(rng), date(2026, 1, 1) + timedelta(days=rng.randint(0, 900))
        runs = available(statements, on)
        assert all(a.end < b.first for a, b in pairwise(runs))
        for _ in range(12):
            day = date(rng.randint(1984, 2029), rng.randint(1, 12), rng.randint(1, 28))
            assert covers(runs, day) == is_there(day, statements, on), (statements, on, day)


def test_every_single_month_of_some_histories_is_as_the_model_says():
    rng = random.Random(7)
    for _ in range(300):
        statements, on = history(rng), date(2026, 1, 1) + timedelta(days=rng.randint(0, 900))
        runs = available(statements, on)
        for month in range(1984 * 12, 2030 * 12):
            day = date(month // 12, month % 12 + 1, rng.randint(1, 28))
            assert covers(runs, day) == is_there(day, statements, on), (statements, on, day)


def test_years_count_the_days_of_the_model():
    rng = random.Random(8)
    for _ in range(60):
        statements = [s for s in history(rng) if s.first]
        found = {y.year: y.share for y in years(available(statements, ON), ON)}
        for year in range(1984, 2030):
            days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
            there = sum(is_there(day, statements, ON) for day in days)
            assert round(found.get(year, 0) * len(days)) == there


def test_what_has_no_beginning_has_no_first_year_made_up():
    assert years([Run(EARLIEST, date(2000, 1, 1))], ON) == []
