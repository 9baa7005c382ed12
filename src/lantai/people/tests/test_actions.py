"""Accounts, from making one to changing what it may do."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from lantai.infra.models import AuditEntry
from lantai.people import actions, queries
from lantai.people.models import Account
from lantai.people.roles import Role

NOW = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def zhang():
    return actions.add_account(username="zhang", password="correct horse 9", role=Role.READER, now=NOW)


def test_an_account_can_sign_in_and_has_its_role(zhang, client):
    assert client.login(username="zhang", password="correct horse 9")
    assert queries.accounts() == [queries.AccountRow("zhang", ("reader",), is_active=True)]


def test_a_name_is_given_once(zhang):
    with pytest.raises(ValidationError, match="already exists"):
        actions.add_account(username="zhang", password="another horse 9", role=Role.READER, now=NOW)


@pytest.mark.parametrize("password", ["", "12345678", "zhang-li"])
def test_an_easy_password_is_refused(password):
    with pytest.raises(ValidationError):
        actions.add_account(username="zhang-li", password=password, role=Role.READER, now=NOW)
    assert not Account.objects.exists()


def test_a_new_password_replaces_the_old(zhang, client):
    actions.set_password(account=zhang, password="battery staple 7", now=NOW)
    assert client.login(username="zhang", password="battery staple 7")
    assert not client.login(username="zhang", password="correct horse 9")


def test_a_role_replaces_those_before(zhang):
    actions.give_role(account=zhang, role=Role.LIBRARIAN, now=NOW)
    assert queries.accounts()[0].roles == ("librarian",)


def test_every_change_is_in_the_audit_log(zhang):
    actions.give_role(account=zhang, role=Role.LIBRARIAN, now=NOW)
    actions.change_password(account=zhang, password="battery staple 7", session=None, now=NOW)
    logged = AuditEntry.objects.order_by("pk").values_list("action", "actor_id")
    assert list(logged) == [("people.add", 0), ("people.role.librarian", 0), ("people.password", zhang.pk)]


def test_the_list_of_accounts_is_two_queries(zhang, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.accounts()
