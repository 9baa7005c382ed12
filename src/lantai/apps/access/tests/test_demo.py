"""The demo library has faults at each state, ninety days of history and maintenance to come; made once."""

import pytest
from django.utils import timezone

from lantai.apps.access import demo
from lantai.apps.access.models import Downtime, Fault, State
from lantai.apps.access.queries import status
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
