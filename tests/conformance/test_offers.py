"""Every area that offers ways to get things: what it answers for a page of them, however odd, and what asking it costs."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from lantai.catalog import access
from lantai.core.bib.offers import Offer, OfferKind, arranged, ranked
from lantai.core.bib.record import Access, AccessKind, BibRecord, HoldingRecord, Identifier, ItemRecord, Kind, Scheme
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MOST_QUERIES = 6
"""Questions to the database that one area may ask for a page, whatever its length."""

AREAS = sorted(access._areas)
AREAS_OF_CITED = sorted(access._areas_of_cited)

ODD = [
    BibRecord(),
    BibRecord(kind=Kind.ARTICLE, identifiers=(Identifier(scheme=Scheme.DOI, value="10.1000/<script>"),)),
    BibRecord(kind=Kind.JOURNAL, identifiers=(Identifier(scheme=Scheme.ISSN, value="0028-0836"), Identifier(scheme=Scheme.ISSN, value="")),),
    BibRecord(access=tuple(Access(url=url, kind=AccessKind.RESOURCE) for url in ("javascript:alert(1)", "http://[::1", "https://x.example/é"))),
    BibRecord(holdings=(HoldingRecord(coverage=("-", "", "1990-1980"), items=(ItemRecord(status="?"),)),)),
    BibRecord(identifiers=tuple(Identifier(scheme=Scheme.ISBN, value="9780140434781") for _ in range(500))),
]  # fmt: skip

CITED = [
    Wanted(),
    Wanted(kind=Kind.ARTICLE, host_identifiers=("issn:0028-0836",), year=1990, volume="12"),
    Wanted(identifiers=("doi:", "isbn", "issn:x", "doi:10.1000/a")),
    Wanted(kind=Kind.ARTICLE, host="Nature", year=-5, volume="∞"),
]


def page(length: int) -> list[InstanceDocument]:
    """Return instances of records that stand nowhere, and of numbers that no row has."""
    return [InstanceDocument(number=10**12 + n, record=ODD[n % len(ODD)]) for n in range(length)]


def well_formed(offer: Offer) -> bool:
    """Say whether a page can show it: somewhere to go, or a place; and words that are words."""
    leads = offer.place is not None if offer.kind is OfferKind.PRINT else offer.address.startswith(("https://", "http://", "/"))
    words = all(type(said) is str or hasattr(said, "__html__") for said in (offer.label, offer.reason, offer.condition))
    return leads and words and (bool(offer.label) or offer.kind not in (OfferKind.DELIVERY, OfferKind.SUGGESTION))


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("lang", ["en", "zh-hans", "ar"])
def test_it_answers_for_what_was_asked_with_what_a_page_can_show(area, lang):
    asked = page(len(ODD))
    with translation.override(lang):
        for reader in (None, AnonymousUser()):
            found = access._areas[area](asked, reader, NOW)
            assert set(found) <= {one.number for one in asked}
            assert all(map(well_formed, (offer for some in found.values() for offer in some)))
            arranged(ranked(offer for some in found.values() for offer in some))


@pytest.mark.parametrize("area", AREAS)
def test_a_longer_page_costs_no_more_questions(area):
    costs = []
    for length in (6, 25, 100):
        with CaptureQueriesContext(connection) as asked:
            access._areas[area](page(length), None, NOW)
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2] <= MOST_QUERIES


@pytest.mark.parametrize("area", AREAS_OF_CITED)
@pytest.mark.parametrize("cited", range(len(CITED)))
def test_it_answers_for_any_citation(area, cited):
    with CaptureQueriesContext(connection) as asked:
        found = access._areas_of_cited[area](CITED[cited], AnonymousUser(), NOW)
    assert all(map(well_formed, found))
    assert len(asked) <= MOST_QUERIES
