"""Staff decide what readers' words are in other languages, and readers' searches follow at once."""

import re

import pytest
from playwright.sync_api import expect

from lantai.catalog.tests.conftest import NOW
from lantai.vocab.models import Suggestion

from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
ASK = "/search/?q=丝绸之路"


def test_a_readers_suggestion_is_accepted_and_finds_what_it_names(staff, shelf, visit):  # noqa: F811
    Suggestion.objects.create(source="zh", word="丝绸之路", target="fr", text="route de la soie", made_at=NOW)
    page = signed_in(visit, "/accounts/login/?next=/desk/translations/suggestions/")
    page.get_by_role("button", name=re.compile("^Accept it")).click()
    expect(page.get_by_role("heading", name="No suggestion waits")).to_be_visible()
    page.goto(ASK)
    expect(page.get_by_role("article").filter(has_text="La route de la soie")).to_be_visible()


def test_a_translation_of_staffs_own_is_added_blocked_and_taken_back(staff, shelf, visit):  # noqa: F811
    page = signed_in(visit, "/accounts/login/?next=/desk/translations/")
    page.get_by_label("Word or phrase").fill("丝绸之路")
    page.get_by_label("Its language").select_option("zh")
    page.get_by_role("button", name="Look up").click()
    page.get_by_label("Another translation").fill("silk roads")
    page.get_by_role("region", name="丝绸之路").get_by_label("Its language").select_option("en")
    page.get_by_role("button", name="Accept it").click()
    line = page.get_by_role("row").filter(has_text="silk roads")
    expect(line).to_contain_text("Accepted librarian")
    line.get_by_role("button", name=re.compile("^Block")).click()
    expect(page.get_by_role("row").filter(has_text="silk roads").locator("del")).to_be_visible()
    page.goto(ASK)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 work")
    page.goto("/desk/translations/decisions/")
    page.get_by_role("button", name=re.compile("^Take back")).first.click()
    expect(page.get_by_role("heading", name="Nothing was decided")).to_be_visible()
