"""A scholar finds herself by her name in another script, claims the profile, is let in by the library, corrects it and takes her works away."""

import re

import pytest
from playwright.sync_api import expect

from lantai.apps.scholars import actions
from lantai.apps.scholars.models import Scholar
from lantai.apps.scholars.tests.conftest import PAPERS, WANG
from lantai.catalog import index
from lantai.catalog.tests.conftest import NOW, librarian, library, take  # noqa: F401
from lantai.people.models import Account

from .test_trials import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wang(take) -> Scholar:  # noqa: F811
    take(b"\n".join(PAPERS), name="works.jsonl")
    index.rebuild()
    actions.rebuild(now=NOW)
    return Scholar.objects.get(orcid=WANG)


def test_from_a_name_in_another_script_to_the_own_works_taken_away(wang, visit, librarian):  # noqa: F811
    reader = Account.objects.create_user("wang", email="wang@lakeside.example")
    page = visit("/", javascript=False)
    signed_in(page, reader)
    page.goto("/scholars/")
    page.locator("main").get_by_label("Name, in any script").fill("Ван Сяомин")
    page.get_by_role("button", name="Find").click()
    page.locator("main").get_by_role("link", name="王小明").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("王小明")
    page.get_by_role("link", name="This is me").click()
    page.get_by_label("How can the library tell").fill("Dept. of Lakes")
    page.get_by_role("button", name="Claim this profile").click()
    expect(page.get_by_text("The library will look at it.")).to_be_visible()

    staff = visit("/", width=390)
    signed_in(staff, librarian)
    staff.goto("/desk/")
    staff.get_by_role("link", name=re.compile("claim on a scholar")).click()
    expect(staff.get_by_text("Dept. of Lakes")).to_be_visible()
    staff.get_by_role("button", name="Grant").click()
    expect(staff.get_by_text("The claim is granted.")).to_be_visible()

    page.goto(f"/scholars/{wang.pk}/")
    page.get_by_role("link", name=re.compile("not mine.*Rivers")).click()
    page.get_by_label("Why?").fill("Another of my name")
    page.get_by_role("button", name="It does not belong to this profile").click()
    expect(page.get_by_text("Noted. It can be taken back at any time.")).to_be_visible()
    actions.rebuild(now=NOW)
    page.goto(f"/scholars/{wang.pk}/")
    expect(page.get_by_role("link", name="Rivers")).to_have_count(0)
    with page.expect_download() as sent:
        page.get_by_role("link", name="ORCID JSON").click()
    assert "Lakes in summer" in sent.value.path().read_text("utf-8")
    page.goto("/scholars/own/")
    page.get_by_role("button", name=re.compile("Take back.*Rivers")).click()
    page.goto(f"/scholars/{wang.pk}/")
    expect(page.get_by_role("link", name="Rivers", exact=True)).to_be_visible()
