"""A test that commits leaves nothing to the next one, and what migrations make is there again."""

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import TransactionTestCase

from lantai.people.models import Account
from lantai.people.roles import Role
from tests import emptying


class Emptying(TransactionTestCase):
    """Each method empties the database twice by hand: the second time there is something to compare with."""

    def setUp(self):
        self._fixture_teardown()

    def test_rows_are_gone_and_roles_stay_as_they_were(self):
        before = emptying.rows(connection, ["auth_group", "auth_group_permissions", "auth_permission", "django_content_type"])
        account = Account.objects.create_user("reader")
        account.groups.add(Group.objects.get(name=Role.CATALOGER.value))
        self._fixture_teardown()
        assert set(emptying.filled(connection)) == set(before)
        assert emptying.rows(connection, list(before)) == before

    def test_roles_that_a_test_has_changed_are_made_anew(self):
        Group.objects.get(name=Role.CATALOGER.value).permissions.clear()
        Group.objects.create(name="a test's own")
        self._fixture_teardown()
        assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}
        assert Permission.objects.filter(group__name=Role.CATALOGER.value).exists()

    def test_what_a_migration_made_and_a_test_took_away_is_made_anew(self):
        Permission.objects.all().delete()
        self._fixture_teardown()
        assert Permission.objects.filter(content_type__app_label="people").exists()
