"""Readers tell of one cause many times: one fault, and a way back where that was wrong."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lantai.apps.access import actions
from lantai.apps.access.models import Fault, Report, State
from lantai.apps.access.queries.faults import late, page_of
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

from .conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_hundred_reports_are_one_fault_and_grow_its_severity(told, database):
    for n in range(100):
        told(
            database=database,
            text=f"The whole site is down, nothing loads ({n})",
            sender=f"192.0.2.{n}",
            now=NOW + timedelta(seconds=n),
        )
    (fault,) = Fault.objects.all()
    assert fault.reports.count() == 100
    assert (fault.label, fault.platform) == ("platform_down", database.platform)
    assert fault.severity == 4
    assert fault.title == "Imaginary Waters Online"


def test_the_same_reader_saying_the_same_twice_is_kept_once(told, database):
    told(database=database, text="404", sender="192.0.2.1")
    told(database=database, text="404", sender="192.0.2.1")
    assert Report.objects.count() == 1


def test_another_title_of_the_platform_within_half_an_hour_is_a_sign_of_the_same(told, platform, database, listed, package):
    package.platform = platform
    package.save()
    first = told(database=database, text="503 Service Unavailable, the platform is down")
    title = listed("Journal of Imagined Hydrology")
    sign = told(package_title=title, text="Connection timed out, nobody can reach the server", now=NOW + timedelta(minutes=20))
    assert sign.parent == first
    later = told(package_title=listed("Acta Imaginaria"), text="server not found", now=NOW + timedelta(hours=3))
    assert later.parent is None


def test_a_question_is_no_sign_of_an_outage(told, database, platform):
    told(database=database, text="503 Service Unavailable, the platform is down")
    asked = told(
        platform=platform, text="How do I download the whole book as PDF? I can't find the button", now=NOW + timedelta(minutes=5)
    )
    assert (asked.label, asked.parent) == ("user_error", None)


def test_a_report_is_taken_out_and_a_sign_parted(told, database, staff):
    fault = told(database=database, text="404 not found, dead link")
    told(database=database, text="The PDF link gives me a 404", sender="192.0.2.9")
    made = actions.take_out(by=staff, report=Report.objects.last(), now=NOW)
    assert [fault.reports.count(), made.reports.count()] == [1, 1]
    actions.join(by=staff, fault=made, parent=fault, now=NOW)
    assert [child.pk for child in page_of(fault).children] == [made.pk]
    made.refresh_from_db()
    actions.part(by=staff, fault=made, now=NOW)
    assert page_of(fault).children == []
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")][-3:] == ["access.take_out", "access.join", "access.part"]


def test_a_fault_is_not_joined_in_a_circle(told, database, platform, staff):
    a, b = (
        told(database=database, text="wrong years, coverage ends 2009"),
        told(platform=platform, text="author's name is misspelled"),
    )
    actions.join(by=staff, fault=a, parent=b, now=NOW)
    b.refresh_from_db()
    with pytest.raises(actions.NotPossible):
        actions.join(by=staff, fault=b, parent=Fault.objects.get(pk=a.pk), now=NOW)


def test_too_many_from_one_address_are_refused_and_others_still_heard(told, database):
    for n in range(actions.reporting.FROM_ONE):
        told(database=database, text=f"fault {n}", sender="192.0.2.1")
    with pytest.raises(actions.TooMany):
        told(database=database, text="one more", sender="192.0.2.1")
    told(database=database, text="one more", sender="192.0.2.2")


def test_mail_goes_with_closing_and_words_some_time_after(told, database, staff):
    fault = told(database=database, text="404 not found", sender="192.0.2.1")
    actions.move(by=staff, fault=fault, state=State.CLOSED, resolution="link_mended", now=NOW)
    report = Report.objects.get()
    assert (report.mail, report.sender, report.text) == ("", "", "404 not found")
    assert actions.forget_closed(now=NOW + timedelta(days=89)) == 0
    assert actions.forget_closed(now=NOW + timedelta(days=91)) == 1
    report.refresh_from_db()
    assert (report.text, report.page) == ("", "")
    assert Fault.objects.count() == 1


def test_from_where_it_came_is_forgotten_after_an_hour(told, database):
    told(database=database, sender="192.0.2.1")
    assert "192" not in Report.objects.get().sender
    assert actions.forget_senders(now=NOW + timedelta(hours=1)) == 1


def test_promises_count_business_hours_and_late_ones_are_found(told, database):
    fault = told(database=database, text="only the abstract, the full text is locked")
    assert fault.reply_due_at > NOW
    assert list(late(now=NOW)) == []
    assert list(late(now=NOW + timedelta(days=30))) == [fault]


def test_a_reader_may_not_work_on_faults(told, database):
    with pytest.raises(PermissionDenied):
        actions.note(by=Account.objects.create_user("reader"), fault=told(database=database), words="x", now=NOW)
