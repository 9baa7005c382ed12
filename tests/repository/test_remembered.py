"""What was made once is put back row by row, and made anew where the database stands otherwise."""

import pytest
from django.db import connection

from lantai.people.models import Account
from tests.remembered import remembered, standing

pytestmark = pytest.mark.django_db


def make(calls: list[str]) -> None:
    calls.append("made")
    Account.objects.filter(username="old").update(first_name="changed")
    Account.objects.create_user("new")


def test_rows_are_put_back_and_further_ones_get_numbers_of_their_own():
    calls: list[str] = []
    Account.objects.create_user("old")
    before = standing()
    remembered("putting back", lambda: make(calls))
    made = standing()
    Account.objects.filter(username="new").delete()
    Account.objects.update(first_name="")
    assert standing() == before
    remembered("putting back", lambda: make(calls))
    assert (standing(), calls) == (made, ["made"])
    assert Account.objects.create_user("further").pk > Account.objects.get(username="new").pk


def test_it_is_made_anew_where_something_else_was_there():
    calls: list[str] = []
    remembered("otherwise", lambda: make(calls))
    Account.objects.all().delete()
    Account.objects.create_user("old")
    remembered("otherwise", lambda: make(calls))
    assert calls == ["made", "made"]
    assert Account.objects.get(username="old").first_name == "changed"
    assert not connection.needs_rollback
