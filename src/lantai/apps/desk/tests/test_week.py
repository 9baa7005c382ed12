"""What needs attention this week: what is due, by day, and what waits."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from lantai.catalog.tests.conftest import lines, record
from lantai.infra import attention
from lantai.infra.attention import Attention, Pressing
from lantai.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(attention, "_asked", {})
    today = timezone.localdate()

    @attention.attention("tests.deadlines", permission="catalog.view_harvest")
    def deadlines(now: datetime):
        yield Attention(label="Pact of Ys", reason="Last day to give notice", url="/a", due_date=today + timedelta(days=3))
        yield Attention(label="Old pact", reason="Last day to give notice", url="/b", due_date=today - timedelta(days=2))
        yield Attention(label="Far pact", reason="Last day to give notice", url="/c", due_date=today + timedelta(days=30))

    @attention.attention("tests.queue", permission="catalog.view_harvest")
    def queue(now: datetime):
        yield Attention(count=12, label="unread letters", reason="Nobody has looked", url="/d", pressing=Pressing.NOW)
        yield Attention(count=0, label="nothing", reason="", url="/e")

    @attention.attention("tests.secret", permission="nothing.at_all")
    def secret(now: datetime):
        yield Attention(label="secret", reason="", url="/f")


def test_what_is_overdue_comes_first_then_days_then_queues(client, asked):
    client.force_login(Account.objects.create_superuser("boss"))
    shown = client.get("/desk/week/").text
    assert shown.index("Old pact") < shown.index("Pact of Ys") < shown.index("unread letters")
    assert "Overdue" in shown
    assert "Far pact" not in shown
    assert "nothing" not in shown.partition("<main")[2]


def test_only_what_somebody_may_see_is_shown(asked):
    found = attention.needed(allowed=lambda p: p == "catalog.view_harvest", now=timezone.now(), today=date.today())
    assert "secret" not in [each.label for each in found]


def test_refused_rows_of_files_are_among_it(take):
    take(lines([record("7")]) + b'{"titles": 7}\n', name="damaged.jsonl")
    found = attention.needed(
        allowed=lambda permission: permission == "catalog.view_harvest", now=timezone.now(), today=timezone.localdate()
    )
    assert ("refused row to be dealt with", 1) in [(str(each.label), each.count) for each in found]
