"""Roles, as the migrations leave them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from lantai.people.models import Account
from lantai.people.roles import ALLOWS, NAMES, Permission, Role, grant_permissions_of

pytestmark = pytest.mark.django_db
P = Permission

LIBRARIAN = {
    P.SEE_DESK,
    P.IMPORT,
    P.DECIDE_PAIRS,
    P.DECIDE_TRANSLATIONS,
    P.TRAIN,
    P.WRITE_PAGES,
    P.PUT_UP_NOTICES,
    P.CHANGE_HOURS,
    P.SEE_AGREEMENTS,
    P.SEE_PUBLISHING,
    P.CHANGE_POLICIES,
}
ERESOURCES = LIBRARIAN | {P.EDIT_RECORDS, P.CHANGE_AGREEMENTS, P.CHANGE_PUBLISHING, P.SEE_REQUESTS, P.DECIDE_REQUESTS}
MAY: dict[Role, set[Permission]] = {
    Role.READER: set(),
    Role.LIBRARIAN: LIBRARIAN,
    Role.CATALOGER: LIBRARIAN | {P.EDIT_RECORDS},
    Role.ERESOURCES: ERESOURCES,
    Role.ADMINISTRATOR: ERESOURCES | {P.PUBLISH_PAGES, P.MANAGE_ACCOUNTS, P.SEE_AUDIT, P.GIVE_KEYS},
}


def with_role(role: Role) -> Account:
    account = Account.objects.create_user(f"a {role}")
    account.groups.add(Group.objects.get(name=role))
    return account


def test_every_role_is_a_group_with_a_name_and_what_it_allows():
    assert set(Group.objects.filter(name__in=Role).values_list("name", flat=True)) == {role.value for role in Role}
    assert set(NAMES) == set(ALLOWS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_is_named_and_no_more(role):
    account = with_role(role)
    assert {permission for permission in Permission if account.has_perm(permission)} == MAY[role]


def test_only_staff_see_the_pages_of_librarians():
    assert [role for role in Role if with_role(role).is_librarian] == [role for role in Role if role != Role.READER]


def test_a_permission_that_the_table_no_longer_gives_is_taken_away():
    librarians = Group.objects.get(name=Role.LIBRARIAN)
    librarians.permissions.add(*Group.objects.get(name=Role.ADMINISTRATOR).permissions.all())
    for area in apps.get_app_configs():
        grant_permissions_of(area)
    assert not with_role(Role.LIBRARIAN).has_perm(Permission.MANAGE_ACCOUNTS)


def test_librarians_of_before_keep_what_they_could_do():
    old, reader = with_role(Role.LIBRARIAN), with_role(Role.READER)
    import_module("lantai.people.migrations.0002_catalogers").librarians_become_catalogers(apps, None)
    assert [group.name for group in old.groups.all()] == [Role.CATALOGER]
    assert [group.name for group in reader.groups.all()] == [Role.READER]
