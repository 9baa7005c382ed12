"""Where things are."""

import pytest

from lantai.core.bib.places import addresses, by_doi, places
from lantai.core.bib.record import Access, AccessKind, BibRecord, HoldingRecord, Identifier, ItemRecord, Scheme, Standing


def held(*statuses: str) -> HoldingRecord:
    return HoldingRecord(location="Main", call_number="I242.4", items=tuple(ItemRecord(status=s) for s in statuses))


@pytest.mark.parametrize(
    ("status", "state", "word"),
    [
        ("在架", "shelf", ""),
        ("CHECKEDOUT", "loan", ""),
        ("On loan", "loan", ""),
        ("معار", "loan", ""),
        ("in Reparatur", "library", "in Reparatur"),
        ("1", "library", ""),
    ],
)
def test_a_state_is_known_by_its_word_and_an_unknown_word_is_shown(status, state, word):
    (place,) = places([held(status)])
    assert (place.state, place.word) == (state, word)


def test_pieces_that_are_alike_are_counted_together_the_best_first():
    assert [(p.state, p.count) for p in places([held("on loan", "available", "available")])] == [("shelf", 2), ("loan", 1)]


def test_a_holding_without_pieces_is_a_place_too():
    (place,) = places([HoldingRecord(location="Stacks", coverage=("1997-",))])
    assert (place.state, place.coverage) == ("library", ("1997-",))


def test_only_addresses_that_a_browser_may_follow_are_offered():
    urls = ("https://example.org/a", "javascript:alert(1)", "https://example.org/a")
    record = BibRecord(access=tuple(Access(url=url, kind=AccessKind.RESOURCE) for url in urls))
    assert [a.url for a in addresses([record])] == ["https://example.org/a"]


def test_a_doi_leads_to_the_publisher_where_no_other_address_is_known():
    record = BibRecord(identifiers=(Identifier(scheme=Scheme.DOI, value="10.1000/a<b>#c"),))
    assert by_doi([record], but=()) == "https://doi.org/10.1000/a%3Cb%3E%23c"
    assert by_doi([record], but=[Access(url="https://example.org/a")]) == ""


def test_a_doi_that_is_doubtful_leads_nowhere():
    assert (
        by_doi([BibRecord(identifiers=(Identifier(scheme=Scheme.DOI, value="10.1000/a", standing=Standing.RELATED),))], but=())
        == ""
    )
