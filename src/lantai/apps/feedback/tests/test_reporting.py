"""A reader reports an error; staff close it. No account, no puzzle, nothing lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lantai.apps.feedback import actions
from lantai.apps.feedback.models import ErrorReport, Outcome
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.infra.guard import stamp
from lantai.infra.models import AuditEntry
from lantai.infra.panels import drawn
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def work(take) -> Work:
    take([record("1", "红楼梦", by="曹雪芹", lang="zh")])
    return Work.objects.get()


def said(work: Work, text: str = "The year is wrong", **more: object) -> ErrorReport:
    options = {"mail": "reader@example.org", "language": "en", "address": "192.0.2.7", "now": NOW} | more
    return actions.report_error(work=work, text=text, **options)


def sent(client, work: Work, *, ago: int = 60, **more: str):
    form = {"text": "The year is wrong", "shown": stamp(timezone.now() - timedelta(seconds=ago))} | more
    return client.post(f"/works/{work.pk}/report/", form)


def test_it_is_kept_and_the_reader_thanked(client, work):
    response = sent(client, work, mail="reader@example.org")
    assert (response.status_code, response["Location"]) == (302, f"/works/{work.pk}/")
    assert "Thank you" in client.get(f"/works/{work.pk}/").text
    assert ErrorReport.objects.get().mail == "reader@example.org"


def test_the_works_page_leads_to_it(client, work):
    assert f'href="/works/{work.pk}/report/"' in client.get(f"/works/{work.pk}/").text
    assert "What is wrong?" in client.get(f"/works/{work.pk}/report/").text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"text": ""}, "required"),
        ({"text": "x" * 2001}, "2000"),
        ({"mail": "no address"}, "valid email"),
        ({"website": "http://spam.example"}, "A field that is hidden was filled in"),
        ({"ago": 0}, "sent very quickly"),
        ({"shown": "forged"}, "sent very quickly"),
        ({"ago": 100_000}, "after a very long time"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_reason_and_every_word(client, work, more, words):
    response = sent(client, work, **{"text": "The <b>year</b> is wrong"} | more)
    assert response.status_code == 400
    assert words in response.text
    if "text" not in more:
        assert "The &lt;b&gt;year&lt;/b&gt; is wrong" in response.text
    assert not ErrorReport.objects.exists()


def test_sent_twice_it_is_kept_once(client, work):
    assert [sent(client, work).status_code for _ in range(2)] == [302, 302]
    assert ErrorReport.objects.count() == 1


def test_an_unknown_or_absurd_work_has_no_form(client, work):
    assert client.get("/works/999999/report/").status_code == 404
    assert client.get(f"/works/{2**63}/report/").status_code == 404


def test_after_many_from_one_address_a_reader_is_told_to_wait_and_keeps_the_words(client, work):
    for n in range(actions.FROM_ONE):
        said(work, f"Fault {n}", address="127.0.0.1", now=timezone.now())
    response = sent(client, work)
    assert response.status_code == 429
    assert "Too many reports" in response.text
    assert "The year is wrong" in response.text
    said(work, "From elsewhere", now=timezone.now())  # others are still heard


def test_from_where_it_came_is_forgotten_after_an_hour(work):
    report = said(work)
    assert report.sender
    assert "192.0.2.7" not in report.sender
    actions.forget_senders(now=NOW + timedelta(hours=1))
    report.refresh_from_db()
    assert report.sender == ""


def test_closing_it_forgets_the_mail_address_and_is_audited(work, librarian):
    report = said(work)
    actions.close(by=librarian, report=report, outcome=Outcome.MENDED, now=NOW)
    report.refresh_from_db()
    assert (report.outcome, report.mail, report.closed_by) == (Outcome.MENDED, "", librarian)
    actions.reopen(by=librarian, report=report, now=NOW)
    report.refresh_from_db()
    assert report.is_open
    assert [e.action for e in AuditEntry.objects.order_by("pk")] == ["feedback.mended", "feedback.reopen"]


def test_a_reader_may_not_close_it(work):
    reader = Account.objects.create_user("reader")
    with pytest.raises(PermissionDenied):
        actions.close(by=reader, report=said(work), outcome=Outcome.RIGHT, now=NOW)


def test_staff_see_it_on_the_first_page_of_the_desk_and_in_the_list(client, rf, work, librarian):
    report = said(work, "</script><b>The year</b> \u202eis wrong")
    request = rf.get("/")
    request.user = librarian
    (shown,) = drawn("desk.today", request, None)
    assert "report of an error" in shown
    assert 'href="/desk/reports/"' in shown
    client.force_login(librarian)
    assert "&lt;/script&gt;" in client.get("/desk/reports/").text
    client.post(f"/desk/reports/{report.pk}/close/", {"outcome": "right"})
    assert "There is no such report" in client.get("/desk/reports/").text
    assert "Open again" in client.get("/desk/reports/?outcome=right").text
    client.post(f"/desk/reports/{report.pk}/close/", {"outcome": "open"})
    assert client.post(f"/desk/reports/{report.pk}/close/", {"outcome": "nonsense"}).status_code == 400
    assert client.get("/desk/reports/?outcome=nonsense").status_code == 200
    assert ErrorReport.objects.get().is_open


def test_nobody_else_sees_it(client, rf, work):
    said(work)
    request = rf.get("/")
    request.user = Account.objects.create_user("reader")
    assert drawn("desk.today", request, None) == []


def test_a_form_without_its_token_is_refused_and_nothing_kept(work):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(f"/works/{work.pk}/report/", {"text": "x"})
    assert response.status_code == 403
    assert not ErrorReport.objects.exists()
