"""Faults, links, platforms and proxies from the staff lists: changed by many, made from lines of a file, refused by column."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from lantai.apps.access import actions, lists
from lantai.apps.access.models import Link, PlatformAccess, Proxy, State
from lantai.infra.audit import subject_of
from lantai.infra.lists import called
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

from .conftest import NOW

pytestmark = pytest.mark.django_db

EZPROXY = "https://login.ez.example.edu/login?url={url}"


@pytest.fixture
def chief(db) -> Account:
    return Account.objects.create_superuser("chief")


def test_a_line_takes_a_fault_from_the_queue_to_its_end(told, database, chief):
    fault = told(database=database, text="404")
    lists.change_fault(by=chief, row=fault, values={"label": "platform_down", "assignee": str(chief.pk)}, now=NOW)
    fault.refresh_from_db()
    assert (fault.label, fault.state, fault.assignee) == ("platform_down", State.ASSIGNED, chief)
    lists.change_fault(by=chief, row=fault, values={"state": "closed", "resolution": "vendor_fixed", "note": "told us"}, now=NOW)
    fault.refresh_from_db()
    assert (fault.state, fault.resolution) == (State.CLOSED, "vendor_fixed")
    assert fault.events.filter(words="told us").exists()


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"state": "fixed"}, "state"),
        ({"state": "verified"}, "state"),
        ({"resolution": "vendor_fixed"}, "resolution"),
        ({"assignee": "999999"}, "assignee"),
    ],
)
def test_what_cannot_be_done_with_a_fault_is_refused_under_its_column(told, database, chief, values, column):
    fault = told(database=database, text="404")
    with pytest.raises(ValidationError) as refused:
        lists.change_fault(by=chief, row=fault, values=values, now=NOW)
    assert list(refused.value.message_dict) == [column]
    fault.refresh_from_db()
    assert fault.state == State.NEW


def test_faults_that_staff_saw_come_in_from_a_file(database, chief):
    line = {"title": "Waters: no figures", "label": "metadata", "database": "Imaginary Waters Online", "note": "seen at the desk"}
    made = lists.make_fault(by=chief, values=line, now=NOW)
    assert (made.database, made.platform, made.origin) == (database, database.platform, "staff")
    for wrong in ({"database": "Nowhere"}, {"label": ""}):
        with pytest.raises(ValidationError) as refused:
            lists.make_fault(by=chief, values=line | wrong, now=NOW)
        assert list(refused.value.message_dict) == list(wrong)


def test_the_queue_is_narrowed_to_what_keeps_readers_out(told, database, chief):
    fault, over = told(database=database, text="404"), told(database=database, text="wrong years", sender="192.0.2.1")
    actions.move(by=chief, fault=over, state=State.CLOSED, resolution="explained", now=NOW)
    made = called("access.faults")
    column = made.column("open")
    assert [row.pk for row in column.narrow(made.rows(), "1")] == [fault.pk]
    assert [row.pk for row in column.narrow(made.rows(), "0")] == [over.pk]
    assert [row.pk for row in made.find(made.rows(), f"f{fault.pk}")] == [fault.pk]


def test_links_are_asked_again_at_once(database, chief):
    actions.enroll(now=NOW)
    link = Link.objects.get(database=database)
    Link.objects.update(due_at=NOW + timedelta(days=3))
    lists.change_link(by=chief, row=link, values={"soon": True}, now=NOW)
    link.refresh_from_db()
    assert link.due_at == NOW
    assert AuditEntry.objects.filter(action="access.ask_again", subject=subject_of(link)).exists()


def test_proxies_and_platforms_are_kept_from_lines(platform, chief):
    made = lists.make_proxy(by=chief, values={"name": "EZ", "kind": "ezproxy", "template": EZPROXY, "in_use": True}, now=NOW)
    with pytest.raises(ValidationError) as refused:
        lists.change_proxy(by=chief, row=made, values={"template": "https://login.ez.example.edu/login?url="}, now=NOW)
    assert list(refused.value.message_dict) == ["template"]
    lists.change_way(by=chief, row=platform, values={"proxy": "EZ", "importance": 3}, now=NOW)
    way = PlatformAccess.objects.get()
    assert (way.proxy, way.importance) == (Proxy.objects.get(), 3)
    for wrong in ({"proxy": "none such"}, {"importance": 9}, {"importance": None}):
        with pytest.raises(ValidationError) as refused:
            lists.change_way(by=chief, row=platform, values=wrong, now=NOW)
        assert list(refused.value.message_dict) == list(wrong)
