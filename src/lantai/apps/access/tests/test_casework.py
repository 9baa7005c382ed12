"""Staff bring faults to an end: states, downtime, letters, the status page and the month's figures."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from lantai.apps.access import actions
from lantai.apps.access.models import Downtime, Event, Fault, Letter, State
from lantai.apps.access.queries import status
from lantai.apps.access.queries.faults import draft
from lantai.apps.access.queries.month import month_of
from lantai.core.faults.kinds import FaultClass
from lantai.core.faults.severity import Scope
from lantai.infra.models import Job

from .conftest import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def fault(told, database) -> Fault:
    return told(database=database, text="The whole site is down, 503 Service Unavailable")


def test_a_fault_goes_its_way_and_its_downtime_with_it(fault, staff):
    for state, hours in ((State.TRIAGED, 1), (State.FIXED, 3), (State.VERIFIED, 4), (State.CLOSED, 5)):
        actions.move(
            by=staff, fault=fault, state=state, resolution="vendor_fixed" if state == State.FIXED else "", now=NOW + hours * HOUR
        )
    fault.refresh_from_db()
    assert (fault.replied_at, fault.restored_at, fault.closed_at) == (NOW + HOUR, NOW + 3 * HOUR, NOW + 5 * HOUR)
    (downtime,) = Downtime.objects.all()
    assert (downtime.from_at, downtime.until_at, downtime.platform) == (NOW, NOW + 3 * HOUR, fault.platform)
    moved = [event.after for event in Event.objects.filter(kind="moved")]
    assert moved == ["triaged", "fixed", "verified", "closed"]


def test_a_step_that_does_not_follow_is_refused_with_the_reason(fault, staff):
    with pytest.raises(actions.NotPossible, match="possible"):
        actions.move(by=staff, fault=fault, state=State.VERIFIED, now=NOW)
    with pytest.raises(actions.NotPossible, match="how it ended"):
        actions.move(by=staff, fault=fault, state=State.CLOSED, now=NOW)
    with pytest.raises(actions.NotPossible, match="who is to deal"):
        actions.move(by=staff, fault=fault, state=State.ASSIGNED, now=NOW)


def test_opened_again_it_is_down_from_then_on(fault, staff):
    actions.move(by=staff, fault=fault, state=State.TRIAGED, now=NOW)
    actions.move(by=staff, fault=fault, state=State.FIXED, resolution="vendor_fixed", now=NOW + HOUR)
    actions.move(by=staff, fault=fault, state=State.REOPENED, now=NOW + 2 * HOUR)
    spans = list(Downtime.objects.order_by("from_at").values_list("from_at", "until_at"))
    assert spans == [(NOW, NOW + HOUR), (NOW + 2 * HOUR, None)]
    fault.refresh_from_db()
    assert (fault.reopened_count, fault.restored_at) == (1, None)


def test_signs_end_with_their_cause(told, fault, platform, staff):
    sign = told(platform=platform, text="connection timed out", now=NOW + timedelta(minutes=3))
    assert sign.parent == fault
    actions.move(by=staff, fault=fault, state=State.FIXED, resolution="vendor_fixed", now=NOW + HOUR)
    sign.refresh_from_db()
    assert (sign.state, sign.resolution) == (State.FIXED, "vendor_fixed")


def test_what_staff_say_of_the_class_stands_beside_the_guess(fault, staff):
    actions.classify_as(by=staff, fault=fault, label=FaultClass.PROXY, now=NOW)
    fault.refresh_from_db()
    assert (fault.label, fault.guess, fault.labelled) == ("proxy", "platform_down", True)


def test_who_gets_it_follows_the_most_exact_rule(told, database, platform, staff, django_user_model):
    other = django_user_model.objects.create_user("other", is_superuser=True)
    actions.set_assignment(by=None, label="", platform=None, account=staff, now=NOW)
    actions.set_assignment(by=None, label="platform_down", platform=platform, account=other, now=NOW)
    assert told(database=database, text="503 the whole site is down").assignee == other
    assert told(platform=platform, text="the author's name is misspelled in the record").assignee == staff


def test_a_letter_is_kept_mailed_once_and_the_fault_waits(fault, staff, settings):
    settings.EMAIL_HOST = "mail.example"
    subject, body = draft(fault, "zh-hans")
    assert f"F{fault.pk}" in subject
    assert "{" not in subject + body
    actions.write_letter(by=staff, fault=fault, to="help@vendor.example", language="zh-hans", subject=subject, body=body, now=NOW)
    assert Job.objects.get(name="access.send_letter").payload == {"letter": Letter.objects.get().pk}
    for _ in range(2):
        actions.send_letter(letter=Letter.objects.get().pk, now=NOW)
    assert [(m.to, m.subject) for m in mail.outbox] == [(["help@vendor.example"], subject)]
    fault.refresh_from_db()
    assert (fault.state, Letter.objects.get().state) == (State.WAITING, "sent")


def test_without_a_mail_server_the_librarian_is_told_what_to_do(fault, staff, settings):
    settings.EMAIL_HOST = ""
    with pytest.raises(actions.NotPossible, match="copy the letter"):
        actions.write_letter(by=staff, fault=fault, to="help@vendor.example", language="en", subject="x", body="y", now=NOW)
    with pytest.raises(ValidationError):
        actions.write_letter(by=staff, fault=fault, to="nobody", language="en", subject="x", body="y", now=NOW)


def test_the_status_page_knows_what_staff_have_looked_at_and_ninety_days(fault, staff, platform):
    assert [each.state for each in status.standings(now=NOW + HOUR)] == ["ok"]
    actions.move(by=staff, fault=fault, state=State.TRIAGED, now=NOW + HOUR)
    actions.publish(by=staff, fault=fault, notes={"en": "The vendor knows.", "ar": " "}, now=NOW)
    (standing,) = status.standings(now=NOW + 2 * HOUR)
    assert (standing.state, [f.notes for f in standing.faults]) == ("stop", [{"en": "The vendor knows."}])
    actions.move(by=staff, fault=fault, state=State.FIXED, resolution="vendor_fixed", now=NOW + 2 * HOUR)
    (standing,) = status.standings(now=NOW + 24 * HOUR)
    assert (standing.state, len(standing.days), standing.days[-2].down) == ("ok", 90, 2 * HOUR)
    assert [piece.what for piece in status.news(now=NOW + 24 * HOUR)] == ["over", "began"]


def test_planned_maintenance_is_shown_and_does_not_count_as_down(platform, staff):
    with pytest.raises(actions.NotPossible):
        actions.plan_downtime(by=staff, platform=platform, from_at=NOW, until_at=NOW, notes={}, now=NOW)
    row = actions.plan_downtime(
        by=staff, platform=platform, from_at=NOW, until_at=NOW + 4 * HOUR, notes={"en": "Upgrade"}, now=NOW
    )
    (standing,) = status.standings(now=NOW + HOUR)
    assert (standing.state, standing.share) == ("warn", 1.0)
    actions.end_downtime(by=staff, downtime=row, now=NOW + 2 * HOUR)
    assert status.standings(now=NOW + 3 * HOUR)[0].state == "ok"


def test_the_month_says_how_it_went(fault, staff, platform):
    actions.classify_as(by=staff, fault=fault, label=FaultClass.PLATFORM_DOWN, now=NOW + HOUR)
    actions.regrade(by=staff, fault=fault, scope=Scope.PLATFORM, now=NOW + HOUR)
    actions.move(by=staff, fault=fault, state=State.TRIAGED, now=NOW + HOUR)
    actions.move(by=staff, fault=fault, state=State.FIXED, resolution="vendor_fixed", now=NOW + 3 * HOUR)
    month = month_of(NOW.date(), now=NOW + 7 * 24 * HOUR)
    assert (month.faults, month.reports, month.reply, month.restore) == (1, 1, 60.0, 180.0)
    assert (month.precision, month.judged, month.reopened) == (1.0, 1, 0.0)
    assert month.platforms[0].down == 3 * HOUR
    empty = month_of(NOW.date() - timedelta(days=60), now=NOW)
    assert (empty.reply, empty.precision, empty.faults) == (None, None, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"hours": "Monday to Friday"}, "hours"),
        ({"closed": "25 December"}, "closed"),
        ({"networks": "10.0.0.0/8\nours"}, "networks"),
        ({"reply_minutes": "1 2 3"}, "reply_minutes"),
    ],
)
def test_settings_that_cannot_be_read_are_refused_with_the_line(values, field):
    with pytest.raises(ValidationError) as refused:
        actions.change_service(by=None, values=values, now=NOW)
    assert field in refused.value.message_dict
