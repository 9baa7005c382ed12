"""The demo's own account: everything can be looked at, and no other library is opened by it."""

import pytest
from django.utils import timezone

from lantai.catalog.locations import Location
from lantai.cli.demo import ACCOUNT, staff_password
from lantai.demo import places
from lantai.people.models import Account
from lantai.people.roles import Role
from lantai.people.tests.signing import account_of
from lantai.site.places import DEMO_MARK, second_factor

pytestmark = pytest.mark.django_db


def test_its_staff_need_no_second_factor_and_may_see_all(tmp_path):
    password = staff_password(tmp_path)
    account = Account.objects.get(username=ACCOUNT)
    assert account.check_password(password)
    assert account.role == Role.ADMINISTRATOR
    assert second_factor({}, tmp_path) == (False, True)


def test_a_library_with_people_in_it_stays_as_shut_as_it_was(tmp_path):
    account_of(Role.ADMINISTRATOR, "zhang")
    staff_password(tmp_path)
    assert not (tmp_path / DEMO_MARK).exists()
    assert Account.objects.get(username=ACCOUNT).role == Role.LIBRARIAN
    assert second_factor({}, tmp_path) == (True, False)


def test_the_same_password_is_said_each_time_and_nobody_else_can_read_it(tmp_path):
    assert staff_password(tmp_path) == staff_password(tmp_path)
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0


def test_places_have_names_in_every_language_once_and_two_words_may_mean_one(tmp_path):
    staff_password(tmp_path)
    by = Account.objects.get(username=ACCOUNT)
    places.furnish(by=by, now=timezone.now())
    assert all(place.name_zh and place.name_ar for place in Location.objects.all())
    assert {word.word for word in Location.objects.get(code="EAST").words.all()} == {"East Asian Reading Room", "东亚阅览室"}
    Location.objects.filter(code="LAW").delete()
    places.furnish(by=by, now=timezone.now())
    assert not Location.objects.filter(code="LAW").exists()
