"""Areas are asked together for the ways to get things; none of them can spoil a page."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from lantai.catalog import access
from lantai.catalog.access import offered, only, passage, through
from lantai.catalog.offers import of_citation, of_records
from lantai.core.bib.offers import Offer, OfferKind, ranked
from lantai.core.bib.record import Access, AccessKind, BibRecord, HoldingRecord, Identifier, Openness, Scheme
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

NOW = datetime(2026, 11, 28, tzinfo=UTC)
BOOK = InstanceDocument(number=7, record=BibRecord())


def loans(instances: Sequence[InstanceDocument], reader: object, now: datetime) -> dict[int, list[Offer]]:
    return {one.number: [Offer(kind=OfferKind.DELIVERY, address="/ask/", label="Ask another library")] for one in instances}


def licences(instances: Sequence[InstanceDocument], reader: object, now: datetime) -> dict[int, list[Offer]]:
    return {one.number: [Offer(kind=OfferKind.ENTITLED, address="https://x.example/7", platform=3)] for one in instances}


def broken(instances: Sequence[InstanceDocument], reader: object, now: datetime) -> dict[int, list[Offer]]:
    raise RuntimeError("this area is out of order")


@pytest.fixture
def passages(monkeypatch):
    monkeypatch.setattr(access, "_passages", [])


def kinds(found: list[Offer]) -> list[str]:
    return [offer.kind.value for offer in ranked(found)]


def test_what_two_areas_offer_stands_together_ranked():
    with only(loans=loans, licences=licences):
        assert kinds(offered([BOOK], reader=None, now=NOW)[7]) == ["entitled", "delivery"]


def test_an_area_that_fails_is_logged_and_the_others_are_shown(caplog):
    with only(broken=broken, loans=loans):
        assert kinds(offered([BOOK], reader=None, now=NOW)[7]) == ["delivery"]
    assert "offers of broken could not be had" in caplog.text


def test_an_area_that_is_slow_three_times_is_shown_and_then_rests_a_while(caplog):
    times = iter([0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 25.0, 30.0, 90.0, 90.1])
    with only():
        answers = [access._asked("slow", lambda: "offers", "nothing", lambda: next(times)) for _ in range(5)]
    assert answers == ["offers"] * 3 + ["nothing", "offers"]
    assert "it is not asked for 60 s" in caplog.text


def test_an_area_that_is_slow_now_and_then_is_always_asked():
    times = iter([0.0, 5.0, 10.0, 15.0, 20.0, 20.1, 30.0, 35.0, 40.0, 45.0])
    with only():
        assert [access._asked("slow", lambda: "offers", "nothing", lambda: next(times)) for _ in range(5)] == ["offers"] * 5


def test_nobody_is_asked_for_an_empty_page():
    with only(broken=broken):
        assert offered([], reader=None, now=NOW) == {}


def test_entitled_addresses_go_by_the_way_that_another_area_supplies(passages):
    assert through("https://x.example/7", 3, None) == "https://x.example/7"
    passage(lambda pairs, reader: [f"https://proxy.example/{platform}?url={address}" for address, platform in pairs])
    with only(loans=loans, licences=licences):
        found = ranked(offered([BOOK], reader=None, now=NOW)[7])
    assert [o.address for o in found] == ["https://proxy.example/3?url=https://x.example/7", "/ask/"]


def test_a_way_that_fails_or_loses_addresses_leaves_them_as_they_are(passages):
    passage(lambda pairs, reader: [])
    assert through("https://x.example/7", None, None) == "https://x.example/7"
    passage(lambda pairs, reader: 1 / 0)
    assert through("https://x.example/7", None, None) == "https://x.example/7"


def test_the_catalog_offers_addresses_places_and_the_publishers_page():
    record = BibRecord(
        access=(Access(url="https://open.example/b", kind=AccessKind.RESOURCE, label="Full text"),),
        holdings=(HoldingRecord(location="Stacks", coverage=("1990-1995",)),),
    )
    online, place = of_records([InstanceDocument(number=1, record=record)], None, NOW)[1]
    assert (online.kind, online.label, place.place.location, place.years) == ("open", "Full text", "Stacks", "1990–1995")
    doi = BibRecord(identifiers=(Identifier(scheme=Scheme.DOI, value="10.1000/a"),))
    (publisher,) = of_records([InstanceDocument(number=2, record=doi)], None, NOW)[2]
    assert (publisher.kind, publisher.address) == ("elsewhere", "https://doi.org/10.1000/a")
    assert [o.address for o in of_citation(Wanted(identifiers=("doi:10.1000/a",)), None, NOW)] == ["https://doi.org/10.1000/a"]


def test_what_is_known_not_to_be_free_is_no_open_copy_and_the_best_open_copy_comes_first():
    def at(url: str, **said: object) -> Access:
        return Access(url=url, kind=AccessKind.VERSION, openness=Openness(by="OpenAlex", **said))  # type: ignore[arg-type]

    doi = Identifier(scheme=Scheme.DOI, value="10.1/x")
    closed, draft = at("https://p.example/1", host="publisher"), at("https://r.example/2", host="repository", free=True)
    best = at("https://r.example/3", host="repository", free=True, version="acceptedVersion", license="cc-by")
    later = at("https://r.example/4", host="repository", free=True, until="2027-01-01")
    found = [
        InstanceDocument(number=n, record=BibRecord(identifiers=(doi,), access=access))
        for n, access in enumerate([(closed, draft, best), (closed, later)])
    ]
    offered_ = of_records(found, None, NOW)
    assert [(o.kind, o.address, o.licence) for o in ranked(offered_[0])] == [
        (OfferKind.OPEN, "https://r.example/3", "CC BY"), (OfferKind.OPEN, "https://r.example/2", ""),
    ]  # fmt: skip
    assert [(o.kind, o.address) for o in ranked(offered_[1])] == [(OfferKind.ELSEWHERE, "https://doi.org/10.1/x")]
