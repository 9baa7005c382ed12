"""Readers choose works, cite them, and take them away: with JavaScript, without it, by keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_chosen_works_become_a_bibliography_in_another_style(shelf, visit, javascript):
    page = visit("/search/?q=history", javascript=javascript)
    for n in (0, 3):
        page.get_by_role("checkbox", name="Choose").nth(n).check()
    page.get_by_role("form", name="Chosen works").get_by_role("button", name="Cite").click()
    expect(page.locator(".bibliography li")).to_have_count(2)
    page.get_by_label("Style").select_option("gbt7714")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".bibliography li").first).to_contain_text("[M]")


def test_all_works_of_a_page_are_chosen_and_exported(shelf, visit):
    page = visit("/search/?q=history")
    page.get_by_role("checkbox", name="Choose").first.check()
    page.get_by_label("All on this page").check()
    expect(page.get_by_role("status")).to_have_text("20 / 20")
    page.get_by_label("File format").select_option("csl")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export").click()
    assert waiting.value.suggested_filename == "selected-works.json"


def test_nothing_is_in_the_way_before_a_work_is_chosen(shelf, visit):
    page = visit("/search/?q=history")
    expect(page.get_by_role("button", name="Export")).to_be_hidden()
    page.get_by_role("checkbox", name="Choose").first.press("Space")
    expect(page.get_by_role("button", name="Export")).to_be_visible()


def test_a_reference_is_copied_as_text(shelf, visit):
    page = visit("/search/?q=silk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Cite").first.click()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "Frankopan, P. (2015)." in page.evaluate("navigator.clipboard.readText()")


def test_without_javascript_a_reference_is_text_and_no_dead_button_shows(shelf, visit):
    page = visit("/search/?q=silk", javascript=False)
    page.get_by_role("link", name="Cite").first.click()
    expect(page.get_by_text("Frankopan, P. (2015).")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_the_list_is_printed_when_that_was_asked_for(shelf, visit):
    page = visit("/search/?q=history")
    page.get_by_role("checkbox", name="Choose").first.check()
    page.add_init_script("window.print = () => document.documentElement.classList.add('printed')")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("html.printed")).to_have_count(1)
    expect(page.locator(".bibliography li")).to_have_count(1)
