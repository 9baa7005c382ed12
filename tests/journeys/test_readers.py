"""Readers search in their script, narrow, and open what they find."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def ask(page: Page, words: str) -> None:
    """Type words into the search box and press Enter."""
    box = page.locator("[type=search]").first
    box.fill(words)
    with page.expect_navigation(url="**/search/**"):
        box.press("Enter")


@pytest.mark.parametrize(
    ("words", "title", "lang"),
    [("紅樓夢", "红楼梦", "zh"), ("طريق الحرير", "طريق الحرير (دراسة)", "ar"), ("route soie", "La route de la soie", "fr")],
)
def test_a_title_is_found_in_its_script_and_opened(shelf, visit, words, title, lang):
    page = visit("/")
    ask(page, words)
    hit = page.get_by_role("article").first
    expect(hit.locator("mark").first).to_have_attribute("lang", re.compile(f"^{lang}"))
    hit.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("h1 bdi")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    expect(page.locator(".access")).to_contain_text("I242.4 C1")


def test_filters_narrow_stay_with_new_words_and_can_be_dropped(shelf, visit):
    page = visit("/search/?q=history")
    expect(page.get_by_role("heading", level=1)).to_contain_text("31 works")
    page.get_by_label("From year").fill("1985")
    page.get_by_role("button", name="Show results").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("6 works")
    ask(page, "silk")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 work")
    page.get_by_role("link", name="Remove this filter").click()
    expect(page).not_to_have_url(re.compile("from="))


def test_checkboxes_of_one_facet_are_joined_by_or(shelf, visit):
    page = visit("/search/?sort=title")
    page.get_by_role("checkbox", name=re.compile("Chinese")).check()
    page.get_by_role("checkbox", name=re.compile("Japanese")).check()
    page.get_by_role("button", name="Show results").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 works")


def test_pages_lead_on_and_back(shelf, visit):
    page = visit("/search/?q=history")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("article")).to_have_count(11)
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(20)


def test_the_language_is_switched_in_place_and_remembered(shelf, visit):
    page = visit("/search/?q=silk")
    page.get_by_text("English", exact=True).first.click()
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text("عمل واحد")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_nothing_found_leads_on(shelf, visit):
    page = visit("/search/?q=silk+nonsense&language=ru")
    page.get_by_role("link", name=re.compile("Without any filter")).click()
    expect(page.locator(".strip")).to_contain_text("No work has all your words; these have some of them.")
    expect(page.get_by_role("article")).to_have_count(1)


def test_of_two_words_one_that_no_work_has_is_said_and_the_other_searched(shelf, visit):
    page = visit("/search/?q=silk+nonsense")
    expect(page.locator(".strip")).to_contain_text("No work has all your words; these have some of them.")
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article").locator("mark").first).to_have_text(re.compile("silk", re.IGNORECASE))


def test_everything_works_without_javascript(shelf, visit):
    page = visit("/", javascript=False)
    ask(page, "丝绸之路")
    page.get_by_role("link", name="丝绸之路考古十五讲").click()
    page.get_by_role("link", name="Where does each value come from?").click()
    expect(page.locator("main")).to_contain_text("shelf.jsonl")
    page.get_by_role("link", name="The record as received").click()
    expect(page.locator("pre").first).to_contain_text("林梅村")


def test_filters_are_a_sheet_of_its_own_address_on_a_phone(shelf, visit):
    page = visit("/search/?q=history", width=390, javascript=False)
    expect(page.get_by_label("From year")).to_be_hidden()
    page.get_by_role("link", name="Filter").click()
    page.get_by_label("From year").fill("1985")
    page.get_by_role("button", name="Show results").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("6 works")
    page.get_by_role("link", name=re.compile(r"Filter.*1")).click()
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_label("From year")).to_be_hidden()


def test_the_first_tab_leads_past_the_header(shelf, visit):
    page = visit("/search/?q=silk")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
