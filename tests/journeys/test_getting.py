"""From a result, and from a citation elsewhere, to the document itself: in three clicks at the most, without JavaScript too."""

import pytest
from playwright.sync_api import expect

from lantai.catalog import index
from lantai.core.bib.record import Access, AccessKind, BibRecord, HoldingRecord, Identifier, Kind, Scheme, Title, TitleForm

from .conftest import work

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = "/style/"
"""A page of this server that stands for the document on a platform: journeys ask nothing of other machines."""

MOST_CLICKS = 3


@pytest.fixture
def readable(take, live_server) -> None:
    """A book that can be read online, and a journal of which the library has one paper run and an address."""
    document = live_server.url + DOCUMENT
    journal = BibRecord(
        control="j",
        kind=Kind.JOURNAL,
        titles=(Title(forms=(TitleForm("Journal of bees", "en"),)),),
        identifiers=(Identifier(scheme=Scheme.ISSN, value="0028-0836"),),
        access=(Access(url=document, kind=AccessKind.RESOURCE, label="Bees online"),),
        holdings=(HoldingRecord(location="Stacks", coverage=("1950-1989",)),),
    )
    take([work("1", "The silk roads", "Frankopan, Peter", "en", url=document), journal])
    index.refresh()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_result_leads_to_its_document_in_one_click(readable, visit, javascript):
    page = visit("/search/?q=silk", javascript=javascript)
    page.get_by_role("article").first.get_by_role("link", name="Read online").click()
    page.wait_for_url(f"**{DOCUMENT}")


@pytest.mark.parametrize(("lang", "words"), [("en", "Read online"), ("zh-hans", "在线阅读"), ("ar", "اقرأ على الشبكة")])
def test_by_the_page_of_the_work_it_takes_two(readable, visit, live_server, lang, words):
    page = visit("/search/?q=silk")
    page.context.add_cookies([{"name": "language", "value": lang, "url": live_server.url}])
    page.reload()
    clicks = 0
    for link in (page.get_by_role("article").first.locator("h2 a"), page.locator(".access .btn.main")):
        link.click()
        clicks += 1
        if clicks == 1:
            expect(page.locator(".access .btn.main")).to_contain_text(words)
    page.wait_for_url(f"**{DOCUMENT}")
    assert clicks <= MOST_CLICKS


def test_a_citation_of_an_article_leads_through_its_journal(readable, visit):
    page = visit("/resolve?genre=article&atitle=On+bees&issn=0028-0836&date=1995")
    expect(page.locator(".access")).to_contain_text("Bees online")
    expect(page.locator(".access details")).to_contain_text("Stacks")  # its years end before
    page.get_by_role("link", name="Go to the journal or book").click()
    page.wait_for_url(f"**{DOCUMENT}")


def test_a_wrong_citation_is_mended_and_then_leads_on(readable, visit):
    page = visit("/resolve?genre=article&atitle=On+bees&issn=0028-0837&date=1975", javascript=False)
    expect(page.get_by_text("is no ISSN")).to_be_visible()
    page.get_by_label("ISSN").fill("0028-0836")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator(".access")).to_contain_text("Stacks")
