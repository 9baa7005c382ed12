"""A place of the library's list stands once among filters, whichever words records and addresses have for it."""

import pytest
from django.http import QueryDict
from msgspec.structs import replace

from lantai.apps.discovery import params, queries
from lantai.apps.discovery.browse import advanced
from lantai.apps.discovery.params import read
from lantai.catalog import shelving
from lantai.catalog.locations import Location
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import HoldingRecord

pytestmark = pytest.mark.django_db(transaction=True)

COPIES = {
    "one": ("Closed Stacks", "闭架书库"),
    "two": ("闭架书库",),
    "three": ("CEL",),
    "four": ("Attic",),
    "five": ("Attic", "闭架书库"),
}


@pytest.fixture
def shelf(take):
    take(
        [
            replace(record(n, f"Work {n}"), holdings=tuple(HoldingRecord(library="Main", location=word) for word in words))
            for n, words in COPIES.items()
        ]
    )


@pytest.fixture
def cellar(shelf, librarian) -> Location:
    place = Location(
        code="CEL", name_en="Closed stacks", name_zh="闭架书库", name_ar="المخزن المغلق", library="Main", kind="closed"
    )
    place = shelving.save_location(by=librarian, location=place, now=NOW)
    shelving.map_words(by=librarian, words={("Main", "Closed Stacks"): place}, now=NOW)
    return place


def shown(address: str, lang: str = "en") -> list[tuple[str, str, int | None, bool]]:
    """Return the places among the filters of a search: value, label, count, and whether it is chosen."""
    (facet,) = (f for f in queries.search(read(QueryDict(address)), lang=lang).facets if f.name == "location")
    return [(v.value, v.label, v.count, v.chosen) for v in (*facet.shown, *facet.more)]


@pytest.mark.parametrize(("lang", "name"), [("en", "Closed stacks"), ("zh-hans", "闭架书库"), ("ar", "المخزن المغلق")])
def test_a_place_stands_once_by_its_name_and_each_work_counts_once(cellar, lang, name):
    assert shown("q=work", lang) == [("Main / Closed Stacks", name, 4, False), ("Main / Attic", "Attic", 2, False)]


@pytest.mark.parametrize("word", ["Closed Stacks", "闭架书库", "CEL", "Closed stacks"])
def test_each_of_its_words_in_an_address_means_the_place(cellar, word):
    found = queries.search(read(QueryDict(f"q=work&location=Main+/+{word}")), lang="en")
    assert found.total == 4
    assert [(c.value, c.label, c.address) for c in found.chips] == [("Main / Closed Stacks", "Main / Closed stacks", "?q=work")]
    assert shown(f"q=work&location=Main+/+{word}")[0] == ("Main / Closed Stacks", "Closed stacks", 4, True)
    assert queries.search(read(QueryDict(f"q=work&not-location=Main+/+{word}")), lang="en").total == 1


def test_several_of_its_words_in_an_address_are_one_choice(cellar, client):
    address = "q=work&location=Main+/+闭架书库&location=Main+/+CEL&location=Main+/+Attic"
    assert [value for value, _, _, chosen in shown(address) if chosen] == ["Main / Closed Stacks", "Main / Attic"]
    page = client.get(f"/search/values/?{address}&facet=location").text
    assert page.count('value="Main / Closed Stacks" checked') == 1
    form = advanced.form(QueryDict(address), lang="en")
    (places,) = (f for f in form.facets if f.name == "location")
    assert [(v.label, v.count, v.chosen) for v in places.shown] == [("Closed stacks", 4, True), ("Attic", 2, True)]


@pytest.mark.parametrize("find", ["closed", "书库", "CEL", "المخزن"])
def test_a_place_is_found_among_the_values_by_any_of_its_words_and_names(cellar, find):
    shown = queries.facet_values(params.SearchParams(text="work"), "location", find, lang="en").values
    assert [(v.label, v.count) for v in shown] == [("Closed stacks", 4)]


def test_what_staff_say_holds_at_once_and_needs_no_new_index(cellar, librarian):
    attic = Location(code="ATT", name_en="Roof", library="Main")
    shelving.map_words(
        by=librarian, words={("Main", "Attic"): shelving.save_location(by=librarian, location=attic, now=NOW)}, now=NOW
    )
    assert [label for _, label, _, _ in shown("q=work")] == ["Closed stacks", "Roof"]
    shelving.map_words(by=librarian, words={("Main", "Attic"): cellar}, now=NOW)
    assert queries.search(params.SearchParams(text="work", filters={"location": ("Main / Attic",)}), lang="en").total == 5


def test_a_name_that_two_places_have_means_neither(cellar, librarian):
    other = Location(code="NEW", name_en="New stacks", name_zh="闭架书库", library="Main")
    shelving.save_location(by=librarian, location=other, now=NOW)
    assert [(value, count) for value, _, count, _ in shown("q=work")] == [
        ("Main / 闭架书库", 3), ("Main / Attic", 2), ("Main / Closed Stacks", 2),
    ]  # fmt: skip


def test_programs_and_other_libraries_find_the_place_by_each_word(cellar, client):
    told = client.get("/api/v1/works?q=work&facet=location&location=Main+/+CEL").json()
    assert (told["total"], told["facets"]["location"][0]) == (4, {"value": "Main / Closed Stacks", "count": 4})
    assert "numberOfRecords>4<" in client.get('/sru?query=lantai.location="Main / CEL"').text
