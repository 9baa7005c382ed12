"""Coverage of title lists, read as months."""

import pytest

from lantai.core.measures.rights import Span
from lantai.core.measures.statements import Statement, statement

Y = 12


@pytest.mark.parametrize(
    ("first", "last", "embargo", "read"),
    [
        ("1997", "2001", "", Statement(Span(1997 * Y, 2002 * Y))),
        ("1997-03", "2001-06", "", Statement(Span(1997 * Y + 2, 2001 * Y + 6))),
        ("1997-03-15", "", "", Statement(Span(1997 * Y + 2, None))),
        ("", "", "", Statement(Span())),
        ("1997", "", "P1Y", Statement(Span(1997 * Y, None), wall=12)),
        ("1997", "", "R10Y", Statement(Span(1997 * Y, None), recent=120)),
        ("", "", "R10Y;P30D", Statement(Span(), wall=1, recent=120)),
        ("", "", "P45D", Statement(Span(), wall=2)),
        ("", "", "r6m", Statement(Span(), recent=6)),
        ("spring 1997", "2001-13", "1 year", Statement(Span())),
    ],
)
def test_it_is_read_as_months(first, last, embargo, read):
    assert statement(first, last, embargo) == read
