"""Django's own admin: every table to look into, none to change, no secret in it, and its own sign-in shut."""

import pytest
from django.test import Client

from lantai.people.models import Account
from lantai.people.roles import Role
from lantai.people.tests.signing import account_of

pytestmark = pytest.mark.django_db
ROW = "/desk/tables/people/account/{}/"


@pytest.fixture
def administrator(client):
    account = account_of(Role.ADMINISTRATOR)
    client.force_login(account)
    return account


def test_tables_and_rows_can_be_read(client, administrator):
    assert "Accounts" in client.get("/desk/tables/").text or "Users" in client.get("/desk/tables/").text
    assert client.get("/desk/tables/people/account/").status_code == 200
    assert "administrator@example.org" in client.get(ROW.format(administrator.pk)).text


def test_nothing_is_changed_added_or_deleted(client, administrator):
    form = {"username": "root", "is_superuser": "on"}
    assert client.post(ROW.format(administrator.pk), form).status_code == 405
    action = {"action": "delete_selected", "_selected_action": administrator.pk, "post": "yes"}
    assert client.post("/desk/tables/people/account/", action).status_code == 405
    for missing in ("add/", f"{administrator.pk}/delete/"):
        client.post(f"/desk/tables/people/account/{missing}", form)
    assert list(Account.objects.values_list("username", "is_superuser")) == [("administrator", False)]


def test_no_digest_of_a_password_is_shown(client, administrator):
    assert administrator.password not in client.get(ROW.format(administrator.pk)).text


@pytest.mark.parametrize("table", ["session", "link", "attempts"])
def test_what_signs_people_in_is_no_table_to_look_into(client, administrator, table):
    assert client.get(f"/desk/tables/people/{table}/").status_code == 404


def test_keys_of_second_factors_are_not_there(client, administrator):
    assert client.get("/desk/tables/otp_totp/totpdevice/").status_code == 404


def test_its_own_sign_in_is_shut():
    form = {"username": "administrator", "password": "a pass phrase for tests", "next": "/desk/tables/"}
    account_of(Role.ADMINISTRATOR)
    client = Client()
    client.post("/desk/tables/login/", form)
    assert "_auth_user_id" not in client.session


def test_a_password_is_not_changed_there(client, administrator):
    assert client.get("/desk/tables/password_change/").url == "/accounts/password/"
