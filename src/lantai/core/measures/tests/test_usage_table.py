"""Counts of use as people write them; rows in are rows kept and rows refused."""

import pytest

from lantai.core.measures.usage_table import Why, count_of, month_of, read


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-10", (2026, 10)), ("2026/1", (2026, 1)), ("2026年10月", (2026, 10)), ("Oct-2026", (2026, 10)), ("October 2026", (2026, 10)),
        ("2026-10-01", (2026, 10)), ("٢٠٢٦-١٠", (2026, 10)), ("2026-13", None), ("10-2026", None), ("", None), ("Foo 2026", None),
    ],
)  # fmt: skip
def test_a_month_is_read_as_it_is_written(written, month):
    assert month_of(written) == month


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1,204", 1204),
        ("1 204", 1204),
        ("١٢٠٤", 1204),
        ("0", 0),
        ("1.5", None),
        ("-3", None),
        ("", None),
        ("1,20", None),
        ("9" * 20, None),
    ],
)
def test_a_count_is_a_whole_number(written, count):
    assert count_of(written) == count


def test_a_row_a_count():
    uses, refused = read("Month,Metric_Type,Count\n2026-10,Searches,12\n\n2026-11,Searches,13\n")
    assert [(u.year, u.month, u.metric, u.count, u.line) for u in uses] == [
        (2026, 10, "Searches", 12, 2),
        (2026, 11, "Searches", 13, 4),
    ]
    assert refused == []


def test_a_row_a_metric_with_a_column_for_each_month():
    uses, refused = read("Metric\tOct-2026\tNov-2026\nSearches\t12\t\nViews\t7\tx\n")
    assert [(u.month, u.metric, u.count) for u in uses] == [(10, "Searches", 12), (10, "Views", 7)]
    assert [(r.line, r.column, r.value, r.why) for r in refused] == [(3, "Nov-2026", "x", Why.VALUE)]


def test_what_cannot_be_used_names_line_column_and_reason_and_nothing_is_lost():
    uses, refused = read("month;metric;value\n2026-10;A;1\nsoon;A;1\n2026-10;A;2\n2026-11;A;1.5\n")
    assert len(uses) + len(refused) == 4
    assert [(r.line, r.why) for r in refused] == [(3, Why.MONTH), (4, Why.TWICE), (5, Why.VALUE)]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "month,metric\n2026-10,A\n"])
def test_a_table_without_the_columns_says_so(text):
    assert [r.why for r in read(text)[1]] == [Why.COLUMNS]
