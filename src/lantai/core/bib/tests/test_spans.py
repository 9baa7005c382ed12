"""Whether a copy reaches to the year and volume that somebody asks for."""

import pytest

from lantai.core.bib.spans import Fit, Span, Wish, fit, spans_said, volume_number

FROM_1997 = Span(start=1997, start_volume=12)
OLD = Span(start=1950, end=1960, start_volume=1, end_volume=11)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(year=2001), Fit.YES),
        (Wish(year=1996), Fit.NO),
        (Wish(year=1955), Fit.YES),
        (Wish(year=1961), Fit.NO),
        (Wish(year=1997, volume=11), Fit.NO),
        (Wish(year=1997, volume=12), Fit.YES),
        (Wish(year=1998, volume=3), Fit.YES),  # volumes inside a span may begin anew
        (Wish(year=1960, volume=12), Fit.NO),
        (Wish(volume=5), Fit.YES),
        (Wish(volume=300), Fit.YES),
        (Wish(), Fit.UNKNOWN),
    ],
)
def test_the_year_decides_and_at_the_ends_the_volume(wish, expected):
    assert fit([OLD, FROM_1997], wish) is expected


def test_a_copy_that_says_nothing_of_its_years_is_not_known():
    assert fit([], Wish(year=1990)) is Fit.UNKNOWN
    assert fit([Span(start=1990)], Wish(volume=3)) is Fit.UNKNOWN


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1997-"], (Span(1997, None),)),
        (["v.1(1990)-v.12(2001), 2004-"], (Span(1990, 2001), Span(2004, None))),
        (["第1卷(1980)－；2010"], (Span(1980, 1980), Span(2010, 2010))),
        (["no.1-14"], ()),
        (["1985", "1987–1989"], (Span(1985, 1985), Span(1987, 1989))),
        (["9999"], ()),
    ],
)
def test_years_are_read_from_statements_of_what_is_held(lines, expected):
    assert spans_said(lines) == expected


@pytest.mark.parametrize(
    ("text", "number"), [("Vol. 12", 12), ("12a", 12), ("第12卷", 12), ("12-13", None), ("XII", None), ("", None)]
)
def test_a_volume_is_read_where_it_is_one_number(text, number):
    assert volume_number(text) == number


def test_years_are_written_as_everywhere():
    assert [str(s) for s in (Span(1997, 2004), Span(2008), Span(None, 1990), Span(1985, 1985))] == [
        "1997–2004",
        "2008–",
        "–1990",
        "1985",
    ]
