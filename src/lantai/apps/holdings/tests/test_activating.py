"""What readers have on a day is what an activation of the title or its package covers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from lantai.apps.holdings.actions import activate, deactivate, follow_the_day, make_database
from lantai.apps.holdings.models import Activation, Basis, Database, Package, PackageTitle
from lantai.apps.holdings.queries import available_works
from lantai.catalog.models import Instance, Work
from lantai.catalog.tests.conftest import record
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))


def have(on: date) -> set[str]:
    return set(PackageTitle.objects.available(on).values_list("title", flat=True))


def given(target, **dates) -> Activation:
    return activate(by=None, target=target, basis=Basis.AGREEMENT, key="entitlement:1", now=NOW, **dates)


def test_a_package_gives_its_titles_from_its_first_day_on_and_not_on_its_last(package, listed):
    listed("Air"), listed("Gone", removed_at=NOW)
    given(package, from_date=FEB, until_date=MAR)
    assert [have(FEB - timedelta(1)), have(FEB), have(MAR - timedelta(1)), have(MAR)] == [set(), {"Air"}, {"Air"}, set()]
    assert list(Package.objects.available(FEB)) == [package]


def test_a_title_is_given_by_itself_and_without_an_end(listed):
    air = listed("Air")
    listed("Water")
    given(air)
    assert have(date(1900, 1, 1)) == have(date(2100, 1, 1)) == {"Air"}


def test_the_same_key_said_again_takes_the_place_of_what_was_said(package, listed):
    listed("Air")
    first = given(package, from_date=JAN)
    assert given(package, from_date=FEB, until_date=MAR).pk == first.pk
    assert (have(JAN), have(FEB)) == (set(), {"Air"})


def test_another_key_keeps_what_the_first_one_no_longer_gives(package, listed):
    listed("Air")
    given(package)
    activate(by=None, target=package, basis=Basis.TRIAL, key="trial:1", now=NOW)
    assert deactivate(by=None, target=package, basis=Basis.AGREEMENT, key="entitlement:1", from_date=FEB, now=NOW) == 1
    assert have(MAR) == {"Air"}


def test_what_had_begun_keeps_its_past_and_what_had_not_goes(package, listed):
    air = listed("Air")
    given(package, from_date=JAN)
    given(air, from_date=MAR)
    for target in (package, air):
        deactivate(by=None, target=target, basis=Basis.AGREEMENT, key="entitlement:1", from_date=FEB, now=NOW)
    assert (have(JAN), have(FEB), have(MAR)) == ({"Air"}, set(), set())
    assert deactivate(by=None, target=package, basis=Basis.AGREEMENT, key="entitlement:1", from_date=FEB, now=NOW) == 0


def test_it_cannot_end_before_it_begins(package):
    with pytest.raises(ValidationError):
        given(package, from_date=MAR, until_date=FEB)


def test_an_activation_is_of_one_thing(package, listed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Activation.objects.create(package=package, package_title=listed("Air"), basis=Basis.MANUAL, made_at=NOW)


def test_a_database_is_given_by_itself_or_by_its_package(package):
    for reference, of in (("d1", package), ("d2", None)):
        make_database(by=None, values={"name": reference, "reference": reference, "package": of}, now=NOW)
    given(package, until_date=MAR)
    given(Database.objects.get(reference="d2"), from_date=MAR)
    assert [d.name for d in Database.objects.available(FEB)] == ["d1"]
    assert [d.name for d in Database.objects.available(MAR)] == ["d2"]


def test_readers_may_not_and_it_is_noted_who_did(package, librarian):
    with pytest.raises(PermissionDenied):
        activate(by=Account.objects.create_user("reader"), target=package, basis=Basis.MANUAL, now=NOW)
    activate(by=librarian, target=package, basis=Basis.MANUAL, now=NOW)
    entry = AuditEntry.objects.get(action="holdings.activate")
    assert (entry.actor_id, entry.subject) == (librarian.pk, f"holdings.package:{package.pk}")


def test_the_index_looks_again_when_access_is_given_and_when_its_day_comes(take, package, listed):
    take([record("1", "Air")])
    listed("Air", Instance.objects.get())
    work = Work.objects.get()

    def looked_at() -> bool:
        before, work.changed = work.changed, Work.objects.get().changed
        return work.changed > before

    given(package, from_date=FEB, until_date=NOW.date() + timedelta(1))
    assert looked_at()
    assert available_works([work.pk], on=FEB) == {work.pk}
    assert follow_the_day(now=NOW) == 0
    assert not looked_at()
    assert follow_the_day(now=NOW + timedelta(days=1)) == 1
    assert looked_at()
    assert follow_the_day(now=NOW + timedelta(days=1)) == 0
