"""What packages offer: only what readers have on the day, for the years that they have it, with the reason."""

from datetime import date

import pytest

from lantai.apps.holdings.actions import activate
from lantai.apps.holdings.models import Basis
from lantai.apps.holdings.offers import of_citation, of_instances
from lantai.catalog.models import Instance
from lantai.core.bib.offers import Offer, arranged, ranked
from lantai.core.bib.record import BibRecord, Date, Identifier, Kind, Link, Relation, Scheme, Title, TitleForm
from lantai.core.bib.spans import Span, Wish
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

from .conftest import NOW

pytestmark = pytest.mark.django_db
URL = "https://reader.example/bees"
ARTICLE = Wanted(kind=Kind.ARTICLE, host_identifiers=("issn:0028-0836",), year=1995)


@pytest.fixture
def journal(take) -> InstanceDocument:
    number = Identifier(scheme=Scheme.ISSN, value="0028-0836")
    take([BibRecord(control="j", kind=Kind.JOURNAL, titles=(Title(forms=(TitleForm("Bees", "en"),)),), identifiers=(number,))])
    return InstanceDocument(number=Instance.objects.get().pk, record=BibRecord(kind=Kind.JOURNAL))


def had(package, basis: Basis = Basis.AGREEMENT, *, first: date | None = None, end: date | None = None) -> None:
    activate(by=None, target=package, basis=basis, key="x", from_date=first, until_date=end, now=NOW)


def offers(journal: InstanceDocument) -> list[Offer]:
    return of_instances([journal], None, NOW).get(journal.number, [])


def test_a_title_is_offered_while_an_activation_covers_its_package(journal, package, listed):
    listed("Bees", Instance.objects.get(), url=URL, coverage=[{"first": "1997-01"}])
    assert offers(journal) == []
    had(package, end=date(2026, 11, 28))
    assert offers(journal) == []  # half-open: it ended with yesterday
    had(package, end=date(2026, 11, 29))
    (offer,) = offers(journal)
    assert (offer.kind, offer.address, offer.label, offer.years) == ("entitled", URL, "Example Reader", "1997–")
    assert offer.reason
    assert offer.until is None  # when an agreement ends is no reader's care


def test_a_trial_says_until_when_and_a_free_title_needs_no_right(journal, package, listed):
    title = listed("Bees", Instance.objects.get(), url=URL)
    had(package, Basis.TRIAL, end=date(2026, 12, 1))
    (offer,) = offers(journal)
    assert (offer.kind, offer.until, offer.reason) == ("entitled", date(2026, 11, 30), "The library is trying it out.")
    package.activations.all().delete()
    type(title).objects.update(access="F")
    (offer,) = offers(journal)
    assert (offer.kind, offer.reason) == ("open", "It is free to read there.")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"url": ""}, "no address"),
        ({"url": "javascript:alert(1)"}, "no address of the web"),
        ({"removed_at": NOW}, "gone from the package"),
    ],
)
def test_what_cannot_be_opened_is_not_offered(journal, package, listed, more, reason):
    had(package)
    listed("Bees", Instance.objects.get(), **{"url": URL} | more)
    assert offers(journal) == [], reason


def test_an_embargo_is_reckoned_from_today_and_said(journal, package, listed):
    had(package)
    listed("Bees", Instance.objects.get(), url=URL, coverage=[{"first": "1997", "embargo": "P2Y"}])
    (offer,) = offers(journal)
    assert offer.spans == (Span(1997, 2023, partly=(2024,)),)
    assert offer.condition == "The newest part of it is not open yet."
    listed("Wasps", Instance.objects.get(), url=f"{URL}/2", coverage=[{"first": "2026", "embargo": "P2Y"}])
    assert len(offers(journal)) == 1  # nothing of it is open yet


def test_an_article_is_led_to_the_copy_of_its_journal_that_has_its_year(package, listed):
    had(package)
    listed("Bees", url=f"{URL}/new", online_identifier="0028-0836", coverage=[{"first": "2001"}])
    listed("Bees, archive", url=f"{URL}/old", print_identifier="0028-0836", coverage=[{"first": "1950", "last": "2000"}])
    wish = Wish(year=1995)
    options = arranged(ranked(of_citation(ARTICLE, None, NOW), wish), wish)
    assert [(o.address, o.within) for o in options.online] == [(f"{URL}/old", True)]
    assert [o.address for o in options.beside] == [f"{URL}/new"]


def test_a_record_of_an_article_is_led_through_its_journal(package, listed):
    had(package)
    listed("Bees", url=URL, online_identifier="0028-0836")
    host = Link(relation=Relation.HOST, identifiers=(Identifier(scheme=Scheme.ISSN, value="0028-0836"),))
    article = InstanceDocument(number=7, record=BibRecord(kind=Kind.ARTICLE, links=(host,)))
    (offer,) = of_instances([article], None, NOW)[7]
    assert (offer.address, offer.within) == (URL, True)


@pytest.mark.parametrize(("year", "is_offered"), [("1995", False), ("1997", True), ("2005", True), ("", True)])
def test_a_record_of_an_article_is_not_led_to_a_journal_that_lacks_its_year(package, listed, year, is_offered):
    had(package)
    listed("Bees", print_identifier="0028-0836", url=URL, coverage=[{"first": "1997-01"}])
    number = Identifier(scheme=Scheme.ISSN, value="0028-0836")
    dates = (Date(text=year, start=int(year), end=int(year)),) if year else ()
    article = BibRecord(kind=Kind.ARTICLE, links=(Link(relation=Relation.HOST, identifiers=(number,)),), dates=dates)
    found = of_instances([InstanceDocument(number=7, record=article)], None, NOW)
    assert bool(found.get(7)) is is_offered


def test_a_citation_without_numbers_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert of_citation(Wanted(title="Bees"), None, NOW) == []


def test_a_page_costs_three_questions_whatever_its_length_and_one_where_nothing_is_listed(
    journal, package, listed, django_assert_num_queries
):
    had(package)
    for n in range(30):
        listed(f"Bees {n}", Instance.objects.get(), url=f"{URL}/{n}")
    page = [journal, *(InstanceDocument(number=10**9 + n, record=BibRecord()) for n in range(24))]
    with django_assert_num_queries(3):
        assert len(of_instances(page, None, NOW)[journal.number]) == 30
    with django_assert_num_queries(1):
        assert of_instances(page[1:], None, NOW) == {}
