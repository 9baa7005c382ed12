"""Roles, as the migrations leave them."""

import pytest
from django.contrib.auth.models import Group

from lantai.people.models import Account
from lantai.people.roles import Role

pytestmark = pytest.mark.django_db


def test_every_role_is_a_group():
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


def test_an_administrator_may_change_accounts_and_a_librarian_may_not():
    for role, may in ((Role.ADMINISTRATOR, True), (Role.LIBRARIAN, False), (Role.READER, False)):
        account = Account.objects.create_user(role.value)
        account.groups.add(Group.objects.get(name=role))
        assert account.has_perm("people.change_account") is may


def test_only_staff_see_the_pages_of_librarians():
    for role, may in ((Role.LIBRARIAN, True), (Role.READER, False)):
        account = Account.objects.create_user(role.value)
        account.groups.add(Group.objects.get(name=role))
        assert account.is_librarian is may
