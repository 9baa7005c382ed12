"""Readers who would rather look than ask: along the shelf, down the classes, from a name to its works, by keyboard and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from lantai.apps.discovery.actions import follow_titles
from lantai.apps.discovery.tests.library import LIBRARY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def many(take):
    take(LIBRARY)
    follow_titles()


def test_a_reader_goes_from_a_language_to_a_title_to_its_author_to_another_work(many, visit):
    page = visit("/")
    page.get_by_role("navigation", name="Lantai").get_by_role("link", name="Languages").click()
    page.get_by_role("row").get_by_role("link", name="中文").click()
    page.get_by_role("link", name="Titles A–Z").click()
    for letter in ("W", "H"):
        page.get_by_role("navigation", name="Letters").get_by_role("link", name=letter).click()
        expect(page.get_by_role("navigation", name="Letters").locator("[aria-current]")).to_have_text(letter)
    page.get_by_role("link", name="红楼梦", exact=True).click()
    page.get_by_role("link", name="曹雪芹").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("曹雪芹")
    page.get_by_role("link", name="The story of the stone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The story of the stone")


def test_classes_lead_down_to_the_shelf_and_the_shelf_to_a_book_without_javascript(many, visit):
    page = visit("/browse/", javascript=False)
    for name in ("Literature", "Chinese literature"):
        page.get_by_role("link", name=name, exact=True).first.click()
    page.get_by_role("link", name="Along the shelf").click()
    expect(page.locator(".standing li:not(.begins)")).to_have_count(4)
    page.get_by_label("Go to a call number").fill("F0/12")
    page.get_by_role("button", name="Go").click()
    expect(page.locator('[aria-current="true"]', has_text="经济学")).to_have_count(1)
    page.get_by_role("link", name="王右丞集").click()
    expect(page.get_by_role("heading", name="Beside it on the shelf")).to_be_visible()


def test_the_map_of_languages_is_left_out_of_the_keyboards_way(many, visit):
    page = visit("/languages/")
    assert page.locator("svg.map a").count() > 0
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('svg') !== null"))
    assert not any(reached)


def test_the_advanced_form_is_filled_in_by_keyboard_alone_and_comes_back_as_it_was(many, visit):
    page = visit("/search/advanced/", javascript=False)
    page.get_by_role("textbox", name="Words").first.focus()
    expect(page.get_by_role("textbox", name="Words").first).to_be_focused()
    page.keyboard.type("stone")
    for keys in ("Tab", "ArrowDown", "Tab", "Tab"):
        page.keyboard.press(keys)
    expect(page.get_by_role("textbox", name="Words").nth(1)).to_be_focused()
    page.keyboard.type("hamlet")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=stone\+OR\+hamlet"))
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("link", name="Refine").click()
    expect(page.get_by_role("textbox", name="Words").nth(1)).to_have_value("hamlet")
    expect(page.get_by_role("combobox", name="Joined by").nth(1)).to_have_value("or")
