"""All values of one facet on a page of its own: found by name, chosen together, left out."""

import pytest
from msgspec.structs import replace

from lantai.apps.discovery import params, queries
from lantai.catalog import shelving
from lantai.catalog.locations import Location
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import HoldingRecord, ItemRecord
from lantai.search import patient

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ["zh", "es", "ar", "en", "sv"]


@pytest.fixture
def shelf(take):
    take([record(lang, f"Work in {lang}", lang=lang, year="1999") for lang in LANGUAGES])


def found(find: str, *, lang: str = "en", **search: object) -> list[str]:
    shown = queries.facet_values(params.SearchParams(text="work", **search), "language", find, lang=lang)
    return [value.value for value in shown.values]


@pytest.mark.parametrize(
    ("find", "lang", "values"),
    [
        ("arab", "en", ["ar"]),
        ("العربية", "en", ["ar"]),
        ("阿拉伯", "zh-hans", ["ar"]),
        ("Espanol", "en", ["es"]),
        ("SWED", "en", ["sv"]),
        ("klingon", "en", []),
    ],
)
def test_a_language_is_found_by_its_names_in_any_spelling(shelf, find, lang, values):
    assert found(find, lang=lang) == values


def test_what_is_chosen_stays_in_sight_whatever_is_looked_for(shelf):
    assert found("arab", filters={"language": ("sv",)}) == ["sv", "ar"]


def test_a_value_left_out_takes_its_works_out_and_the_others_keep_their_counts(client, shelf):
    shown = client.get("/search/?q=work&not-language=en&not-language=es").text
    assert "3</bdi> works" in shown
    assert 'name="not-language" value="en" checked' in shown


def test_the_page_keeps_the_search_and_leads_back_to_it(client, shelf):
    shown = client.get("/search/values/?q=work&facet=language&find=arab&from=1950&kind=book").text
    assert '<input type="hidden" name="kind" value="book">' in shown
    assert 'name="not-language" value="ar"' in shown
    assert 'name="language" value="zh"' not in shown


def test_a_name_that_nothing_has_is_said_with_the_words_shown_harmless(client, shelf):
    shown = client.get("/search/values/?q=work&facet=language&find=<b>%E2%80%AE").text
    assert "Nothing here is called" in shown
    assert "&lt;b&gt;</bdi>" in shown


@pytest.mark.parametrize("facet", ["", "color", "year"])
def test_there_is_no_page_of_a_facet_that_is_none(client, shelf, facet):
    assert client.get(f"/search/values/?q=work&facet={facet}").status_code == 404


def test_a_library_without_an_index_says_so(client, library):
    assert client.get("/search/values/?q=x&facet=subject").status_code == 503


def test_a_place_is_found_by_the_name_that_staff_gave_it(take, librarian):
    held = HoldingRecord(library="Main", location="Level 3", items=(ItemRecord(barcode="B1", status="available"),))
    take([replace(record("zh", "Work"), holdings=(held,))])
    place = Location(code="CEL", name_en="Cellar", name_zh="地下书库", library="Main", kind="closed")
    shelving.map_words(
        by=librarian,
        words={("Main", "Level 3"): shelving.save_location(by=librarian, location=place, now=NOW)},
        now=NOW,
    )
    shown = queries.facet_values(params.SearchParams(text="work"), "location", "书库", lang="zh-hans").values
    assert [(v.value, v.label) for v in shown] == [("Main / Level 3", "地下书库")]


@pytest.mark.parametrize(("untold", "said"), [({"language": 2}, True), ({}, False)])
def test_the_page_says_where_another_value_may_have_more_works(client, shelf, monkeypatch, untold, said):
    ask = patient.PatientEngine.search
    monkeypatch.setattr(patient.PatientEngine, "search", lambda *asked: replace(ask(*asked), untold=untold))
    for address in ("/search/?q=work", "/search/values/?q=work&facet=language"):
        assert ("There may be others with more works than the last of these." in client.get(address).text) is said


def test_of_very_many_works_numbers_are_estimates_and_the_page_says_so(client, take, monkeypatch):
    take([record(f"n{n}", f"Work {n}", lang="sv" if n % 2 else "ar", year=f"{1990 + n % 9}") for n in range(600)])
    said = "Estimated from a part of these works"
    exact = client.get("/search/?q=work").text
    assert said not in exact
    assert "≈" not in exact
    assert "600</bdi> works in" in exact

    monkeypatch.setattr(queries, "MOST_COUNTED", 200)
    about = client.get("/search/?q=work").text
    assert said in about
    assert about.count("≈") > 3
    assert "600</bdi> works" in about  # how many there are is no estimate
    assert "600</bdi> works in" not in about  # nor is it known in how many languages
    assert "≈" not in client.get("/search/values/?q=work&facet=language").text
    counts = client.get("/api/v1/works?q=work&facet=language").json()["facets"]["language"]
    assert {one["value"]: one["count"] for one in counts} == {"ar": 300, "sv": 300}
