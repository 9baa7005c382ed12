"""Filters as the page shows them."""

import pytest
from django.http import QueryDict

from lantai.apps.discovery.facets import MOST_BARS, SHOWN, bars, chips, facets, own_library
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


def test_a_facet_is_unsure_where_a_value_that_is_not_told_may_have_more_works_than_the_last_that_is():
    counts = {"subject": (("a", 9), ("b", 4)), "kind": (("book", 3), ("map", 1))}
    assert [(f.name, f.unsure) for f in facets(of("q=x"), counts, untold={"subject": 5})] == [("kind", False), ("subject", True)]
    assert not any(f.unsure for f in facets(of("q=x"), counts, untold={"subject": 4}))


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


def test_values_left_out_stand_with_the_chosen_ones():
    (kind,) = facets(of("kind=map&not-kind=score"), {"kind": (("book", 3), ("map", 1))})
    assert [(v.value, v.chosen, v.excluded) for v in kind.shown] == [
        ("map", True, False),
        ("score", True, True),
        ("book", False, False),
    ]


@pytest.mark.parametrize(
    ("locations", "library"),
    [
        (["Main / Level 1", "Main / Level 2", "Main"], "Main"),
        (["Main / Level 1", "Main / Level 2", "East / Level 1"], "Main"),
        (["Main / Level 1", "East / Level 1"], ""),
        (["Main / Level 1", "Level 2"], ""),
        (["Level 1"], ""),
        ([], ""),
    ],
)
def test_the_library_that_most_is_in_need_not_be_named(locations, library):
    assert own_library(locations) == library


def test_places_of_the_own_library_are_labelled_without_it():
    (place,) = facets(of("q=x"), {"location": (("Main / Level 1", 2), ("Main / Level 2", 1))})
    assert [v.label for v in place.shown] == ["Level 1", "Level 2"]


OWN = {"Main / L1": "Main / Cellar", "Main / Lvl 1": "Main / Cellar", "Main / L2": "Main / Hall"}


def test_places_are_labelled_as_the_library_names_them_and_keep_the_words_of_records():
    (place,) = facets(of("q=x"), {"location": (("Main / L1", 3), ("Main / L2", 2), ("Main / Attic", 1))}, OWN)
    assert [(v.value, v.label) for v in place.shown] == [
        ("Main / L1", "Cellar"),
        ("Main / L2", "Hall"),
        ("Main / Attic", "Attic"),
    ]


def test_two_places_that_are_called_alike_are_told_apart_by_their_words():
    (place,) = facets(of("q=x"), {"location": (("Main / L1", 3), ("Main / Cellar", 2))}, OWN)
    assert [v.label for v in place.shown] == ["Cellar (L1)", "Cellar (Cellar)"]


def test_a_chip_names_the_place_and_drops_the_word():
    (chip,) = chips(of("q=x&location=Main+/+L1"), OWN)
    assert (chip.value, chip.label, chip.address) == ("Main / L1", "Main / Cellar", "?q=x")


def test_a_chip_of_what_is_left_out_says_so_and_leads_to_the_search_with_it():
    (chip,) = chips(of("q=x&not-language=fr"))
    assert (chip.excluded, chip.address) == (True, "?q=x")


def test_colors_stand_in_their_own_order_beneath_what_they_are_kinds_of():
    (shown,) = facets(of("q=x"), {"open": (("closed", 9), ("open", 5), ("green", 3), ("gold", 2))})
    assert [(v.value, v.within) for v in shown.shown] == [("open", False), ("gold", True), ("green", True), ("closed", False)]


def test_disciplines_open_beneath_a_category_in_which_something_is_chosen():
    counts = {"discipline": (("08", 9), ("0812", 7), ("10", 5), ("1002", 5), ("0835", 2))}
    (closed,) = facets(of("q=x"), counts)
    (opened,) = facets(of("discipline=0812"), counts)
    assert [v.value for v in closed.shown] == ["08", "10"]
    assert [(v.value, v.within, v.chosen) for v in opened.shown] == [
        ("08", False, False), ("0812", True, True), ("0835", True, False), ("10", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "told"), [(16, 16), (96, 96), (112, 110), (12_368, 12_000), (12_560, 13_000), (2_899_968, 2_900_000)]
)
def test_an_estimate_is_told_in_two_digits(count: int, told: int):
    kind, language = facets(
        of("kind=map"), {"kind": (("book", count), ("map", 16)), "language": (("sv", 345), ("ar", 123))}, estimated={"kind": 16}
    )[::-1]
    assert [(v.value, v.count, v.about) for v in kind.shown] == [("map", 16, True), ("book", told, True)]
    assert [(v.count, v.about) for v in language.shown] == [(345, False), (123, False)]


def test_bars_of_estimates_are_told_as_such():
    drawn = bars(of("q=x"), [(1999, 160), (2001, 12_368)], is_estimated=True)
    assert [(bar.count, bar.about) for bar in drawn if bar.count] == [(160, True), (12_000, True)]
