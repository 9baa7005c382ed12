"""Filters as the page shows them."""

from django.http import QueryDict

from lantai.apps.discovery.facets import MOST_BARS, SHOWN, bars, chips, facets
from lantai.apps.discovery.params import read


def of(address: str):
    return read(QueryDict(address))


def test_a_facet_with_one_value_that_is_not_chosen_is_not_shown():
    assert facets(of("q=x"), {"kind": (("book", 3),)}) == []


def test_chosen_values_stand_first_even_when_nobody_counted_them():
    (kind,) = facets(of("kind=map"), {"kind": (("book", 3), ("score", 2))})
    assert [(v.value, v.count, v.chosen) for v in kind.shown] == [("map", None, True), ("book", 3, False), ("score", 2, False)]


def test_long_facets_fold():
    (subject,) = facets(of("q=x"), {"subject": tuple((str(n), 9) for n in range(20))})
    assert (len(subject.shown), len(subject.more)) == (SHOWN, 20 - SHOWN)


def test_bars_are_few_however_long_the_time():
    drawn = bars(of("q=x"), [(868, 1), (1455, 2), (2026, 5)])
    assert len(drawn) <= MOST_BARS
    assert sum(bar.count for bar in drawn) == 8
    assert max(bar.height for bar in drawn) == 100


def test_a_bar_leads_to_its_years():
    drawn = bars(of("q=x&page=3"), [(1990, 1), (1999, 2)])
    assert drawn[0].address == "?q=x&from=1990&to=1990"


def test_one_year_needs_no_bars():
    assert bars(of("q=x"), [(1999, 4)]) == []


def test_each_chip_leads_to_the_search_without_it():
    found = {(c.facet, c.value): c.address for c in chips(of("q=x&kind=book&from=1950"))}
    assert found == {("kind", "book"): "?q=x&from=1950", ("year", "1950–"): "?q=x&kind=book"}
