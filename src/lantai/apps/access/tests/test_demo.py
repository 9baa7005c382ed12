"""The demo library has faults at each state, ninety days of history and maintenance to come; made once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lantai.apps.access import demo
from lantai.apps.access.demo_links import ILL, furnish_links
from lantai.apps.access.models import Downtime, Fault, Link, State
from lantai.apps.access.queries import status
from lantai.apps.holdings import demo as holdings
from lantai.apps.holdings.demo_databases import furnish_databases
from lantai.catalog.tests.conftest import library  # noqa: F401
from lantai.people.models import Account

pytestmark = pytest.mark.django_db


def test_every_page_has_something_to_show():
    by, now = Account.objects.create_user("chief", is_superuser=True), timezone.now()
    demo.furnish(by=by, now=now)
    states = set(Fault.objects.values_list("state", flat=True))
    assert states >= {
        State.NEW,
        State.ASSIGNED,
        State.WAITING,
        State.FIXED,
        State.VERIFIED,
        State.CLOSED,
        State.REOPENED,
        State.TRIAGED,
    }
    standings = status.standings(now=now)
    assert {each.state for each in standings} >= {"stop", "ok"} or {each.state for each in standings} >= {"stop", "warn"}
    assert sum(day.level > 0 for each in standings for day in each.days) >= 6
    assert Downtime.objects.filter(planned=True).exists()
    before = Fault.objects.count()
    demo.furnish(by=by, now=now)
    assert Fault.objects.count() == before


def test_links_have_been_checked_and_some_have_a_fault(library):  # noqa: F811
    by, now = Account.objects.create_user("chief", is_superuser=True), timezone.now()
    for furnish in (demo.furnish, holdings.furnish, furnish_databases):
        furnish(by=by, now=now)
    furnish_links(now=now)
    kinds = set(Link.objects.values_list("kind", flat=True))
    assert kinds == {"sound", *map(str, ILL)}
    assert all(link.checked_at and link.checked_at < now for link in Link.objects.all())
    assert not Link.objects.filter(due_at__lt=now + timedelta(days=3650)).exists()
    assert Link.objects.exclude(kind="sound").filter(fault=None).count() == 0
    before = Fault.objects.count()
    furnish_links(now=now)
    assert Fault.objects.count() == before
