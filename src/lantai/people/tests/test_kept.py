"""A form sent after the session has ended: nothing that was typed is lost, and nothing is sent unasked."""

import re

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from lantai.people import kept
from lantai.people.models import Account

from .signing import PASSWORD, code_of, show_factor

LOGIN, NOTICE = "/accounts/login/", "/desk/notices/new/"
TYPED = {"csrfmiddlewaretoken": "old", "text_en": "Closed\r\non Friday", "text_ar": "مغلق يوم الجمعة", "kind": ["a", "b"]}
pytestmark = pytest.mark.django_db


@pytest.fixture
def plain(settings):
    """Ask for no second factor."""
    settings.SECOND_FACTOR = False


def hidden(text: str) -> str:
    return re.search(r'name="kept" value="([^"]+)"', text)[1]


def sign_in(client: Client, carried: str, **more: str):
    return client.post(LOGIN, {"username": "librarian", "password": PASSWORD, "kept": carried} | more)


def test_it_is_kept_over_signing_in_and_sent_with_a_press(client, librarian, plain):
    answer = client.post(NOTICE, TYPED)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (401, True)
    assert sign_in(client, hidden(answer.text)).url == "/accounts/kept/"
    shown = client.get("/accounts/kept/")
    assert shown.context["kept"].address == NOTICE
    fields = [("text_en", "Closed\r\non Friday"), ("text_ar", "مغلق يوم الجمعة"), ("kind", "a"), ("kind", "b")]
    assert shown.context["kept"].fields == fields
    assert f'action="{NOTICE}"' in shown.text
    client.post(NOTICE, dict(fields))
    assert client.get("/accounts/kept/").url == "/accounts/"


def test_a_wrong_password_loses_nothing(client, librarian, plain):
    again = sign_in(client, hidden(client.post(NOTICE, TYPED).text), password="wrong")
    assert "do not belong together" in again.text
    assert sign_in(client, hidden(again.text)).url == "/accounts/kept/"


def test_it_waits_for_the_second_factor(client, librarian):
    device = factor_of(librarian)
    assert sign_in(client, hidden(client.post(NOTICE, TYPED).text)).url == "/accounts/second-factor/"
    assert client.get("/accounts/kept/").status_code == 302
    assert client.post("/accounts/second-factor/", {"code": code_of(device.key)}).url == "/accounts/kept/"
    assert "مغلق" in client.get("/accounts/kept/").text


def factor_of(account: Account):
    browser = Client()
    browser.force_login(account)
    return show_factor(browser, account)


@pytest.mark.parametrize("fields", [{"password": "secret"}, {"new_password": "x"}, {"api-token": "x"}])
def test_no_password_is_kept(client, db, fields):
    assert client.post(NOTICE, fields).url.startswith(LOGIN)


def test_forms_of_readers_and_of_scripts_are_led_to_sign_in_as_ever(client, db):
    assert client.post("/accounts/erase/", {"a": "b"}).url.startswith(LOGIN)
    assert client.post(NOTICE, TYPED, headers={"Sec-Fetch-Mode": "cors"}).url.startswith(LOGIN)
    assert client.get(NOTICE).url.startswith(LOGIN)


def test_too_much_is_not_kept_and_says_so(client, db):
    answer = client.post(NOTICE, {"text_en": "x" * (kept.MOST + 1)})
    assert answer.status_code == 401
    assert "too long to be kept" in answer.text
    assert 'name="kept"' not in answer.text


def test_what_we_have_not_signed_is_not_taken(client, librarian, plain):
    assert sign_in(client, "made:up:by-another").url == "/"
    assert client.get("/accounts/kept/").url == "/accounts/"


def test_a_form_without_its_token_is_refused_and_not_kept(db):
    answer = Client(enforce_csrf_checks=True).post(NOTICE, TYPED)
    assert answer.status_code == 403
    assert "Closed" not in answer.text


def test_what_is_sent_by_staff_who_have_yet_to_show_their_second_factor_waits_for_it(client, librarian):
    device = TOTPDevice.objects.create(user=librarian, name="app")
    client.force_login(librarian)
    answer = client.post(NOTICE, TYPED)
    assert answer.url == "/accounts/second-factor/?next=%2Faccounts%2Fkept%2F"
    assert client.post(answer.url, {"code": code_of(device.key)}).url == "/accounts/kept/"
    shown = client.get("/accounts/kept/")
    assert shown.context["kept"].address == NOTICE
    assert "مغلق يوم الجمعة" in shown.text


def test_what_another_site_had_a_browser_send_does_not_wait(librarian):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(librarian)
    assert strict.post(NOTICE, TYPED).url == "/accounts/second-factor/?"
    assert kept.FIELD not in strict.session
