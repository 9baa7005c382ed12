"""A hundred proposed duplicates by keyboard; keys that stay out of the way; the same without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from lantai.apps.desk.tests.test_pairs import isbn
from lantai.catalog.models import Judgement, Verdict

from .conftest import record
from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 100


def doubts(take, count: int) -> None:
    """Import pairs of records that share an ISBN and no title."""
    take([record(f"{n}", f"A book of roads, part {n}", by="Smith", isbn=isbn(n), lang="en") for n in range(count)])
    others = [record(f"o{n}", f"Something else, part {n}", by="Jones", isbn=isbn(n), lang="en") for n in range(count)]
    take(others, source="other", name="other.jsonl")


def press(page: Page, key: str) -> None:
    """Press a key and wait for the page that it leads to."""
    page.locator(".answers.keyed").wait_for()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def waiting() -> int:
    return Judgement.objects.filter(verdict=Verdict.UNSURE, undone_at=None).count()


def test_a_hundred_pairs_take_one_key_each(staff, take, visit):  # noqa: F811
    doubts(take, MANY)
    page = signed_in(visit, "/desk/pairs/")
    presses = 0
    for n in range(MANY):
        expect(page.locator("#left")).to_contain_text(f"{MANY - n} pair")
        press(page, "1234"[n % 4])
        presses += 1
    expect(page.get_by_text("Nothing waits for a decision")).to_be_visible()
    assert presses <= 2 * MANY
    assert (waiting(), Judgement.objects.filter(by__isnull=False, undone_at=None).count()) == (0, MANY)


def test_skip_and_take_back_have_keys_too(staff, take, visit):  # noqa: F811
    doubts(take, 3)
    page = signed_in(visit, "/desk/pairs/")
    press(page, "5")
    expect(page.get_by_text("1 skipped")).to_be_visible()
    press(page, "4")
    expect(page.get_by_text("Decided last:")).to_contain_text("Different works")
    press(page, "0")
    expect(page.get_by_text("the rules decide again")).to_be_visible()
    assert waiting() == 3


def test_keys_stay_silent_while_somebody_types_and_when_switched_off(staff, take, visit):  # noqa: F811
    doubts(take, 2)
    page = signed_in(visit, "/desk/pairs/")
    page.locator(".answers.keyed").wait_for()
    page.locator("input[name=q]").press("1")
    expect(page.locator("input[name=q]")).to_have_value("1")
    page.locator("h1").click()
    page.keyboard.press("Control+1")
    page.get_by_role("button", name="Single keys: on").click()
    expect(page.get_by_role("button", name="Single keys: off")).to_be_visible()
    page.keyboard.press("1")
    page.reload()
    expect(page.get_by_role("button", name="Single keys: off")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("kbd").first).to_be_hidden()
    assert waiting() == 2


def test_a_key_held_down_answers_one_pair(staff, take, visit):  # noqa: F811
    doubts(take, 3)
    page = signed_in(visit, "/desk/pairs/")
    page.locator(".answers.keyed").wait_for()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.down("4")
        page.keyboard.down("4")
    page.keyboard.up("4")
    expect(page.locator("#left")).to_contain_text("2 pairs left")


def test_without_javascript_the_buttons_do_all_of_it(staff, take, visit):  # noqa: F811
    doubts(take, 2)
    page = signed_in(visit, "/desk/pairs/", javascript=False)
    expect(page.locator("kbd").first).to_be_hidden()
    page.get_by_role("button", name="Different works").click()
    expect(page.locator("#left")).to_contain_text("1 pair left")
    page.get_by_role("button", name="Take back the last").click()
    expect(page.locator("#left")).to_contain_text("2 pairs left")
    page.get_by_role("button", name="The same edition").click()
    expect(page.locator("#left")).to_contain_text("1 pair left")
