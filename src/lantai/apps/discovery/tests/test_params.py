"""A search is its address: whatever stands there, something sensible is searched."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from lantai.apps.discovery.params import LAST_PAGE, read
from lantai.core.query.tree import Field
from lantai.search.protocol import Sort


def of(address: str):
    return read(QueryDict(address))


def test_it_reads_words_field_filters_years_order_and_page():
    params = of("q=红楼梦&in=title&language=zh&language=en&kind=book&from=1950&to=1999&sort=newest&page=3")
    assert (params.text, params.field, params.sort, params.page) == ("红楼梦", Field.TITLE, Sort.NEWEST, 3)
    assert params.filters == {"language": ("zh", "en"), "kind": ("book",)}
    assert params.years == (1950, 1999)
    assert params.misread == ()


def test_its_address_gives_the_same_search_again():
    params = of("q=silk+%26+road&in=subject&location=Main+%2F+3&from=-200&sort=title")
    assert read(QueryDict(params.address[1:])) == params


@pytest.mark.parametrize("words", ["红楼梦 \u202e", "a&b=c#d", "<'\">%41", "कि", "x\u200cy", "50% + ½"])
def test_its_address_spells_letters_and_quotes_all_else(words):
    address = replace(of("q=x"), text=words).address
    assert all(c.isalnum() or c in "?=&%+_.~-" for c in address)
    assert of(address[1:]).text == replace(of("q=x"), text=words).shown_text.strip()


@pytest.mark.parametrize(
    ("address", "page", "code"),
    [
        ("page=-1", 1, "page"),
        ("page=0", 1, "page"),
        ("page=10**9", 1, "page"),
        ("page=1000000000", LAST_PAGE, "page"),
        ("page=٣", 3, ""),
    ],
)
def test_a_page_that_is_not_there_gives_the_nearest(address, page, code):
    params = of(address)
    assert (params.page, [c for c, _ in params.misread]) == (page, [code] if code else [])


@pytest.mark.parametrize("year", ["abc–", "99999", "1e3", "19o4", "0" * 400])
def test_what_is_no_year_is_left_out_and_named(year):
    params = of(f"q=x&from={year}")
    assert params.years == (None, None)
    assert params.misread[0][0] == "year"


def test_years_the_wrong_way_round_are_turned():
    params = of("from=1999&to=1950")
    assert (params.years, params.misread[0][0]) == ((1950, 1999), "years")


def test_an_open_end_is_kept_open():
    assert of("from=1950").years == (1950, None)


@pytest.mark.parametrize("address", ["in=nowhere", "sort=upwards", "color=red"])
def test_unknown_fields_orders_and_names_are_left_out_and_named(address):
    assert of(address).misread[0][1] in {"nowhere", "upwards", "color"}


def test_what_mailings_add_to_an_address_is_no_mistake():
    assert of("q=x&utm_source=mail&lang=ar").misread == ()


def test_control_characters_are_no_part_of_a_filter():
    assert of("kind=bo%00ok&kind=%01").filters == {"kind": ("book",)}


def test_hundreds_of_values_are_cut():
    assert len(of("&".join(f"subject={n}" for n in range(500))).filters["subject"]) == 50


def test_filters_and_order_go_along_with_new_words():
    assert of("q=a&kind=book&from=1950&sort=newest&page=4").kept == [("kind", "book"), ("from", "1950"), ("sort", "newest")]


def test_a_filter_can_be_taken_out_alone():
    params = of("q=a&kind=book&kind=map&language=zh&page=2").without("kind", "book")
    assert (params.filters, params.page) == ({"kind": ("map",), "language": ("zh",)}, 1)


def test_a_very_long_question_is_shown_cut():
    assert len(of("q=" + "字" * 10_000).shown_text) == 500


def test_what_is_left_out_is_kept_in_the_address_and_goes_along_with_new_words():
    params = of("q=a&not-language=fr&not-language=en&kind=book")
    assert params.excluded == {"language": ("fr", "en")}
    assert read(QueryDict(params.address[1:])) == params
    assert ("not-language", "fr") in params.kept
    assert params.without("language", "fr").excluded == {"language": ("en",)}
    assert params.filter_count == 3


def test_what_was_dropped_stays_with_filters_and_goes_with_new_words():
    params = of("q=война&x=en:war&x=es,it,pt:guerra&words=own&kind=book&page=3")
    assert params.dropped == ("en:war", "es:guerra", "it:guerra", "pt:guerra")
    assert params.own
    assert read(QueryDict(params.address[1:])) == of("q=война&x=en:war&x=es,it,pt:guerra&words=own&kind=book")
    assert [value for name, value in params.words if name == "x"] == list(params.dropped)
    assert params.kept == [("kind", "book"), ("words", "own")] or params.kept == [("words", "own"), ("kind", "book")]


def test_what_was_dropped_can_be_put_back_one_word_at_a_time():
    params = of("q=война&x=en:war&x=es,it,pt:guerra")
    assert params.restoring("es,it,pt:guerra").dropped == ("en:war",)
    assert params.restoring("it:guerra").dropped == ("en:war", "es:guerra", "pt:guerra")
    assert of("q=война&x=en:war&words=own").with_translations.address == "?q=война"


@pytest.mark.parametrize("given", ["x=war", "x=:war", "x=en:", "x=" + "a" * 500, "x=en:w%00", "x=%01"])
def test_what_drops_nothing_is_passed_over(given):
    assert of(given).dropped in ((), ("en:w",))


def test_hundreds_of_dropped_words_are_cut():
    assert len(of("&".join(f"x=en:{n}" for n in range(500))).dropped) == 60


def test_words_are_chosen_in_one_way_only():
    assert of("q=a&words=mine").misread == (("words", "mine"),)
