"""SRU's scan: terms of an index in their order, each with what a search for it finds, and how refusals are said."""

from urllib.parse import urlencode

import pytest
from lxml import etree

from lantai.catalog import index, suggestions
from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db

NEW, OLD = "{http://docs.oasis-open.org/ns/search-ws/scan}", "{http://www.loc.gov/zing/srw/}"
RECORDS = [
    record("1", "红楼梦", by="曹雪芹", lang="zh", year="1982"), record("2", "Emma", by="Austen, Jane", lang="en", year="1815", isbn="9780140434781"),
    record("3", "Emma in Bath", lang="en", year="2001"), record("4", "Études", by="Weil, Anna", lang="fr", year="1815", isbn="9782070408504"),
]  # fmt: skip


@pytest.fixture
def four(take) -> None:
    take(RECORDS)
    index.refresh()
    suggestions.follow()


def asked(client, clause, **arguments) -> etree._Element:
    response = client.get("/sru?" + urlencode({"operation": "scan", "scanClause": clause} | arguments, errors="replace"))
    assert response.status_code == 200
    return etree.fromstring(response.content)


def listed(answer) -> list[tuple[str, int]]:
    return [(term.findtext("{*}value"), int(term.findtext("{*}numberOfRecords"))) for term in answer.iter("{*}term")]


@pytest.mark.parametrize(
    "clause, terms",
    [
        ("dc.title=emma", [("emma", 2), ("etudes", 1), ("in", 1)]), ("dc.title=Été", [("etudes", 1), ("in", 1)]), ("dc.creator=b", [("jane", 1), ("weil", 1)]),
        ("dc.title=龠", []), ("dc.language=a", [("en", 2), ("fr", 1), ("zh", 1)]), ("dc.date=1900", [("1982", 1), ("2001", 1)]),
        ("dc.date=\"\"", [("1815", 2)]),
        ("bath.isbn=978-2", [("9782070408504", 1)]), ("dc.identifier=\"\"", [("9780140434781", 1), ("9782070408504", 1)]), ("emma", [("emma", 2)]),
    ],
)  # fmt: skip
def test_terms_come_in_their_order_from_the_one_asked_on(client, four, clause, terms):
    assert listed(asked(client, clause))[: len(terms) or 9] == terms


def test_every_term_finds_as_many_works_as_it_says(client, four):
    for name in ("dc.title", "dc.creator", "cql.anywhere", "dc.language", "dc.date", "dc.identifier"):
        for value, works in listed(asked(client, f'{name}=""', maximumTerms=50)):
            found = client.get("/sru?" + urlencode({"query": f'{name}="{value}"'}))
            assert f"<numberOfRecords>{works}<" in found.text, (name, value)


def test_the_term_stands_where_it_is_wished(client, four):
    def years(position: int) -> list[str]:
        return [value for value, _ in listed(asked(client, "dc.date=1982", responsePosition=position, maximumTerms=2))]

    assert [years(position) for position in (0, 1, 2, 3)] == [["2001"], ["1982", "2001"], ["1815", "1982"], ["1815"]]


def test_it_says_where_a_list_begins_and_ends(client, four):
    whole = asked(client, "dc.date=1982", responsePosition=2)
    assert [term.findtext(f"{NEW}whereInList") for term in whole.iter(f"{NEW}term")] == ["first", "inner", "last"]
    assert asked(client, "bath.isbn=9782").findtext(f".//{NEW}whereInList") == "last"


def test_each_version_has_its_names(client, four):
    new, old = asked(client, "dc.title=emma", maximumTerms=1), asked(client, "dc.title=emma", version="1.2")
    assert (new.tag, old.tag) == (f"{NEW}scanResponse", f"{OLD}scanResponse")
    assert [child.tag for child in new] == [f"{NEW}terms", f"{NEW}echoedScanRequest"]
    assert [child.tag for child in old] == [f"{OLD}version", f"{OLD}terms", f"{OLD}echoedScanRequest"]


@pytest.mark.parametrize(
    "clause, arguments, number",
    [
        ("", {}, 7), ("dc.title=", {}, 10), ("dc.title=a and dc.title=b", {}, 10), ("dc.title=a sortBy dc.date", {}, 10), ('"', {}, 10),
        ("dc.colour=red", {}, 16),
        ("foo.title=a", {}, 15), ("cql.allRecords=1", {}, 16), ("lantai.callnumber=a", {}, 16), ("lantai.class=a", {}, 16), ("dc.title==a", {}, 19),
        ("dc.date=soon", {}, 36), ("rec.identifier=x", {}, 36), ("dc.title=a", {"maximumTerms": "0"}, 6), ("dc.title=a", {"maximumTerms": "x"}, 6),
        ("dc.title=a", {"responsePosition": "-1"}, 6), ("dc.title=a", {"responsePosition": "60"}, 120), ("dc.title=a", {"stylesheet": "x"}, 110),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_diagnostic(client, four, clause, arguments, number):
    answer = asked(client, clause, **arguments)
    assert [int(uri.text.rpartition("/")[2]) for uri in answer.iter("{*}uri")] == [number]


def test_words_that_are_not_listed_yet_are_said_to_be_away_for_now(client, library):
    assert client.get("/sru?operation=scan&scanClause=dc.title=emma").status_code == 503
