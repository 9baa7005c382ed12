"""Suggestions while typing, as readers meet them: by keyboard, by mouse, through an input method, in three languages, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lantai.catalog import suggestions

from .test_everywhere import AXE, RUN, TOO_WIDE

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "#hq"


@pytest.fixture
def offers(shelf) -> None:
    """Make the suggestions of the shelf."""
    suggestions.follow()


def typed(page: Page, text: str) -> Locator:
    """Write a text into the search box of the first page at once, and return the options once they are there.

    Letter by letter there may be options for the first of them, which then make place for others.
    """
    page.locator(BOX).fill(text)
    options = page.locator(".offers [role=option]")
    expect(options.first).to_be_visible()
    return options


@pytest.mark.parametrize("lang", ["en", "zh-hans", "ar"])
def test_by_keyboard_down_chooses_escape_closes_enter_opens(offers, visit, lang):
    page = visit(f"/?lang={lang}")
    box = page.locator(BOX)
    options = typed(page, "红")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-controls", "hq-offers")
    page.keyboard.press("ArrowDown")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("红")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".offers [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("红楼梦")


def test_enter_without_a_choice_searches_what_was_typed(offers, visit):
    page = visit("/")
    typed(page, "silk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?**q=silk*")


def test_by_mouse_one_click_opens(offers, visit):
    page = visit("/")
    typed(page, "frankop")
    page.locator(".offers a[href*='/authors/']").click()
    page.wait_for_url("**/authors/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Frankopan")


def test_how_many_there_are_is_said(offers, visit):
    page = visit("/")
    typed(page, "soie")
    expect(page.locator(".seek [role=status]")).to_have_text("1 suggestion")


def test_nothing_is_asked_while_an_input_method_composes(offers, visit):
    page = visit("/")
    page.locator(BOX).focus()
    expect(page.locator(BOX)).to_be_focused()
    asked = []
    page.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    devtools = page.context.new_cdp_session(page)
    for so_far in ("h", "ho", "hong", "hong lou"):
        devtools.send("Input.imeSetComposition", {"text": so_far, "selectionStart": len(so_far), "selectionEnd": len(so_far)})
        page.wait_for_timeout(200)
    assert asked == []
    devtools.send("Input.insertText", {"text": "红楼"})
    expect(page.locator(".offers [role=option]").first).to_contain_text("红楼梦")
    assert len(asked) == 1


def test_only_the_newest_text_is_answered(offers, visit):
    page = visit("/")
    answered = []
    page.on("requestfinished", lambda request: answered.append(request.url))
    page.locator(BOX).press_sequentially("丝绸之路")
    expect(page.get_by_role("listbox")).to_have_count(1)
    expect(page.locator(".offers [role=option]").first).to_contain_text("丝绸之路考古十五讲")
    assert len([url for url in answered if "/suggest/" in url]) <= 4


def test_without_scripts_the_form_searches(offers, visit):
    page = visit("/", javascript=False)
    page.locator(BOX).fill("soie")
    page.locator(".seek button").last.click()
    page.wait_for_url("**/search/**")
    expect(page.get_by_role("article")).to_have_count(1)


@pytest.mark.parametrize(("lang", "width", "dark"), [("en", 1280, False), ("ar", 390, True), ("zh-hans", 390, False)])
def test_the_open_list_breaks_no_rule(offers, visit, lang, width, dark):
    page = visit(f"/?lang={lang}", width=width, dark=dark)
    typed(page, "hist")
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE.read_text())
    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(RUN, {}) == []


def test_a_search_like_a_robots_is_one_press_away_for_a_reader(shelf, visit):
    page = visit("/search/?q=history&language=en&kind=book&not-language=fr&not-language=ja&from=1960")
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN, {}) == []
    page.locator("main form button").press("Enter")
    page.wait_for_url("**/search/?q=history&language=en&kind=book**")
    expect(page.get_by_role("article").first).to_be_visible()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["lantai_reader"]


def test_another_spelling_is_offered_and_one_click_away(offers, visit):
    page = visit("/search/?q=histroy")
    page.locator(".empty a", has_text="history").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("31 works")


def test_why_a_work_was_found_is_told_and_leads_back(offers, visit):
    page = visit("/search/?q=route+soie")
    page.get_by_role("button", name="Why this?").first.click()
    expect(page.locator("dl.pairs")).to_contain_text("Title")
    page.get_by_role("link", name="Back to the results").click()
    page.wait_for_url("**/search/?q=route+soie**")
