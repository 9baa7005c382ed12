"""People come in: invited, with a second factor, by keyboard alone, and get in again when the phone is lost."""

import re
from base64 import b32decode

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantai.people.actions import invite
from lantai.people.models import Account
from lantai.people.roles import Role
from lantai.people.tests.signing import PASSWORD, account_of, code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def second_factor(settings, library):
    settings.SECOND_FACTOR = True


def invitation(role: Role) -> str:
    token = invite(email="zhang@example.org", role=role, language="en", now=timezone.now())[1]
    return f"/accounts/invitation/{token}/"


def set_up(page: Page) -> list[str]:
    """Take the key from the page as an app does, write the code, and return the recovery codes."""
    key = page.locator(".key-letters").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(code_of(hexadecimal(key)))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".recovery-codes bdi")).to_have_count(10)
    return page.locator(".recovery-codes bdi").all_inner_texts()


def hexadecimal(letters: str) -> str:
    return b32decode(letters).hex()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_invited_cataloger_comes_in_and_comes_back_without_the_phone(visit, javascript):
    page = visit(invitation(Role.CATALOGER), javascript=javascript)
    expect(page.get_by_text("zhang@example.org")).to_be_visible()
    page.get_by_label("Name").fill("张伟")
    page.get_by_label("New password").fill("a pass phrase of mine")
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    codes = set_up(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_have_count(0)
    page.get_by_role("link", name="Staff").click()
    expect(page).to_have_url(re.compile("/desk/"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_label("Username or mail address").fill("zhang@example.org")
    page.get_by_label("Password").fill("a pass phrase of mine")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[3])
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/desk/$"))


def test_staff_without_a_second_factor_come_to_it_first_and_then_where_they_wanted(visit):
    account_of(Role.LIBRARIAN)
    page = visit("/desk/pairs/")
    expect(page.get_by_label("Username")).to_be_focused()  # the box for the name is ready to be written in
    page.keyboard.type("librarian")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    page.goto("/desk/pairs/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/accounts/second-factor/")
    set_up(page)
    page.get_by_role("link", name="I have kept them").press("Enter")
    expect(page).to_have_url(re.compile("/desk/pairs/"))


def test_a_password_may_be_pasted(visit):
    account_of(Role.READER)
    page = visit("/accounts/login/")
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").focus()
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.insert_text(PASSWORD)  # at once, without a key pressed, as pasting and password managers do
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="My library")).to_be_visible()


def test_an_administrator_invites_and_hands_the_link_over(visit):
    account_of(Role.ADMINISTRATOR)
    page = visit("/accounts/login/?next=/desk/invitations/")
    page.get_by_label("Username").fill("administrator")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    set_up(page)
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_label("Mail address").fill("li@example.org")
    page.get_by_label("Role").select_option("cataloger")
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Link").input_value()
    other = visit(link)
    expect(other.get_by_text("li@example.org")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("This link is no longer good")
    assert not Account.objects.filter(email="li@example.org").exists()
