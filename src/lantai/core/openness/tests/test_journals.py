"""The years in which a journal was open as a whole, list by list."""

from datetime import date

import pytest

from lantai.core.openness.copies import OpenPeriod
from lantai.core.openness.journals import periods, spans_after, spans_until

YES, NO = "yes", "no"


@pytest.mark.parametrize("before, since, charge, year, after", [
    ([], 2014, YES, 2026, [(2014, None, YES)]),
    ([], None, NO, 2026, [(2026, None, NO)]),
    ([(2014, None, YES)], 2014, YES, 2026, [(2014, None, YES)]),
    ([(2014, None, YES)], 2012, YES, 2026, [(2012, None, YES)]),
    ([(2014, None, YES)], 2014, NO, 2026, [(2014, 2025, YES), (2026, None, NO)]),
    ([(2026, None, YES)], None, NO, 2026, [(2026, None, NO)]),
    ([(2014, 2020, YES), (2021, None, NO)], 2014, YES, 2026, [(2014, 2020, YES), (2021, 2025, NO), (2026, None, YES)]),
    ([(2014, 2022, YES)], 2014, YES, 2026, [(2014, 2022, YES), (2026, None, YES)]),
    ([(2014, 2025, YES)], None, YES, 2026, [(2014, None, YES)]),
    ([(2030, None, YES)], 2030, NO, 2026, [(2030, None, NO)]),
])  # fmt: skip
def test_each_list_leaves_the_years_of_those_before_it(before, since, charge, year, after):
    assert spans_after(before, since=since, charge=charge, on=date(year, 11, 29)) == after


def test_a_journal_that_left_was_open_to_the_year_of_the_last_list_that_had_it():
    assert spans_until([(2014, 2020, YES), (2021, None, NO)], date(2024, 3, 1)) == [(2014, 2020, YES), (2021, 2024, NO)]
    assert spans_until([(2026, None, YES)], date(2025, 3, 1)) == []


def test_a_charge_that_is_not_known_or_not_for_all_makes_no_diamond():
    spans = [(2014, 2020, "sometimes"), (2021, 2022, NO), (2023, None, "")]
    assert periods(spans) == (OpenPeriod(2014, 2020, True), OpenPeriod(2021, 2022, False), OpenPeriod(2023, None, None))
