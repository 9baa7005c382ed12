"""Which years of what a title list promises can be read today."""

from datetime import date, timedelta

import pytest

from lantai.core.bib.embargo import span_on
from lantai.core.bib.spans import Fit, Span, Wish, fit

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("first", "last", "embargo", "expected"),
    [
        ("1997-03", "", "", Span(1997)),
        ("1997", "2004-12-31", "", Span(1997, 2004)),
        ("", "", "", Span()),
        ("1997", "", "P1Y", Span(1997, 2024, partly=(2025,))),
        ("1997", "2010", "P1Y", Span(1997, 2010)),
        ("1997", "", "R10Y", Span(2017, None, partly=(2016,))),
        ("1997", "", "R10Y;P6M", Span(2017, 2025, partly=(2016, 2026))),
        ("2026", "", "P2Y", None),
        ("1997", "", "one year", Span(1997)),
    ],
)
def test_coverage_and_embargo_give_the_years_that_are_open(first, last, embargo, expected):
    assert span_on(first, last, embargo=embargo, today=TODAY) == expected


def test_a_year_that_an_embargo_cuts_is_not_promised_and_not_denied():
    span = span_on("1997", "", embargo="P12M", today=TODAY)
    assert [fit([span], Wish(year=year)) for year in (2024, 2025, 2026)] == [Fit.YES, Fit.UNKNOWN, Fit.NO]


@pytest.mark.parametrize("embargo", ["P1Y", "P18M", "P400D", "R2Y", "R30M"])
def test_no_year_is_promised_that_is_not_wholly_open_and_none_denied_that_is_wholly_open(embargo):
    """Against every day of every year, counted one by one."""
    days = {"P1Y": 365.25, "P18M": 548, "P400D": 400, "R2Y": 730.5, "R30M": 913}[embargo]
    for today in (date(2026, 1, 1), date(2026, 6, 15), date(2026, 12, 31)):
        cut = today - timedelta(days=round(days))
        for year in range(2018, 2027):
            every = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
            is_open = [day < cut if embargo[0] == "P" else day > cut for day in every]
            span = span_on("2000", "", embargo=embargo, today=today)
            found = fit([span], Wish(year=year))
            assert found is not Fit.YES or all(is_open)
            assert found is not Fit.NO or not any(is_open)
